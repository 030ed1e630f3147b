/// How far the store is behind Kafka, and whether the tracker gets on: what was asked now and then of both.
///
/// Transactions leave marks in a partition that nobody reads, so a store that has everything may stand one offset before
/// the end. Therefore one record alone is never missed here; two are, if none of them comes for a minute.
package struct TrackerLag: Sendable {
    /// A partition of tasks or progress.
    package struct Place: Hashable, Sendable {
        let topic: String
        let partition: Int32

        package init(topic: String, partition: Int32) {
            self.topic = topic
            self.partition = partition
        }
    }

    private struct Behind {
        let next: Int64
        /// Since when it has stood there with more to read, in seconds of a monotonic clock.
        let since: Double
    }

    /// For how long a store may stand still with something to read, in seconds.
    static let patience: Double = 60

    private var behind: [Place: Behind] = [:]
    /// Records that the store does not have; nil while it is not known.
    package private(set) var records: Int64?

    /// Nothing is known yet.
    package init() {}

    /// What was found.
    ///
    /// - Parameters:
    ///   - next: up to where the store has read each partition.
    ///   - ends: where each ends.
    ///   - now: seconds of a monotonic clock.
    package mutating func observe(next: [Place: Int64], ends: [Place: Int64], at now: Double) {
        var (still, total) = ([Place: Behind](), Int64(0))
        for (place, end) in ends {
            guard let position = next[place], position < end else { continue }
            total += end - position
            guard end - position > 1 else { continue }
            let before = behind[place].flatMap { $0.next == position ? $0 : nil }
            still[place] = before ?? Behind(next: position, since: now)
        }
        (behind, records) = (still, total)
    }

    /// Nothing could be found out.
    package mutating func isUnknown() {
        (behind, records) = ([:], nil)
    }

    /// For how many seconds the store has stood still with something to read, if that is too long.
    package func standstill(at now: Double) -> Double? {
        guard let since = behind.values.map(\.since).min(), now - since > Self.patience else { return nil }
        return now - since
    }
}
