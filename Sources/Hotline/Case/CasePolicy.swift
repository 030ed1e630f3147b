package import WorkTime

/// What a tracker knows of its district when it applies an event: today's limits, the calendars, the departments.
package struct CasePolicy: Sendable {
    /// The version of the district file.
    package var version: String
    /// Tried in order; of each kind of limit the first rule decides that matches and gives one.
    package var limits: [LimitRule]
    /// The rules for the life of a case.
    package var rules: CaseRules
    /// The calendars that limits name.
    package var calendars: Calendars
    /// The id of the calendar for limits that name no other.
    package var calendarID: String
    /// The ids that cases may be sent to; nil if any will do.
    package var departments: Set<String>?
    /// How late reports may be entered, by channel.
    package var lateEntries: [String: TimeLimit?] = [:]

    package init(
        version: String, limits: [LimitRule] = [.standard],
        rules: CaseRules = CaseRules(), calendars: Calendars,
        calendarID: String = ShippedCalendar.split.rawValue, departments: Set<String>? = nil
    ) {
        self.version = version
        self.limits = limits
        self.rules = rules
        self.calendars = calendars
        self.calendarID = calendarID
        self.departments = departments
    }

    /// The policy of a district.
    package init(_ district: District) {
        var rules = district.caseRules
        rules.desk = district.deskID
        rules.calendar = district.calendarID
        self.init(
            version: district.version, limits: district.limits + [.standard], rules: rules,
            calendars: Calendars(district.calendars), calendarID: district.calendarID,
            departments: Set(district.departments.map(\.id)))
        lateEntries = Dictionary(district.channels.map { ($0.id, $0.lateEntry) }) { first, _ in first }
    }

    /// The terms of a case that is assigned now.
    package func terms(area: String, kind: ReportKind, urgency: Urgency) -> CaseTerms {
        var found: [LimitKind: CaseLimit] = [:]
        for rule in limits where rule.matches(area: area, kind: kind, urgency: urgency) {
            let (calendar, hasResolve) = (rule.calendar ?? calendarID, found[.resolve] != nil)
            for (kind, limit) in rule.limits where found[kind] == nil {
                // What is promised goes with the limit that it stands beside: a rule that gives `resolve` alone promises
                // that, whatever a later one promises to others.
                if kind == .promise, hasResolve { continue }
                found[kind] = CaseLimit(limit: limit, calendar: calendar)
            }
        }
        let holidays = found.values.lazy.compactMap { calendars[$0.calendar]?.holidays?.version }.max()
        return CaseTerms(policy: version, holidays: holidays, limits: found, rules: rules)
    }

    /// How late a report may be entered on a channel, known to the district or not; nil if it counts from when it was
    /// received.
    package func lateEntry(of channel: String) -> CaseLimit? {
        (lateEntries[channel] ?? Channel.standardLateEntry).map { CaseLimit(limit: $0, calendar: rules.calendar) }
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
    func due(_ limit: TimeLimit?, of rules: CaseRules, from start: Instant) -> Due? {
        limit.flatMap { due(CaseLimit(limit: $0, calendar: rules.calendar), from: start) }
    }
}
