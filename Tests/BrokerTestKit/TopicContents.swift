import Dispatch
package import Kafka
import Synchronization
import TestKit

extension TestBroker {
    /// Everything that stands in the topics now, in the order of offsets for each partition.
    package static func contents(
        of topics: [String], on configuration: ClientConfiguration? = nil
    ) async throws -> [OwnedMessage] {
        let configuration = try configuration ?? Self.configuration()
        let admin = try Admin(configuration, logger: logger)
        let partitions = try await admin.listTopics().filter { topics.contains($0.name) }.flatMap { topic in
            (0..<Int32(topic.partitionCount)).map { TopicPartition(topic: topic.name, partition: $0) }
        }
        let marks = try await admin.watermarks(partitions).filter { $0.value.high > $0.value.low }
        guard !marks.isEmpty else { return [] }
        let reader = try TopicReading(configuration, marks)
        try await eventually("the topics' ends", within: 60) { reader.isAtEnd }
        return await reader.close()
    }
}

/// Reads partitions from their start to the ends they had.
private final class TopicReading: Sendable {
    private let queue = DispatchQueue(label: "test.contents")
    private let consumer: Consumer
    private let found: Found

    private final class Found: Sendable {
        let messages = Mutex<[OwnedMessage]>([])
        let unread: Mutex<Set<TopicPartition>>
        let consumer = Mutex<Consumer?>(nil)

        init(_ partitions: some Sequence<TopicPartition>) { unread = Mutex(Set(partitions)) }

        func readable() {
            guard let consumer = consumer.withLock({ $0 }) else { return }
            while let batch = consumer.drain(BatchLimits()) {
                let copies = (0..<batch.count).map { batch.message(at: $0).copy() }
                messages.withLock { $0 += copies }
            }
        }
    }

    init(_ configuration: ClientConfiguration, _ ends: [TopicPartition: Watermarks]) throws {
        let found = Found(ends.keys)
        self.found = found
        consumer = try Consumer(
            configuration, group: TestBroker.freshName("contents"), queue: queue, logger: TestBroker.logger,
            partitionEnds: true
        ) { event in
            switch event {
            case .readable: found.readable()
            // It arrives after the messages before it; behind the last one there may be a transaction's marker.
            case .endReached(let partition): _ = found.unread.withLock { $0.remove(partition) }
            default: break
            }
        }
        found.consumer.withLock { $0 = consumer }
        let starts = ends.mapValues(\.low)
        try queue.sync { try consumer.assign(starts) }
    }

    var isAtEnd: Bool { found.unread.withLock(\.isEmpty) }

    func close() async -> [OwnedMessage] {
        found.consumer.withLock { $0 = nil }
        await withCheckedContinuation { continuation in
            queue.async { [consumer] in
                consumer.close(deadline: .now() + 5) { continuation.resume() }
            }
        }
        return found.messages.withLock { $0 }.sorted {
            ($0.topic, $0.partition, $0.offset) < ($1.topic, $1.partition, $1.offset)
        }
    }
}
