import BrokerTestKit
import Dispatch
import Kafka
import Logging
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ConsumerTests {
    private let logger = TestBroker.logger

    /// A topic with so many records in each partition, whose values are their numbers.
    private func filledTopic(_ count: Int, partitions: Int = 1, key: String? = nil) async throws -> String {
        let topic = try TestBroker.topic(partitions: partitions)
        try await fill(topic, 0..<count, key: key)
        return topic
    }

    private func fill(_ topic: String, _ numbers: Range<Int>, key: String? = nil) async throws {
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        let buffer = RecordBuffer()
        for number in numbers { buffer.add("\(number)", to: topic, key: key) }
        #expect(await producer.produce(buffer).isEmpty)
        #expect(await producer.finish() == 0)
    }

    private func numbers(_ reader: Reader) -> [Int] { reader.values.compactMap { Int($0) } }

    @Test func nullAndEmptyKeysValuesAndHeadersDiffer() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        let cases: [([UInt8]?, [UInt8]?)] = [(nil, nil), ([], []), (nil, []), ([], nil), (bytes("k"), nil)]
        for (key, value) in cases { _ = try await producer.send(Record(topic: topic, key: key, value: value)) }
        let reader = try Reader(TestBroker.configuration())
        try await reader.assign(topic)
        try await eventually("all records") { reader.messages.count == cases.count }
        #expect(reader.messages.map(\.key) == cases.map(\.0))
        #expect(reader.messages.map(\.value) == cases.map(\.1))
        #expect(reader.messages.allSatisfy { $0.headers.isEmpty })
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test func aViewFindsTheLastHeaderOfAName() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        let headers = [
            Header("a", "1"), Header(name: "b", value: nil), Header("a", "2"), Header(name: "c", value: []),
        ]
        _ = try await producer.send(Record(topic: topic, key: nil, value: nil, headers: headers))
        let reader = try Reader(TestBroker.configuration())
        reader.set { $0.isReading = false }
        try await reader.assign(topic)
        let found = try await firstBatch(of: reader) { batch in
            let message = batch.message(at: 0)
            let a = message.header("a")?.withUnsafeBytes { Array($0) }
            return a == bytes("2") && message.header("b") == nil && message.header("c")?.byteCount == 0
                && message.header("d") == nil && message.sourceIndex == 0 && message.offset == 0
        }
        #expect(found)
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    /// Drains by hand until there is something.
    private func firstBatch<Value: Sendable>(
        of reader: Reader, _ body: @escaping @Sendable (Batch) -> Value
    ) async throws -> Value {
        while true {
            if let value = try await reader.on({ consumer in consumer.drain().map(body) }) { return value }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    @Test func aKeyHashesAsJavaDoesAndAPartitionHoldsTogetherWithoutKey() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        // org.apache.kafka.common.utils.UtilsTest.testMurmur2; the last two have no key.
        let expected: [(String?, Int32)] = [
            ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829), ("abc", 479_470_107), (nil, 0), (nil, 0),
        ]
        for (key, _) in expected {
            _ = try await producer.send(Record(topic: topic, key: key.map(bytes), value: nil))
        }
        let reader = try Reader(TestBroker.configuration())
        reader.set { $0.isReading = false }
        try await reader.assign(topic)
        var hashes: [UInt32] = []
        while hashes.count < expected.count {
            hashes += try await firstBatch(of: reader) { batch in
                var hashes: [UInt32] = []
                for index in 0..<batch.count { hashes.append(batch.message(at: index).keyHash) }
                return hashes
            }
        }
        #expect(Array(hashes.prefix(5)) == expected.prefix(5).map { UInt32(bitPattern: $0.1) })
        #expect(hashes[5] == hashes[6])
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test func aDrainKeepsItsLimitsAndGoesOnByItself() async throws {
        let topic = try await filledTopic(1000)
        let reader = try Reader(TestBroker.configuration())
        reader.set { $0.limits = BatchLimits(messages: 7) }
        let start = ContinuousClock.now
        try await reader.assign(topic)
        try await eventually("all records") { reader.messages.count == 1000 }
        #expect(reader.largestBatch == 7)
        // 143 batches: waiting for the 100 ms timer after each would take 14 s.
        #expect(ContinuousClock.now - start < .seconds(7))
        #expect(numbers(reader) == Array(0..<1000))
        #expect(await reader.close())
    }

    @Test func aDrainKeepsItsLimitOfBytes() async throws {
        let topic = try await filledTopic(100, key: "0123456789")
        let reader = try Reader(TestBroker.configuration())
        reader.set { $0.limits = BatchLimits(bytes: 50) }
        try await reader.assign(topic)
        try await eventually("all records") { reader.messages.count == 100 }
        #expect((1...5).contains(reader.largestBatch))
        #expect(await reader.close())
    }

    @Test func aDrainNeverWaits() async throws {
        let topic = try TestBroker.topic()
        let reader = try Reader(TestBroker.configuration())
        try await reader.assign(topic)
        let elapsed = try await reader.on { consumer in
            let start = ContinuousClock.now
            for _ in 0..<1000 { _ = consumer.drain() }
            return ContinuousClock.now - start
        }
        #expect(elapsed < .seconds(1))
        #expect(await reader.close())
    }

    @Test func theDescriptorWakesLongBeforeTheTimerWould() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(["linger.ms": "0"]), logger: logger)
        let reader = try Reader(TestBroker.configuration(["fetch.wait.max.ms": "10"]))
        try await reader.assign(topic)
        var latencies: [Duration] = []
        for number in 0..<40 {
            let start = ContinuousClock.now
            _ = try await producer.send(Record(topic: topic, key: nil, value: bytes("\(number)")))
            while reader.messages.count <= number { await Task.yield() }
            latencies.append(ContinuousClock.now - start)
        }
        // The timer alone would give 50 ms on average.
        #expect(latencies.sorted()[latencies.count / 2] < .milliseconds(40))
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test func lagIsAbsentUntilKnownThenFallsToZero() async throws {
        let topic = try await filledTopic(50)
        let partition = TopicPartition(topic: topic, partition: 0)
        let reader = try Reader(TestBroker.configuration(["fetch.wait.max.ms": "10"]))
        reader.set { $0.isReading = false }
        try await reader.assign(topic, from: 20)
        #expect(try await reader.on { $0.lag() } == [:])
        _ = try await firstBatch(of: reader) { _ in true }
        reader.set { $0.isReading = true }
        try await eventually("no lag") { try await reader.on { $0.lag() } == [partition: 0] }
        #expect(await reader.close())
    }

    @Test func theEndOfAPartitionIsToldAfterItsMessages() async throws {
        let topic = try await filledTopic(20, partitions: 2)
        let reader = try Reader(TestBroker.configuration(), partitionEnds: true)
        try await reader.assign(topic, partitions: 2)
        try await eventually("both ends") {
            Set(reader.events.compactMap { if case .endReached(let partition) = $0 { partition } else { nil } }).count
                == 2
        }
        #expect(reader.messages.count == 20)
        #expect(await reader.close())
    }

    @Test func resumingWhatWasNeverPausedRewindsNothing() async throws {
        let topic = try await filledTopic(500)
        let partition = TopicPartition(topic: topic, partition: 0)
        let reader = try Reader(TestBroker.configuration())
        reader.set { $0.limits = BatchLimits(messages: 50) }
        try await reader.assign(topic)
        for _ in 0..<50 {
            try await reader.on { $0.resume([partition]) }
            try await Task.sleep(for: .milliseconds(2))
        }
        try await eventually("all records") { reader.messages.count >= 500 }
        #expect(numbers(reader) == Array(0..<500))
        #expect(await reader.close())
    }

    @Test func pausingAndResumingLosesAndRepeatsNothing() async throws {
        let topic = try await filledTopic(4000)
        let partition = TopicPartition(topic: topic, partition: 0)
        let reader = try Reader(TestBroker.configuration())
        reader.set { $0.limits = BatchLimits(messages: 20) }
        try await reader.assign(topic)
        for _ in 0..<40 {
            try await reader.on { $0.pause([partition]) }
            try await Task.sleep(for: .milliseconds(3))
            try await reader.on { $0.resume([partition]) }
            try await Task.sleep(for: .milliseconds(3))
        }
        try await eventually("all records") { reader.messages.count >= 4000 }
        let isComplete = numbers(reader) == Array(0..<4000)
        #expect(isComplete)
        #expect(await reader.close())
    }

    @Test func aPausedPartitionRestsWhileOthersGoOn() async throws {
        let topic = try TestBroker.topic(partitions: 2)
        let producer = try Producer(TestBroker.configuration(), logger: logger)
        let reader = try Reader(TestBroker.configuration())
        try await reader.assign(topic, partitions: 2)
        try await reader.on { $0.pause([TopicPartition(topic: topic, partition: 0)]) }
        for partition: Int32 in [0, 1, 0, 1] {
            _ = try await producer.send(Record(topic: topic, partition: partition, key: nil, value: nil))
        }
        try await eventually("partition 1") { reader.messages.count == 2 }
        #expect(reader.messages.allSatisfy { $0.partition == 1 })
        try await reader.on { $0.resume([TopicPartition(topic: topic, partition: 0)]) }
        try await eventually("partition 0") { reader.messages.count == 4 }
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test func aPauseDoesNotOutliveItsAssignment() async throws {
        let topic = try await filledTopic(10)
        let reader = try Reader(TestBroker.configuration())
        try await reader.assign(topic)
        try await reader.on { $0.pause([TopicPartition(topic: topic, partition: 0)]) }
        try await reader.assign(topic)
        try await eventually("all records") { reader.messages.count >= 10 }
        #expect(await reader.close())
    }

    @Test func anOffsetOutOfRangeIsToldByNameToWhoKeepsOffsets() async throws {
        let topic = try await filledTopic(10)
        let reader = try Reader(TestBroker.configuration(["auto.offset.reset": "error"]))
        try await reader.assign(topic, from: 1_000_000)
        try await eventually("the failure") { !reader.failures.isEmpty }
        #expect(reader.failures.first?.description.contains(topic) == true)
        #expect([.autoOffsetReset, .offsetOutOfRange].contains(try #require(reader.failures.first?.code)))
        #expect(await reader.close())
    }

    @Test(arguments: [KafkaErrorCode.notLeader, .leaderNotAvailable, .requestTimedOut, .coordinatorNotAvailable])
    func fetchErrorsLoseNothing(code: KafkaErrorCode) async throws {
        let broker = try EmbeddedBroker(logger: logger)
        defer { broker.stop() }
        try broker.createTopic("t", partitions: 1)
        let configuration = ClientConfiguration(brokers: broker.address)
        let producer = try Producer(configuration, logger: logger)
        let reader = try Reader(configuration)
        try await reader.assign("t")
        for round in 0..<4 {
            broker.inject([code, code], into: .fetch)
            for index in 0..<10 {
                _ = try await producer.send(Record(topic: "t", key: nil, value: bytes("\(round * 10 + index)")))
            }
        }
        try await eventually("40 records") { reader.messages.count >= 40 }
        #expect(numbers(reader) == Array(0..<40))
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }

    @Test func aBatchThatIsStillHeldDelaysButNeverHangsTheClose() async throws {
        let topic = try await filledTopic(5)
        let log = CapturedLog()
        let reader = try Reader(TestBroker.configuration(), logger: log.logger)
        reader.set { $0.isReading = false }
        try await reader.assign(topic)
        let held = try await firstBatch(of: reader) { $0 }
        #expect(await !reader.close(within: 1))
        #expect(log.lines(.error).count == 1)
        #expect(held.message(at: 0).offset == 0)
    }

    @Test func aClosedConsumerIsQuiet() async throws {
        let reader = try Reader(TestBroker.configuration())
        #expect(await reader.close())
        #expect(await reader.close())
        #expect(try await reader.on { $0.drain() == nil && $0.lag().isEmpty && $0.groupMetadata() == nil })
        await #expect(throws: KafkaError.self) { try await reader.on { try $0.subscribe(to: ["t"]) } }
        if case .success = await reader.commit([]) { Issue.record("a closed consumer committed") }
    }

    @Test func aCallFromAnotherQueueTraps() async {
        await #expect(processExitsWith: .failure) {
            let reader = try Reader(ClientConfiguration(brokers: "127.0.0.1:1"))
            _ = reader.consumer.drain()
        }
    }
}
