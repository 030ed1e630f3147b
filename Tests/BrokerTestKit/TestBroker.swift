import Dispatch
package import Kafka
package import Logging
import Synchronization

/// The embedded broker that the suites of a test target share; each test has topics of its own.
package enum TestBroker {
    package static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let shared = Result { () throws(KafkaError) in try EmbeddedBroker(logger: logger) }
    private static let count = Mutex(0)

    package static var broker: EmbeddedBroker { get throws { try shared.get() } }

    package static func configuration(_ properties: [String: String] = [:]) throws -> ClientConfiguration {
        ClientConfiguration(brokers: try broker.address, properties: properties)
    }

    /// A new topic's name, the topic made.
    package static func topic(_ prefix: String = "topic", partitions: Int = 1) throws -> String {
        let name = freshName(prefix)
        try broker.createTopic(name, partitions: partitions)
        return name
    }

    /// Makes a topic that several tests share, unless one of them has.
    package static func ensureTopic(_ name: String, partitions: Int) throws {
        do {
            try broker.createTopic(name, partitions: partitions)
        } catch let error as KafkaError where error.code == .topicAlreadyExists {
            return
        }
    }

    package static func freshName(_ prefix: String) -> String {
        "\(prefix)-\(count.withLock { count in count += 1; return count })"
    }

    /// Publishes the records and waits for all acknowledgements.
    package static func publish(_ records: [Record], to configuration: ClientConfiguration? = nil) async throws {
        let producer = try Producer(configuration ?? Self.configuration(), logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for chunk in stride(from: 0, to: records.count, by: 1_000) {
                for record in records[chunk..<min(chunk + 1_000, records.count)] {
                    group.addTask { _ = try await producer.send(record) }
                }
                try await group.waitForAll()
            }
        }
        await withCheckedContinuation { continuation in
            producer.close(deadline: .now() + 10) { _ in continuation.resume() }
        }
    }
}
