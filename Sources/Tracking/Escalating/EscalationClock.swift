package import Kafka
package import WorkTime

/// Decides when time may do its work: when cases want to be looked at, and the inputs have been applied up to their ends
/// as they were at that instant or later.
///
/// ```
/// resting ──time has come──> asking(T) ──ends──> waiting(T) ──applied up to them──> settling(T) ──nothing due──> resting
/// ```
///
/// A plain value; its owner serialises.
package struct EscalationClock: Sendable {
    enum Phase: Equatable, Sendable {
        case resting
        case asking(Instant)
        case waiting(Instant, ends: [TopicPartition: Int64])
        case settling(Instant)
    }

    private(set) var phase = Phase.resting
    /// When the next case wants to be looked at.
    package var nextWake: Instant?

    package init() {}

    /// Whether nothing is under way.
    package var isResting: Bool { phase == .resting }

    /// Begins if a case's time has come, or if it is wanted anyway; then the ends of the inputs are to be asked.
    package mutating func begin(at now: Instant, anyway: Bool = false) -> Bool {
        guard phase == .resting, anyway || nextWake.map({ $0 <= now }) ?? false else { return false }
        phase = .asking(now)
        return true
    }

    /// The inputs' ends, asked after ``begin(at:anyway:)``.
    package mutating func ends(_ ends: [TopicPartition: Int64]) {
        guard case .asking(let instant) = phase else { return }
        phase = .waiting(instant, ends: ends)
    }

    /// The instant up to which time may do its work; nil if it may not yet.
    ///
    /// - Parameter applied: up to where a partition was applied.
    package mutating func settlement(_ applied: (TopicPartition) -> Int64?) -> Instant? {
        switch phase {
        case .settling(let instant): return instant
        case .waiting(let instant, let ends):
            guard ends.allSatisfy({ partition, end in applied(partition).map { $0 >= end } ?? true }) else {
                return nil
            }
            phase = .settling(instant)
            return instant
        case .resting, .asking: return nil
        }
    }

    /// A step of records was committed whose first case wants to be looked at then.
    package mutating func applied(wakes instant: Instant?) {
        guard let instant else { return }
        nextWake = min(instant, nextWake ?? instant)
    }

    /// A settling step was committed; if cases are still due, another follows.
    package mutating func settled(nextWake: Instant?) {
        self.nextWake = nextWake
        guard case .settling(let instant) = phase else { return }
        if let nextWake, nextWake <= instant { return }
        phase = .resting
    }
}
