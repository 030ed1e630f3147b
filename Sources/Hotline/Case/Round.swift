package import WorkTime

/// A department's turn to answer for a case. Its clocks start anew; the resident's does not.
package struct Round: Sendable, Hashable {
    /// How a round ended.
    package enum Ending: String, CaseIterable, Sendable {
        /// The holder said that it is done.
        case resolved
        /// 退单: a return was granted; neither met nor missed.
        case returned
        /// 派单: the desk, which held it, sent it on.
        case dispatched
        /// 转派: the desk took it away.
        case reassigned
        /// 并案: another case answers for it.
        case merged
        /// 撤单: nobody wants it any more.
        case withdrawn
    }

    /// From 1.
    package let number: Int
    /// The id of the department.
    package let department: String
    /// Why the department got it.
    package let reason: TaskReason
    /// When the department got it: its clocks start.
    package let assignedAt: Instant
    /// Which limit ends the round: `dispatch` at the desk, `resolve`, `redo`, or `answer` of a wish.
    package internal(set) var kind: LimitKind
    /// Stops at 签收.
    package internal(set) var accept: CaseClock
    /// Stops at 先行联系.
    package internal(set) var contact: CaseClock
    /// Stops when the round ends.
    package internal(set) var clock: CaseClock
    /// Who inside the department does the work.
    package internal(set) var assignee: ProgressBody.Assignee?
    /// How it ended; nil while it lasts.
    package internal(set) var ending: Ending?

    init(
        number: Int, department: String, reason: TaskReason, at assignedAt: Instant, limits: RoundLimits,
        calendars: Calendars
    ) {
        self.number = number
        self.department = department
        self.reason = reason
        self.assignedAt = assignedAt
        kind = limits.kind
        accept = CaseClock(start: assignedAt, limit: limits.accept, calendars: calendars)
        contact = CaseClock(start: assignedAt, limit: limits.contact, calendars: calendars)
        clock = CaseClock(start: assignedAt, limit: limits.end, calendars: calendars)
    }

    /// When it ended.
    package var endedAt: Instant? { clock.stoppedAt }

    /// Whether the limit that ends the round was met; nil while that is open, for a return, and where the case was taken
    /// away in time.
    package func isMet(asOf instant: Instant) -> Bool? {
        switch ending {
        case nil, .resolved, .dispatched: clock.isMet(asOf: instant)
        case .returned: nil
        case .reassigned, .merged, .withdrawn: clock.isMet(asOf: instant) == false ? false : nil
        }
    }

    /// Whether the case was taken in time; nil while that is open, or if the round ended before either.
    package func isAcceptMet(asOf instant: Instant) -> Bool? { isMet(accept, asOf: instant) }

    /// Whether the resident was spoken to in time; nil while that is open, or if the round ended before either.
    package func isContactMet(asOf instant: Instant) -> Bool? { isMet(contact, asOf: instant) }

    private func isMet(_ clock: CaseClock, asOf instant: Instant) -> Bool? {
        clock.isMet(asOf: min(instant, endedAt ?? instant))
    }

    /// Does something to all clocks that run.
    mutating func withClocks(_ change: (inout CaseClock) -> Void) {
        if accept.stoppedAt == nil { change(&accept) }
        if contact.stoppedAt == nil { change(&contact) }
        if clock.stoppedAt == nil { change(&clock) }
    }
}
