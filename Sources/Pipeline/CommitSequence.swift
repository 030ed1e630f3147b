/// The steps that make one batch safe, in their order, with what follows when one fails.
///
/// A plain state machine: each event returns the one action to perform next; whoever performs it tells how it ended.
///
/// ```
/// at least once   produce ─> commitOffsets ─> committed
/// exactly once    begin ─> produce ─> sendOffsets ─> commitTransaction ─> committed
///                   └────────┴────────────┴──── revoked or aborted ──> abort ─> rework
/// ```
package struct CommitSequence {
    package enum Step: Sendable { case begin, produce, commitOffsets, sendOffsets, commitTransaction, abort }

    /// How a step failed, told by what has to follow.
    package enum Fault: Sendable, Equatable {
        /// The same call again after a pause.
        case transient
        /// The transaction cannot be committed any more: abort it, work the batch again.
        case abortable
        /// The group has moved on without us: these offsets are no longer ours to commit.
        case disowned
        /// The producer is broken for good; another one begins anew.
        case producerLost
        /// Nobody can go on: wrong configuration, no right, fenced by another worker with our name.
        case fatal
    }

    package enum Outcome: Equatable {
        case committed
        /// Nothing was committed: work the batch again for the partitions that are still held.
        case rework
        /// Nothing was committed and nothing may be: what is not committed comes again to the new owner.
        case dropped
        case failed
    }

    package enum Action: Equatable {
        case perform(Step)
        /// Waits for the back-off's next pause, then ``CommitSequence/waited()``.
        case pause
        /// A new producer is needed before the batch is worked again.
        case renewProducer
        case finish(Outcome)
    }

    private let guarantee: DeliveryGuarantee
    private var step: Step
    private var isAborting = false
    /// Between two attempts.
    package private(set) var isPaused = false

    package init(_ guarantee: DeliveryGuarantee) {
        self.guarantee = guarantee
        step = guarantee == .exactlyOnce ? .begin : .produce
    }

    /// The first action.
    package func start() -> Action {
        .perform(step)
    }

    /// True from the moment the outcome is the broker's to decide: it must be waited for.
    package var isDecided: Bool { step == .commitTransaction }

    package mutating func ended(_ fault: Fault?) -> Action {
        switch fault {
        case nil: succeeded()
        case .fatal: .finish(.failed)
        case .transient:
            isAborting && step != .abort ? beginAbort() : pause()
        case .producerLost:
            // A transactional producer that turned fatal has lost its epoch: only a restart tells whether we are fenced.
            guarantee == .exactlyOnce ? .finish(.failed) : .renewProducer
        case .disowned:
            guarantee == .exactlyOnce ? beginAbort() : .finish(.dropped)
        case .abortable:
            // Begin and abort themselves have nothing to abort.
            step == .begin || step == .abort ? pause() : beginAbort()
        }
    }

    package mutating func waited() -> Action {
        isPaused = false
        return .perform(step)
    }

    /// Partitions are being revoked. With transactions any revoke aborts, unless the commit is already under way.
    ///
    /// - Returns: nil if the present step must end first; it is then followed by the abort.
    package mutating func revoked() -> Action? {
        guard guarantee == .exactlyOnce, step != .commitTransaction, step != .abort else { return nil }
        isAborting = true
        guard isPaused else { return nil }
        isPaused = false
        return step == .begin ? .finish(.rework) : beginAbort()
    }

    private mutating func pause() -> Action {
        isPaused = true
        return .pause
    }

    private mutating func beginAbort() -> Action {
        step = .abort
        return .perform(.abort)
    }

    private mutating func succeeded() -> Action {
        if isAborting, step != .abort, step != .commitTransaction { return beginAbort() }
        switch (step, guarantee) {
        case (.begin, _): step = .produce
        case (.produce, .exactlyOnce): step = .sendOffsets
        case (.produce, .atLeastOnce): step = .commitOffsets
        case (.sendOffsets, _): step = .commitTransaction
        case (.commitOffsets, _), (.commitTransaction, _): return .finish(.committed)
        case (.abort, _): return .finish(.rework)
        }
        return .perform(step)
    }
}
