import BrokerTestKit
import Kafka
import Logging
import Synchronization
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2)))
struct ProducerTests {
    private let logger = TestBroker.logger

    private func read(_ topic: String, _ count: Int, partitions: Int = 1) async throws -> [OwnedMessage] {
        let reader = try Reader(TestBroker.configuration())
        try await reader.assign(topic, partitions: partitions)
        try await eventually("\(count) records") { reader.messages.count >= count }
        await reader.close()
        return reader.messages
    }

    @Test func aFullQueueIsWaitedForAndOrderIsKept() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(
            TestBroker.configuration(["queue.buffering.max.messages": "10", "linger.ms": "0"]), logger: logger)
        let buffer = RecordBuffer()
        for number in 0..<3000 { buffer.add("\(number)", to: topic) }
        #expect(await producer.produce(buffer).isEmpty)
        #expect(await producer.finish() == 0)
        let isInOrder = try await read(topic, 3000).map { text($0.value) } == (0..<3000).map { "\($0)" }
        #expect(isInOrder)
    }

    @Test func submissionsKeepTheirOrder() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(
            TestBroker.configuration(["queue.buffering.max.messages": "100"]), logger: logger)
        for number in 0..<20 {
            let buffer = RecordBuffer()
            for index in 0..<100 { buffer.add("\(number * 100 + index)", to: topic) }
            producer.produce(buffer) { _ in }
        }
        #expect(await producer.finish() == 0)
        let isInOrder = try await read(topic, 2000).map { text($0.value) } == (0..<2000).map { "\($0)" }
        #expect(isInOrder)
    }

    @Test func onlyTheIncludedSourcesAreProduced() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        let buffer = RecordBuffer()
        for number in 0..<10 { buffer.add("\(number)", to: topic) }
        #expect(await producer.produce(buffer) { $0.isMultiple(of: 2) }.isEmpty)
        #expect(await producer.produce(buffer) { _ in false }.isEmpty)
        #expect(await producer.finish() == 0)
        #expect(try await read(topic, 5).map { text($0.value) } == ["0", "2", "4", "6", "8"])
    }

    @Test func anEmptyBufferCompletes() async throws {
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        #expect(await producer.produce(RecordBuffer()).isEmpty)
        #expect(await producer.finish() == 0)
    }

    @Test func aFailureNamesRecordSourceAndReason() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(["message.max.bytes": "2000"]), logger: logger)
        let buffer = RecordBuffer()
        buffer.begin(topic: buffer.topicIndex(topic), source: 70)
        buffer.end(key: nil, value: bytes("small").span.bytes)
        buffer.begin(topic: buffer.topicIndex(topic), source: 71)
        buffer.end(key: nil, value: [UInt8](repeating: 1, count: 3000).span.bytes)
        let failures = await producer.produce(buffer)
        #expect(failures.map(\.record) == [1])
        #expect(failures.map(\.source) == [71])
        #expect(failures.first?.error.isTooLarge == true)
        #expect(await producer.finish() == 0)
    }

    @Test func anyDeadLetterFits() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        let value = [UInt8](repeating: 7, count: 3 << 20)
        _ = try await producer.send(Record(topic: topic, key: nil, value: value))
        #expect(try await read(topic, 1).first?.value?.count == value.count)
        #expect(await producer.finish() == 0)
    }

    @Test func headersToAPartitionThatDoesNotExistFailWithoutACrash() async throws {
        let topic = try TestBroker.topic(partitions: 2)
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        _ = try await producer.send(Record(topic: topic, key: nil, value: bytes("so that the topic is known")))
        for _ in 0..<20 {
            let record = Record(topic: topic, partition: 9, key: nil, value: [], headers: [Header("a", "b")])
            let error = await #expect(throws: KafkaError.self) { try await producer.send(record) }
            #expect(error?.isUnknownTopic == true)
        }
        #expect(await producer.finish() == 0)
    }

    @Test func aKeyGoesToThePartitionThatJavaWouldChoose() async throws {
        let topic = try TestBroker.topic(partitions: 8)
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        // org.apache.kafka.common.utils.UtilsTest.testMurmur2
        let vectors: [(String, Int32)] = [
            ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829), ("abc", 479_470_107),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
        ]
        for (key, hash) in vectors {
            let position = try await producer.send(Record(topic: topic, key: bytes(key), value: nil))
            #expect(position.partition == (hash & 0x7fff_ffff) % 8)
        }
        #expect(await producer.finish() == 0)
    }

    @Test(arguments: [
        KafkaErrorCode.requestTimedOut, .notLeader, .leaderNotAvailable, .notEnoughReplicas,
        .notEnoughReplicasAfterAppend,
    ])
    func transientProduceErrorsLoseRepeatAndReorderNothing(code: KafkaErrorCode) async throws {
        let broker = try EmbeddedBroker(logger: logger)
        defer { broker.stop() }
        try broker.createTopic("t", partitions: 1)
        // The mock checks no sequence numbers: it would take the second request of two in flight after refusing the
        // first, which a broker never does and librdkafka reads as an acknowledgement of both.
        let configuration = ClientConfiguration(
            brokers: broker.address, properties: ["linger.ms": "0", "max.in.flight": "1"])
        let producer = try Producer(configuration, logger: logger)
        let reader = try Reader(configuration)
        try await reader.assign("t")
        for round in 0..<5 {
            broker.inject([code, code], into: .produce)
            let buffer = RecordBuffer()
            for index in 0..<100 { buffer.add("\(round * 100 + index)", to: "t") }
            #expect(await producer.produce(buffer).isEmpty)
        }
        #expect(await producer.finish() == 0)
        try await eventually("500 records") { reader.messages.count >= 500 }
        let isInOrder = reader.values == (0..<500).map { "\($0)" }
        #expect(isInOrder)
        await reader.close()
    }

    @Test func afterAFatalErrorTheProducerIsRenewedAndTheFailuresMayBeProducedAgain() async throws {
        let broker = try EmbeddedBroker(logger: logger)
        defer { broker.stop() }
        try broker.createTopic("t", partitions: 1)
        let producer = try Producer(ClientConfiguration(brokers: broker.address), logger: logger)
        _ = try await producer.send(Record(topic: "t", key: nil, value: bytes("first")))
        broker.inject([.outOfOrderSequence], into: .produce)
        let buffer = RecordBuffer()
        for number in 0..<50 { buffer.add("\(number)", to: "t") }
        let failures = await producer.produce(buffer)
        #expect(failures.allSatisfy { $0.error.isRetriable })
        #expect(!failures.isEmpty)
        let failed = Set(failures.map(\.source))
        #expect(await producer.produce(buffer) { failed.contains($0) }.isEmpty)
        #expect(await producer.finish() == 0)
    }

    @Test func closingDeliversWhatIsThere() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(["linger.ms": "200"]), logger: logger)
        let buffer = RecordBuffer()
        for number in 0..<500 { buffer.add("\(number)", to: topic) }
        let delivered = Mutex(false)
        producer.produce(buffer) { failures in delivered.withLock { $0 = failures.isEmpty } }
        #expect(await producer.finish() == 0)
        #expect(delivered.withLock { $0 })
        #expect(try await read(topic, 500).count == 500)
    }

    @Test func closingWithoutABrokerEndsAtItsDeadlineAndCountsTheUndelivered() async throws {
        let broker = try EmbeddedBroker(logger: logger)
        defer { broker.stop() }
        try broker.createTopic("t", partitions: 1)
        let producer = try Producer(
            ClientConfiguration(brokers: broker.address, properties: ["queue.buffering.max.messages": "60"]),
            logger: logger)
        _ = try await producer.send(Record(topic: "t", key: nil, value: nil))
        broker.setDown()
        let buffer = RecordBuffer()
        for number in 0..<100 { buffer.add("\(number)", to: "t") }
        let failures = Mutex<[DeliveryFailure]>([])
        producer.produce(buffer) { answer in failures.withLock { $0 = answer } }
        #expect(await producer.finish(within: 1) == 100)
        #expect(Set(failures.withLock { $0.map(\.source) }) == Set(0..<100))
        #expect(failures.withLock { $0.allSatisfy(\.error.isPurged) })
        let late = await #expect(throws: KafkaError.self) {
            try await producer.send(Record(topic: "t", key: nil, value: nil))
        }
        #expect(late?.code == .destroyed)
        #expect(await producer.finish() == 0)
    }

    @Test func purgedRecordsFailAsPurged() async throws {
        let broker = try EmbeddedBroker(logger: logger)
        defer { broker.stop() }
        try broker.createTopic("t", partitions: 1)
        let producer = try Producer(
            ClientConfiguration(brokers: broker.address, properties: ["queue.buffering.max.messages": "10"]),
            logger: logger)
        broker.setDown()
        let buffer = RecordBuffer()
        for number in 0..<30 { buffer.add("\(number)", to: "t") }
        async let failures = producer.produce(buffer)
        try await Task.sleep(for: .milliseconds(50))
        producer.purge()
        #expect(await failures.count == 30)
        #expect(await failures.allSatisfy { $0.error.isPurged })
        broker.setUp()
        _ = try await producer.send(Record(topic: "t", key: nil, value: nil))
        #expect(await producer.finish() == 0)
    }

    @Test func aBufferIsUsedAgain() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        let buffer = RecordBuffer()
        for round in 0..<50 {
            buffer.reset()
            #expect(buffer.count == 0 && buffer.byteCount == 0)
            for index in 0..<20 {
                buffer.begin(topic: buffer.topicIndex(topic), source: index)
                buffer.header("round", bytes("\(round)").span.bytes)
                buffer.header(bytes("index").span.bytes, nil)
                buffer.end(key: bytes("k").span.bytes, value: bytes("\(round * 20 + index)").span.bytes)
            }
            #expect(await producer.produce(buffer).isEmpty)
        }
        #expect(await producer.finish() == 0)
        let messages = try await read(topic, 1000)
        let isInOrder = messages.map { text($0.value) } == (0..<1000).map { "\($0)" }
        #expect(isInOrder)
        for (index, message) in messages.enumerated() {
            #expect(message.headers == [Header("round", "\(index / 20)"), Header(name: "index", value: nil)])
        }
    }
}
