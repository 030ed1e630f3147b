package import WorkTime

/// What a tracker knows of its district when it applies an event: today's limits, the calendars, the departments.
package struct CasePolicy: Sendable {
    /// The version of the district file.
    package var version: String
    /// Tried in order; of each kind of limit the first rule decides that matches and gives one.
    package var limits: [LimitRule]
    /// The limit of the resident's clock where it is not to be the department's.
    package var promise: CaseLimit?
    /// The rules for the life of a case.
    package var rules: CaseRules
    /// The calendars that limits name.
    package var calendars: Calendars
    /// The id of the calendar for limits that name no other.
    package var calendarID: String
    /// The ids that cases may be sent to; nil if any will do.
    package var departments: Set<String>?

    package init(
        version: String, limits: [LimitRule] = [.standard], promise: CaseLimit? = nil,
        rules: CaseRules = CaseRules(), calendars: Calendars,
        calendarID: String = ShippedCalendar.split.rawValue, departments: Set<String>? = nil
    ) {
        self.version = version
        self.limits = limits
        self.promise = promise
        self.rules = rules
        self.calendars = calendars
        self.calendarID = calendarID
        self.departments = departments
    }

    /// The policy of a district; rules for which its file has no place yet are the standard's.
    package init(_ district: District) {
        var rules = CaseRules()
        rules.desk = district.deskID
        rules.calendar = district.calendarID
        self.init(
            version: district.version, limits: district.limits + [.standard], rules: rules,
            calendars: Calendars(district.calendars), calendarID: district.calendarID,
            departments: Set(district.departments.map(\.id)))
    }

    /// The terms of a case that is assigned now.
    package func terms(area: String, kind: ReportKind, urgency: Urgency) -> CaseTerms {
        var found: [LimitKind: CaseLimit] = [:]
        for rule in limits where rule.matches(area: area, kind: kind, urgency: urgency) {
            let calendar = rule.calendar ?? calendarID
            found.merge(rule.limits.mapValues { CaseLimit(limit: $0, calendar: calendar) }) { first, _ in first }
        }
        let holidays = found.values.lazy.compactMap { calendars[$0.calendar]?.holidays?.version }.max()
        return CaseTerms(policy: version, holidays: holidays, limits: found, promise: promise, rules: rules)
    }
}

/// Calendars by id.
package struct Calendars: Sendable, ExpressibleByArrayLiteral {
    private let byID: [String: WorkCalendar]

    /// Of two with one id, the first.
    package init(_ calendars: some Sequence<WorkCalendar>) {
        byID = Dictionary(calendars.map { ($0.id, $0) }) { first, _ in first }
    }

    package init(arrayLiteral calendars: WorkCalendar...) {
        self.init(calendars)
    }

    /// The calendar of that id. A limit whose calendar is not known has no end: nothing is invented in its place.
    package subscript(id: String) -> WorkCalendar? { byID[id] }

    /// When a limit is used up; nil if no calendar holds so much time.
    func due(_ limit: CaseLimit, from start: Instant, pauses: Pauses = .none) -> Due? {
        try? self[limit.calendar]?.due(from: start, limit: limit.limit, pauses: pauses)
    }

    /// When one of the rules' limits is used up; nil if there is no such limit or no end of it.
    func due(_ limit: TimeLimit?, of rules: CaseRules, from start: Instant) -> Instant? {
        limit.flatMap { due(CaseLimit(limit: $0, calendar: rules.calendar), from: start)?.instant }
    }
}
