import BrokerTestKit
import Foundation
import Kafka
import Logging
import TestKit
import Testing

/// What only a real broker shows: topics by the administration protocol, and offsets that move with their transaction.
/// `QIAOMEN_TEST_BROKER=host:port` names one.
@Suite(
    .serialized, .enabled(if: ProcessInfo.processInfo.environment["QIAOMEN_TEST_BROKER"] != nil),
    .timeLimit(.minutes(3)))
struct RealBrokerTests {
    private let logger = TestBroker.logger
    private let configuration = ClientConfiguration(
        brokers: ProcessInfo.processInfo.environment["QIAOMEN_TEST_BROKER"] ?? "")

    private func fresh(_ prefix: String) -> String { "\(prefix)-\(UUID().uuidString)" }

    private func createTopic(partitions: Int = 1) async throws -> String {
        let topic = fresh("topic")
        let admin = try Admin(configuration, logger: logger)
        let outcome = try #require(
            try await admin.createTopics([TopicSpecification(name: topic, partitions: partitions)]).first)
        guard case .created = outcome.outcome else { throw TimedOut(description: "\(outcome)") }
        return topic
    }

    @Test func aTopicIsCreatedOnceAndListed() async throws {
        let topic = try await createTopic(partitions: 3)
        let admin = try Admin(configuration, logger: logger)
        let again = try await admin.createTopics([TopicSpecification(name: topic, partitions: 3)])
        guard case .alreadyExists? = again.first?.outcome else {
            Issue.record("\(again)")
            return
        }
        #expect(try await admin.listTopics().contains(TopicDescription(name: topic, partitionCount: 3)))
        #expect(!EmbeddedBroker.isEmbedded(clusterID: try await admin.clusterID()))
    }

    @Test func theSettingsOfATopicAreToldByName() async throws {
        let topic = fresh("topic")
        let admin = try Admin(configuration, logger: logger)
        let settings = ["message.timestamp.type": "LogAppendTime", "retention.ms": "86400000"]
        _ = try await admin.createTopics([TopicSpecification(name: topic, partitions: 1, configuration: settings)])
        let told = try await admin.topicConfiguration([topic])
        for (name, value) in settings { #expect(told[topic]?[name] == value) }
    }

    @Test func aTransactionMovesRecordsAndOffsetsTogetherOrNotAtAll() async throws {
        let (input, output, group) = (try await createTopic(), try await createTopic(), fresh("group"))
        let source = try Producer(configuration, logger: logger)
        for number in 0..<20 {
            _ = try await source.send(Record(topic: input, key: nil, value: bytes("\(number)")))
        }
        #expect(await source.finish() == 0)
        let reader = try Reader(configuration, group: group)
        try await reader.on { try $0.subscribe(to: [input]) }
        try await eventually("the input", within: 60) { reader.messages.count >= 20 }
        let metadata = try #require(try await reader.on { $0.groupMetadata() })
        let position = try #require(reader.sources.first)
        let admin = try Admin(configuration, logger: logger)
        let producer = try Producer(configuration, transactionalID: fresh("tx"), logger: logger)
        try await producer.initTransactions()

        for commits in [false, true] {
            try await producer.beginTransaction()
            let buffer = RecordBuffer()
            for number in 0..<20 { buffer.add(commits ? "kept \(number)" : "dropped \(number)", to: output) }
            #expect(await producer.produce(buffer).isEmpty)
            let upTo = BatchSource(
                partition: position.partition, epoch: position.epoch, nextOffset: commits ? 20 : 10)
            try await producer.sendOffsets([upTo], of: metadata)
            if commits {
                try await producer.commitTransaction()
            } else {
                try await producer.abortTransaction()
                #expect(try await admin.committed(group: group, [position.partition]).isEmpty)
            }
        }
        try await eventually("the offsets") {
            try await admin.committed(group: group, [position.partition]) == [position.partition: 20]
        }
        let result = try Reader(configuration)
        try await result.assign(output)
        // Whether the aborted ones stay out of sight is up to the broker: in-memory ones may show them.
        try await eventually("the output") {
            result.values.filter { $0.hasPrefix("kept") } == (0..<20).map { "kept \($0)" }
        }
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
        #expect(await result.close())
    }
}
