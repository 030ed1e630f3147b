import BrokerTestKit
import Kafka
import Logging
import TestKit
import Testing

/// The calls and their errors; whether a broker keeps a transaction's promise is the broker's matter, and the mock
/// does not.
@Suite(.timeLimit(.minutes(1)))
struct TransactionTests {
    private let logger = TestBroker.logger

    private func producer(_ broker: EmbeddedBroker, _ id: String = "tx") throws -> Producer {
        try Producer(ClientConfiguration(brokers: broker.address), transactionalID: id, logger: logger)
    }

    private func broker() throws -> EmbeddedBroker {
        let broker = try EmbeddedBroker(logger: logger)
        try broker.createTopic("t", partitions: 1)
        return broker
    }

    private func buffer(_ count: Int) -> RecordBuffer {
        let buffer = RecordBuffer()
        for number in 0..<count { buffer.add("\(number)", to: "t") }
        return buffer
    }

    @Test func recordsAndOffsetsAreCommittedTogether() async throws {
        let broker = try broker()
        defer { broker.stop() }
        let producer = try producer(broker)
        let reader = try Reader(ClientConfiguration(brokers: broker.address))
        let group = try #require(try await reader.on { $0.groupMetadata() })
        try await producer.initTransactions()
        for round in 1...3 {
            try await producer.beginTransaction()
            #expect(await producer.produce(buffer(100)).isEmpty)
            let source = BatchSource(
                partition: TopicPartition(topic: "in", partition: 0), epoch: 1, nextOffset: Int64(round * 100))
            try await producer.sendOffsets([source], of: group)
            try await producer.commitTransaction()
        }
        try await reader.assign("t")
        try await eventually("all records") { reader.messages.count >= 300 }
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test func anAbortTakesBackWhatWasNotSentAndTheNextTransactionGoesOn() async throws {
        let broker = try broker()
        defer { broker.stop() }
        let producer = try producer(broker)
        try await producer.initTransactions()
        try await producer.beginTransaction()
        async let failures = producer.produce(buffer(1000))
        producer.purge()
        #expect(await failures.allSatisfy { $0.error.isPurged })
        try await producer.abortTransaction()
        try await producer.beginTransaction()
        #expect(await producer.produce(buffer(10)).isEmpty)
        try await producer.commitTransaction()
        #expect(await producer.finish() == 0)
    }

    @Test func anErrorThatEndsATransactionRequiresAnAbort() async throws {
        let broker = try broker()
        defer { broker.stop() }
        let producer = try producer(broker)
        try await producer.initTransactions()
        try await producer.beginTransaction()
        broker.inject([.topicAuthorizationFailed], into: .addPartitionsToTransaction)
        #expect(await !producer.produce(buffer(10)).isEmpty)
        let error = await #expect(throws: KafkaError.self) { try await producer.commitTransaction() }
        #expect(error?.requiresAbort == true)
        #expect(error?.isFatal == false)
        try await producer.abortTransaction()
        try await producer.beginTransaction()
        #expect(await producer.produce(buffer(10)).isEmpty)
        try await producer.commitTransaction()
        #expect(await producer.finish() == 0)
    }

    @Test func aFencedProducerIsToldSo() async throws {
        let broker = try broker()
        defer { broker.stop() }
        let producer = try producer(broker)
        try await producer.initTransactions()
        try await producer.beginTransaction()
        #expect(await producer.produce(buffer(10)).isEmpty)
        // What a broker answers once another instance has taken the id over.
        broker.inject([.producerFenced], into: .endTransaction)
        let error = await #expect(throws: KafkaError.self) { try await producer.commitTransaction() }
        #expect(error?.isFenced == true)
        #expect(error?.isFatal == true)
        _ = await producer.finish(within: 2)
    }

    @Test func transientErrorsOfTheCoordinatorAreWaitedOut() async throws {
        let broker = try broker()
        defer { broker.stop() }
        let producer = try producer(broker)
        broker.inject([.coordinatorNotAvailable, .notCoordinator], into: .initProducerID)
        try await producer.initTransactions()
        try await producer.beginTransaction()
        broker.inject([.concurrentTransactions, .coordinatorLoading], into: .addPartitionsToTransaction)
        #expect(await producer.produce(buffer(10)).isEmpty)
        broker.inject([.coordinatorNotAvailable, .notCoordinator], into: .endTransaction)
        try await producer.commitTransaction()
        #expect(await producer.finish() == 0)
    }

    @Test func aCallOutOfOrderIsAnErrorNotATrap() async throws {
        let broker = try broker()
        defer { broker.stop() }
        let producer = try producer(broker)
        let error = await #expect(throws: KafkaError.self) { try await producer.beginTransaction() }
        #expect(error?.code == .state)
        #expect(await producer.finish() == 0)
        let late = await #expect(throws: KafkaError.self) { try await producer.beginTransaction() }
        #expect(late?.code == .destroyed)
    }

    @Test func aBrokerThatIsAwayEndsAnAttemptInTime() async throws {
        let broker = try broker()
        defer { broker.stop() }
        let producer = try producer(broker)
        let reader = try Reader(ClientConfiguration(brokers: broker.address))
        let group = try #require(try await reader.on { $0.groupMetadata() })
        try await producer.initTransactions()
        try await producer.beginTransaction()
        #expect(await producer.produce(buffer(1)).isEmpty)
        broker.setDown()
        let source = BatchSource(partition: TopicPartition(topic: "in", partition: 0), epoch: 1, nextOffset: 1)
        let start = ContinuousClock.now
        await #expect(throws: KafkaError.self) { try await producer.sendOffsets([source], of: group) }
        #expect(ContinuousClock.now - start < .seconds(25))
        _ = await producer.finish(within: 1)
        #expect(await reader.close())
    }
}

extension Producer {
    private func attempt(
        _ call: (@escaping @Sendable (Result<Void, KafkaError>) -> Void) -> Void
    ) async throws {
        try await answer(call).get()
    }

    func initTransactions() async throws { try await attempt { initTransactions(completion: $0) } }
    func beginTransaction() async throws { try await attempt { beginTransaction(completion: $0) } }
    func commitTransaction() async throws { try await attempt { commitTransaction(completion: $0) } }
    func abortTransaction() async throws { try await attempt { abortTransaction(completion: $0) } }
    func sendOffsets(_ sources: [BatchSource], of group: ConsumerGroupMetadata) async throws {
        try await attempt { sendOffsets(sources, of: group, completion: $0) }
    }
}
