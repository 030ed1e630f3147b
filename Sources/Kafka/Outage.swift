/// Decides when an unreachable broker is said, and when its return is: each once, however often the network fails
/// between.
///
/// A failed connection is only a suspicion (brokers close idle ones). A probe confirms it: its failure is the outage,
/// its success the end of the suspicion. Times are in nanoseconds of a monotonic clock that the caller reads.
package struct Outage {
    private enum Phase {
        case reachable
        case suspected(reason: String, since: UInt64)
        case unreachable(since: UInt64)
    }

    /// What is to be done; a probe's end is to be told by `probed`.
    package enum Action: Equatable {
        case probe(afterMilliseconds: Int)
        case tellOutage(reason: String)
        case tellReturn(afterMilliseconds: UInt64)
    }

    private var phase = Phase.reachable

    package init() {}

    /// A connection failed.
    package mutating func failed(reason: String, at now: UInt64) -> [Action] {
        switch phase {
        case .reachable:
            phase = .suspected(reason: reason, since: now)
            return [.probe(afterMilliseconds: 0)]
        case .suspected(_, let since):
            // What the attempts to connect anew say is more to the point than how the old connection ended.
            phase = .suspected(reason: reason, since: since)
            return []
        case .unreachable:
            return []
        }
    }

    /// The probe that an action asked for has ended.
    package mutating func probed(succeeded: Bool, at now: UInt64) -> [Action] {
        switch (phase, succeeded) {
        case (.reachable, _):
            return []
        case (.suspected, true):
            phase = .reachable
            return []
        case (.suspected(let reason, let since), false):
            phase = .unreachable(since: since)
            return [.tellOutage(reason: reason), .probe(afterMilliseconds: 1000)]
        case (.unreachable, false):
            return [.probe(afterMilliseconds: 1000)]
        case (.unreachable(let since), true):
            phase = .reachable
            return [.tellReturn(afterMilliseconds: (now - since) / 1_000_000)]
        }
    }
}
