import Synchronization

/// How far a tracker is, for whoever keeps it running.
package enum TrackerStage: Sendable {
    /// Another tracker has the store.
    case standingBy
    /// It has the store, or waits for it to be free; it does not read yet.
    case opening
    /// It reads and applies.
    case reading
    /// It would read, and the cluster does not answer.
    case unreachable
    /// It is being stopped, or has ended.
    case ending
}

extension Tracker {
    /// How far it is; may be called from anywhere.
    package var stage: TrackerStage {
        let isStandingBy = bookkeeping.withLock { $0.isStandingBy }
        return state.withLock { state in
            if state.isStopping || state.isOver { return .ending }
            if isStandingBy { return .standingBy }
            guard state.isReady else { return .opening }
            return state.isUnreachable ? .unreachable : .reading
        }
    }
}
