package import Kafka
package import Store

/// How far each partition was read, and how far it was written.
///
/// A plain value; its owner serialises.
package struct InputPositions: Sendable {
    private struct Position {
        /// What the store says; 0 if it knows nothing.
        var written: Int64
        /// The next record to be fetched, should the partition be assigned anew.
        var next: Int64
        /// The first record that no step has.
        var ahead: Int64
    }

    private var positions: [TopicPartition: Position] = [:]

    package init() {}

    /// - Parameters:
    ///   - written: what the store says; nil if it knows nothing of the partition.
    ///   - first: the first record that there is; what was deleted before a tracker ever read it is nobody's loss now.
    package mutating func add(_ partition: TopicPartition, written: Int64?, first: Int64) {
        positions[partition] = Position(written: written ?? 0, next: written ?? first, ahead: written ?? first)
    }

    package mutating func remove(_ partition: TopicPartition) { positions[partition] = nil }

    package func holds(_ partition: TopicPartition) -> Bool { positions[partition] != nil }

    /// The partitions, in order.
    package var partitions: [TopicPartition] { positions.keys.sorted() }

    /// Where to read on.
    package var assignment: [TopicPartition: Int64] { positions.mapValues(\.next) }

    /// The next record to be fetched.
    package func next(of partition: TopicPartition) -> Int64? { positions[partition]?.next }

    /// How many offsets of a partition were fetched and are in no step yet.
    package func waiting(of partition: TopicPartition) -> Int64 {
        positions[partition].map { max(0, $0.next - $0.ahead) } ?? 0
    }

    /// A record was fetched.
    package mutating func fetched(_ partition: TopicPartition, offset: Int64) {
        positions[partition]?.next = offset + 1
    }

    /// What a step of these records moves, from where the store stands.
    package func moves(for records: [InputRecord]) -> [OffsetMove] {
        var ends: [TopicPartition: Int64] = [:]
        for record in records { ends[record.partition] = record.offset + 1 }
        return ends.keys.sorted().compactMap { partition in
            guard let end = ends[partition], let position = positions[partition] else { return nil }
            return OffsetMove(partition.topic, partition.partition, from: position.written, to: end)
        }
    }

    /// The store has taken these moves.
    package mutating func written(_ moves: [OffsetMove]) {
        for move in moves {
            let partition = TopicPartition(topic: move.topic, partition: move.partition)
            positions[partition]?.written = move.to
            positions[partition]?.ahead = move.to
        }
    }
}
