import BrokerTestKit
import Kafka
import Logging
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AdminTests {
    private let logger = TestBroker.logger

    @Test func anEmbeddedBrokerIsKnownByItsClusterID() async throws {
        let admin = try Admin(TestBroker.configuration(), logger: logger)
        #expect(EmbeddedBroker.isEmbedded(clusterID: try await admin.clusterID()))
        #expect(!EmbeddedBroker.isEmbedded(clusterID: "Some-Kafka_Cluster-Id"))
    }

    @Test func topicsAreListedWithTheirPartitions() async throws {
        let broker = try EmbeddedBroker(nodes: 3, logger: logger)
        defer { broker.stop() }
        try broker.createTopic("b", partitions: 5)
        try broker.createTopic("a", partitions: 1)
        let admin = try Admin(ClientConfiguration(brokers: broker.address), logger: logger)
        #expect(
            try await admin.listTopics() == [
                TopicDescription(name: "a", partitionCount: 1), TopicDescription(name: "b", partitionCount: 5),
            ])
        #expect(broker.address.split(separator: ",").count == 3)
    }

    @Test func aTopicIsCreatedOnce() throws {
        let broker = try EmbeddedBroker(logger: logger)
        defer { broker.stop() }
        try broker.createTopic("t", partitions: 1)
        let error = #expect(throws: KafkaError.self) { try broker.createTopic("t", partitions: 1) }
        #expect(error?.code == .topicAlreadyExists)
        broker.stop()
        broker.stop()
        #expect(throws: KafkaError.self) { try broker.createTopic("u", partitions: 1) }
    }

    @Test func watermarksAreTheEndsOfEachPartition() async throws {
        let topic = try TestBroker.topic(partitions: 2)
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        for _ in 0..<3 {
            _ = try await producer.send(Record(topic: topic, partition: 1, key: nil, value: nil))
        }
        let partitions = [TopicPartition(topic: topic, partition: 0), TopicPartition(topic: topic, partition: 1)]
        let admin = try Admin(TestBroker.configuration(), logger: logger)
        let ends = try await admin.watermarks(partitions)
        #expect(ends[partitions[0]] == Watermarks(low: 0, high: 0))
        #expect(ends[partitions[1]] == Watermarks(low: 0, high: 3))
        #expect(await producer.finish() == 0)
    }

    @Test func aGroupThatCommittedNothingHasNoOffsets() async throws {
        let admin = try Admin(TestBroker.configuration(), logger: logger)
        let partition = TopicPartition(topic: try TestBroker.topic(), partition: 0)
        #expect(try await admin.committed(group: TestBroker.freshName("group"), [partition]).isEmpty)
    }

    @Test func settingsOfTopicsWhereTheBrokerDoesNotTellThemAreAnErrorThatSaysSo() async throws {
        let admin = try Admin(TestBroker.configuration(), logger: logger)
        #expect(try await admin.topicConfiguration([]).isEmpty)
        let topic = try TestBroker.topic()
        let error = await #expect(throws: KafkaError.self) { try await admin.topicConfiguration([topic]) }
        #expect(error?.code == .unsupportedVersion)
    }

    @Test func creatingTopicsWhereTheBrokerCannotIsAnErrorThatSaysSo() async throws {
        let admin = try Admin(TestBroker.configuration(), logger: logger)
        #expect(try await admin.createTopics([]).isEmpty)
        let error = await #expect(throws: KafkaError.self) {
            try await admin.createTopics([TopicSpecification(name: "t", partitions: 1)])
        }
        #expect(error?.code == .unsupportedVersion)
        let invalid = await #expect(throws: KafkaError.self) {
            try await admin.createTopics([TopicSpecification(name: "t", partitions: 1, replication: 1_000_000)])
        }
        #expect(invalid?.code == .invalidArgument)
    }
}
