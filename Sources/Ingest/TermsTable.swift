import Hotline
import WorkTime

/// The district's terms for new cases, resolved when first a case of their area, kind and urgency comes. There are no more
/// of them than areas × kinds × urgencies, so they are kept for good.
struct TermsTable: Sendable {
    private struct Subject: Hashable {
        let area: String
        let kind: ReportKind
        let urgency: Urgency
    }

    private let policy: CasePolicy
    /// By channel, known to the district or not; as many as there are topics.
    private var clocks: [String: LateEntryClock] = [:]
    private var known: [Subject: TaskTerms] = [:]

    init(_ policy: CasePolicy) {
        self.policy = policy
    }

    /// What a new case is measured by.
    mutating func terms(of assignment: Assignment) -> TaskTerms {
        let (area, kind, urgency) = (assignment.area, assignment.kind, assignment.urgency)
        let subject = Subject(area: area, kind: kind, urgency: urgency)
        if let terms = known[subject] { return terms }
        let terms = TaskTerms(
            policy.terms(area: area, kind: kind, urgency: urgency), kind: kind, calendars: policy.calendars)
        known[subject] = terms
        return terms
    }

    /// From when on the resident's clock counts.
    mutating func clockStart(of assignment: Assignment, reportedAt: Instant) -> Instant {
        let channel = assignment.channel
        func start(_ clock: inout LateEntryClock) -> Instant {
            clock.start(reportedAt: reportedAt, receivedAt: assignment.assignedAt)
        }
        return start(&clocks[channel, default: LateEntryClock(policy.lateEntry(of: channel), policy.calendars)])
    }
}
