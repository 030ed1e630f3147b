import Hotline
import WorkTime

/// What another policy would have made of a case: dates that would be others.
struct PolicyDifference {
    /// A date that would be another.
    struct Date: Equatable {
        /// `promisedBy`, `dueAt`, `acceptBy`, `contactBy`.
        let name: String
        let present: Instant?
        let other: Instant?
    }

    let state: Case
    /// Whether residents wait longer than they should, as the case is judged, and as it would be.
    let isOverdue: (present: Bool, other: Bool)
    let dates: [Date]

    /// Nil if nothing would be otherwise.
    init?(_ state: Case, by policy: CasePolicy, asOf now: Instant) {
        guard let other = state.rejudged(by: policy) else { return nil }
        let (present, future) = (state.round, other.round)
        dates = [
            Date(name: "promisedBy", present: state.promisedBy, other: other.promisedBy),
            Date(name: "acceptBy", present: present.accept.due?.instant, other: future.accept.due?.instant),
            Date(name: "contactBy", present: present.contact.due?.instant, other: future.contact.due?.instant),
            Date(name: "dueAt", present: present.clock.due?.instant, other: future.clock.due?.instant),
        ].filter { $0.present != $0.other }
        guard !dates.isEmpty else { return nil }
        self.state = state
        isOverdue = (
            state.isOverdue(asOf: now, policy.calendars) || state.isPromiseMet(asOf: now, policy.calendars) == false,
            other.isOverdue(asOf: now, policy.calendars) || other.isPromiseMet(asOf: now, policy.calendars) == false
        )
    }
}
