import Hotline
import WorkTime

/// By which calendar the working time of an open case counts, as today's policy says; remembered, since the rows that ask
/// are many and the answers few.
struct OpenCalendars {
    private struct Key: Hashable {
        let area, kind, urgency: String
    }

    private let policy: CasePolicy
    private var known: [Key: WorkCalendar?] = [:]

    init(_ policy: CasePolicy) {
        self.policy = policy
    }

    /// The calendar of the limit that a case of that area, kind and urgency runs against.
    subscript(area: String, kind: String, urgency: String) -> WorkCalendar? {
        mutating get {
            let key = Key(area: area, kind: kind, urgency: urgency)
            if let calendar = known[key] { return calendar }
            let calendar = find(key)
            known[key] = .some(calendar)
            return calendar
        }
    }

    private func find(_ key: Key) -> WorkCalendar? {
        guard let kind = ReportKind(rawValue: key.kind), let urgency = Urgency(rawValue: key.urgency) else {
            return nil
        }
        let terms = policy.terms(area: key.area, kind: kind, urgency: urgency)
        return policy.calendars[terms.residentLimit(of: kind)?.calendar ?? terms.rules.calendar]
    }
}
