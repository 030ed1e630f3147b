package import WorkTime

/// A department that helps.
package struct Support: Sendable, Hashable {
    /// The id of the department.
    package let department: String
    /// When it was called.
    package let since: Instant
    /// Why it was called (吹哨); nil if the case came with it.
    package let reason: String?
    /// By when it should have helped.
    package let dueBy: Instant?
    /// The n-th that was called (吹哨) in the life of the case, from 1; 0 if the case came with it. It stays the same when
    /// others are no longer among those who help.
    package let call: Int
    /// 报到.
    package internal(set) var arrivedAt: Instant?
    /// How often it contributed, and when first.
    package internal(set) var contributions = 0
    /// When it first contributed.
    package internal(set) var contributedAt: Instant?

    init(department: String, since: Instant, reason: String? = nil, dueBy: Instant? = nil, call: Int = 0) {
        self.department = department
        self.since = since
        self.reason = reason
        self.dueBy = dueBy
        self.call = call
    }
}

/// A request that nobody has decided yet. It ends with its round.
package struct PendingRequest: Sendable, Hashable {
    /// The id of its event, which `grant` and `refuse` name.
    package let id: String
    /// 退单, 挂起 or 延期, with what is asked for.
    package let body: ProgressBody
    /// When it was asked for.
    package let at: Instant
}

/// The suspension that lasts.
package struct ActiveSuspension: Sendable, Hashable {
    /// Whether something is waited for, or it is on the ledger.
    package let kind: ProgressBody.Suspension.Kind
    /// When it began; a prolonged one, when the first began.
    package let since: Instant
    /// When it ends by itself; of a ledger, the review date.
    package let until: Instant
    /// Who answers for a ledger.
    package let owner: String?
    /// Where the case stood before, and comes back to.
    package internal(set) var resumesTo: CaseState
    /// The entry of the history that set `until`: each review date is another one.
    package let entry: Int
}

/// What a holder said was done.
package struct CaseResolve: Sendable, Hashable {
    /// When.
    package let at: Instant
    /// The round that it ended.
    package let round: Int
    /// What was done, for the resident to read.
    package let resolution: ProgressBody.Resolution
}

/// How a case ended.
package struct Closing: Sendable, Hashable {
    /// Why it ended.
    package enum Outcome: String, CaseIterable, Sendable {
        /// Every caller who can be reached has said something.
        case evaluated
        /// Nobody has said anything more within `closeAfter`.
        case expired
        /// The desk closed it.
        case desk
        /// 撤单.
        case withdrawn
        /// The case that answers for it was closed.
        case merged
    }

    /// When it ended.
    package let at: Instant
    /// Why it ended.
    package let outcome: Outcome
}

/// 督办, and its answer.
package struct SupervisionRecord: Sendable, Hashable {
    /// The id of its event.
    package let id: String
    /// When it was ordered.
    package let at: Instant
    /// How loud.
    package let level: ProgressBody.Supervision.Level
    /// By when the manager wants an answer.
    package let answerBy: Instant
    /// When the holder answered.
    package internal(set) var answeredAt: Instant?
}
