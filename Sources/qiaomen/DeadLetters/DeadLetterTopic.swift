import Hotline
import Kafka
import Logging
import Synchronization

/// A topic of dead letters, to be read by its commands.
struct DeadLetterTopic: Sendable {
    let cluster: Cluster
    let admin: Admin
    let partitions: [TopicPartition]
    let district: District
    let logger: Logger

    /// Reads all that is there, in no order across partitions.
    func readAll(until stop: StopRequest, _ take: @escaping @Sendable (DeadLetterRecord) throws -> Bool) async throws {
        let ends = try await admin.watermarks(partitions).mapValues(\.high)
        try await read(from: beginning(of: partitions), until: stop) { message in
            // What came after the start is left for the next time: a replay may die again.
            let partition = TopicPartition(topic: message.topic, partition: message.partition)
            return try message.offset >= ends[partition] ?? 0 || take(DeadLetterRecord(message))
        }
    }

    /// Reads the dead letters at these places; those where none lies are given back.
    func read(
        _ wanted: Set<DeadLetterPosition>, until stop: StopRequest,
        _ take: @escaping @Sendable (DeadLetterRecord) throws -> Void
    ) async throws -> Set<DeadLetterPosition> {
        let left = Mutex(wanted)
        var starts: [TopicPartition: Int64] = [:]
        for position in wanted {
            guard let partition = partitions.first(where: { $0.partition == position.partition }) else { continue }
            starts[partition] = min(starts[partition] ?? .max, position.offset)
        }
        try await read(from: starts, until: stop) { message in
            let record = DeadLetterRecord(message)
            guard left.withLock({ $0.remove(record.position) }) != nil else { return true }
            try take(record)
            return left.withLock { !$0.isEmpty }
        }
        return left.withLock { $0 }
    }

    private func read(
        from starts: [TopicPartition: Int64], until stop: StopRequest,
        _ take: @escaping @Sendable (OwnedMessage) throws -> Bool
    ) async throws {
        let reader = TopicReader(
            cluster.configuration, from: starts, ending: .atTheEnd, logger: logger, stop: stop
        ) { batch in
            for index in 0..<batch.count {
                guard try take(batch.message(at: index).copy()) else { return false }
            }
            return true
        }
        try await reader.run()
    }
}
