import Dispatch

/// Decides whether to poll for messages, so that memory stays bounded and the group still hears from us.
///
/// A full worker simply does not poll: most of the time room comes within milliseconds, and a pause would throw away
/// what was fetched ahead. When it stays full, the partitions are paused and polled all the same, for rebalances and
/// errors arrive only by polling.
package struct Intake {
    package enum Decision: Equatable { case drain, pauseAndDrain, resumeAndDrain, wait }

    /// Nanoseconds of being full before the partitions are paused.
    package static let hysteresis: UInt64 = 1_000_000_000

    package init() {}

    private var fullSince: UInt64?
    package private(set) var isPaused = false

    /// - Parameter now: monotonic nanoseconds.
    package mutating func decide(hasRoom: Bool, now: UInt64) -> Decision {
        if hasRoom {
            fullSince = nil
            defer { isPaused = false }
            return isPaused ? .resumeAndDrain : .drain
        }
        let since = fullSince ?? now
        fullSince = since
        guard isPaused || now &- since >= Self.hysteresis else { return .wait }
        isPaused = true
        return .pauseAndDrain
    }
}
