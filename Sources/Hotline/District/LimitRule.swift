package import WorkTime

/// Time limits for some cases. Rules are tried in the file's order, and of each kind of limit the first rule decides
/// that matches and gives one.
///
/// A condition that is empty asks for nothing; all others must hold, each by any one of its values.
package struct LimitRule: Hashable, Sendable {
    /// Ids of areas.
    package var areas: [String] = []
    package var kinds: [ReportKind] = []
    package var urgencies: [Urgency] = []
    /// The id of the calendar that these limits are counted in; nil for the district's own.
    package var calendar: String?
    package var limits: [LimitKind: TimeLimit]

    package init(limits: [LimitKind: TimeLimit]) {
        self.limits = limits
    }

    /// What holds where a district file sets no limits, and in the end of every list of rules: dispatched and accepted
    /// within 2 working hours, contact within 1 working day, first handling 5, second handling 3 (Shanghai, Qingpu), a
    /// wish answered within 15.
    package static let standard: LimitRule = {
        let limits: [LimitKind: TimeLimit?] = [
            .dispatch: TimeLimit(2, .workingHours), .accept: TimeLimit(2, .workingHours),
            .contact: TimeLimit(1, .workingDays), .resolve: TimeLimit(5, .workingDays),
            .redo: TimeLimit(3, .workingDays), .answer: TimeLimit(15, .workingDays),
        ]
        return LimitRule(limits: limits.compactMapValues(\.self))
    }()

    /// Whether it is for such cases.
    package func matches(area: String, kind: ReportKind, urgency: Urgency) -> Bool {
        (areas.isEmpty || areas.contains(area)) && (kinds.isEmpty || kinds.contains(kind))
            && (urgencies.isEmpty || urgencies.contains(urgency))
    }
}

/// A time limit of one case, and where its working time is counted.
package struct CaseLimit: Hashable, Sendable {
    package let limit: TimeLimit
    /// The calendar's id.
    package let calendar: String

    package init(limit: TimeLimit, calendar: String) {
        self.limit = limit
        self.calendar = calendar
    }
}

extension District {
    /// The calendar of that id.
    package func calendar(_ id: String) -> WorkCalendar? {
        calendars.first { $0.id == id }
    }
}
