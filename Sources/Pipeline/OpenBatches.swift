/// The batches between poll and commit: at most two, one in its lanes and one committing, committed in their order.
///
/// A plain state machine that knows batches by number. It answers each event with actions; it touches no Kafka.
/// Walkthrough of a rebalance, which may come at any instant:
/// 1. *revoking*: a batch that is committing is let finish (its outputs are out; with transactions its sequence
///    aborts); a batch in its lanes is not waited for. Only then the partitions are given back.
/// 2. Given back, the partitions' epochs are over. A batch that comes to its commit with such a partition is worked
///    again without it, or dropped when nothing of it is left.
/// 3. *lost*: the same without waiting.
package struct OpenBatches {
    package typealias Number = Int

    package enum Phase: Equatable { case inLanes, worked, committing }

    package enum Action: Equatable {
        /// Work on the batch (again) for the partitions that are still held.
        case work(Number)
        case commit(Number)
        /// Let go of the batch without committing it.
        case drop(Number)
        case giveBackPartitions
        /// Nothing is open and nothing more is wanted.
        case close
    }

    private struct Entry {
        let number: Number
        var phase: Phase
    }

    package init() {}

    private var entries: [Entry] = []
    private var nextNumber = 0
    private var isRevoking = false
    package private(set) var isStopping = false
    private var isClosed = false

    /// Whether a batch may be taken in: one is in its lanes, one committing, never two in the lanes.
    package var hasRoom: Bool { entries.count < 2 && inLanes.isEmpty && !isStopping && !isRevoking }
    package var isEmpty: Bool { entries.isEmpty }
    package var committing: Number? { entries.first.flatMap { $0.phase == .committing ? $0.number : nil } }
    package var inLanes: [Number] { entries.filter { $0.phase == .inLanes }.map(\.number) }

    /// Takes a batch in. Accepted even without room: what was polled is never thrown away.
    package mutating func took() -> (number: Number, actions: [Action]) {
        let number = nextNumber
        nextNumber += 1
        entries.append(Entry(number: number, phase: .inLanes))
        return (number, [.work(number)])
    }

    /// All lanes of the batch have ended.
    package mutating func worked(_ number: Number) -> [Action] {
        setPhase(.worked, of: number)
        return advance()
    }

    /// Partitions have changed hands since the batch was worked on.
    ///
    /// - Parameter isAnythingHeld: whether any partition of it is still ours.
    package mutating func isStale(_ number: Number, isAnythingHeld: Bool) -> [Action] {
        guard isAnythingHeld else { return [.drop(number)] + ended(number) }
        setPhase(.inLanes, of: number)
        return [.work(number)] + giveBack()
    }

    package mutating func committed(_ number: Number) -> [Action] {
        ended(number)
    }

    /// The commit came to nothing; the batch is worked again, before those behind it.
    package mutating func rework(_ number: Number) -> [Action] {
        setPhase(.inLanes, of: number)
        return [.work(number)] + giveBack()
    }

    package mutating func dropped(_ number: Number) -> [Action] {
        [.drop(number)] + ended(number)
    }

    package mutating func revoking() -> [Action] {
        isRevoking = true
        return giveBack()
    }

    /// The wait for the committing batch has lasted too long.
    package mutating func revocationExpired() -> [Action] {
        guard isRevoking else { return [] }
        isRevoking = false
        return [.giveBackPartitions] + advance()
    }

    package mutating func lost() {
        isRevoking = false
    }

    /// Nothing more is taken in; what is open is finished.
    package mutating func stop() -> [Action] {
        isStopping = true
        return closeIfEmpty()
    }

    private mutating func ended(_ number: Number) -> [Action] {
        entries.removeAll { $0.number == number }
        return giveBack() + advance() + closeIfEmpty()
    }

    private mutating func giveBack() -> [Action] {
        guard isRevoking, committing == nil else { return [] }
        isRevoking = false
        return [.giveBackPartitions] + advance()
    }

    /// Commits the oldest batch once its lanes have ended; none while partitions are being given back.
    private mutating func advance() -> [Action] {
        guard !isRevoking, let first = entries.first, first.phase == .worked else { return [] }
        entries[0].phase = .committing
        return [.commit(first.number)]
    }

    private mutating func closeIfEmpty() -> [Action] {
        guard isStopping, entries.isEmpty, !isClosed else { return [] }
        isClosed = true
        return [.close]
    }

    private mutating func setPhase(_ phase: Phase, of number: Number) {
        guard let place = entries.firstIndex(where: { $0.number == number }) else { return }
        entries[place].phase = phase
    }
}
