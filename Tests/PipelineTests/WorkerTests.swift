import BrokerTestKit
import Dispatch
import Kafka
import Pipeline
import Synchronization
import TestKit
import Testing

@Suite("The worker on the embedded broker", .serialized, .timeLimit(.minutes(2)))
struct WorkerTests {
    @Test("every message gives its effect, unreadable ones their dead letters, and the offsets are committed")
    func drains() async throws {
        let kit = try WorkerKit(partitions: 4)
        try await kit.publish((0..<2_000).map { ("key\($0 % 100)", $0 % 50 == 0 ? "bad" : "value\($0)") })
        let summary = try await kit.run().get()
        #expect(summary.messages == 2_000)
        #expect(kit.handler.counts.committed.load(ordering: .relaxed) == 2_000)
        let copies = try await kit.copies()
        #expect(copies.count == 1_960)
        #expect(Set(copies.map(\.text)).count == 1_960)
        #expect(try await kit.lettersOfTheDead().count == 40)
        #expect(try await kit.committedTotal() == 2_000)
    }

    @Test("messages of one key keep their order, whatever the lanes")
    func keepsOrder() async throws {
        let kit = try WorkerKit(partitions: 3)
        try await kit.publish((0..<3_000).map { ("key\($0 % 37)", "\($0)") }, inOrder: true)
        _ = try await kit.run { $0.lanes = 8 }.get()
        let byKey = Dictionary(grouping: try await kit.copies(), by: { $0.key ?? [] })
        #expect(byKey.count == 37)
        for (_, messages) in byKey {
            let numbers = messages.compactMap { Int($0.text) }
            #expect(numbers == numbers.sorted())
        }
    }

    @Test(
        "a dead letter carries key, value, headers and timestamp as they came, and Kafka Connect's headers behind them")
    func deadLetter() async throws {
        let kit = try WorkerKit(partitions: 1)
        let headers = [
            Header(name: "a", value: Array("1".utf8)), Header(name: "a", value: nil), Header(name: "b", value: []),
        ]
        try await TestBroker.publish([
            Record(
                topic: kit.input, key: Array("k".utf8), value: Array("bad".utf8), headers: headers,
                timestamp: 1_700_000_000_123)
        ])
        _ = try await kit.run().get()
        let letter = try #require(try await kit.lettersOfTheDead().first)
        #expect(letter.key == Array("k".utf8) && letter.value == Array("bad".utf8))
        #expect(letter.timestamp == 1_700_000_000_123)
        #expect(Array(letter.headers.prefix(3)) == headers)
        #expect(letter.header("__connect.errors.topic") == kit.input)
        #expect(letter.header("__connect.errors.partition") == "0")
        #expect(letter.header("__connect.errors.offset") == "0")
        #expect(letter.header("__connect.errors.stage") == "copy")
        #expect(letter.header("__connect.errors.exception.class.name") == "Bad")
        #expect(letter.header("__connect.errors.exception.message") == "it is bad")
        #expect(letter.header("qiaomen-group") == kit.group)
    }

    @Test("batches are bounded by bytes as well as by count")
    func boundedBatches() async throws {
        let kit = try WorkerKit(partitions: 1)
        let text = String(repeating: "x", count: 10_000)
        try await kit.publish((0..<50).map { ("k\($0)", text) })
        let summary = try await kit.run { $0.limits = BatchLimits(messages: 1_000, bytes: 50_000) }.get()
        #expect(summary.messages == 50)
        #expect(summary.batches >= 8)
    }

    @Test("a stop finishes what is in the lanes and commits it before it ends")
    func stopFinishes() async throws {
        let kit = try WorkerKit(partitions: 1)
        try await kit.publish([("k", "wait"), ("k", "after")])
        let (worker, result) = kit.start { $0.drains = false }
        try await eventually("the lane holds") { kit.handler.counts.waiting.load(ordering: .relaxed) == 1 }
        worker.stop()
        kit.handler.release.signal()
        let summary = try await result.value.get()
        #expect(summary.messages == 2)
        #expect(try await kit.committedTotal() == 2)
    }

    @Test("work that hangs in a lane ends the worker with a named error, nothing committed")
    func stuckWork() async throws {
        let kit = try WorkerKit(partitions: 1)
        try await kit.publish([("k", "wait")])
        let (_, result) = kit.start { $0.workPatience = 1 }
        let outcome = await result.value
        kit.handler.release.signal()
        guard case .failure(.stuck(messages: 1, _)) = outcome else {
            Issue.record("expected stuck, got \(outcome)")
            return
        }
        #expect(try await kit.committedTotal() == 0)
    }

    @Test("a commit that the coordinator refuses for a while is asked for again")
    func commitRetried() async throws {
        let broker = try EmbeddedBroker(logger: TestBroker.logger)
        defer { broker.stop() }
        let kit = try WorkerKit(partitions: 1, broker: broker)
        try await kit.publish([("k", "a"), ("k", "b")])
        broker.inject(
            [.coordinatorLoading, .notCoordinator, .coordinatorNotAvailable], into: .offsetCommit)
        let summary = try await kit.run().get()
        #expect(summary.messages == 2)
        #expect(try await kit.committedTotal() == 2)
        #expect(try await kit.copies().count == 2)
    }

    @Test("records that a broker refuses for a while wait, then arrive, and nothing is buried")
    func produceRetried() async throws {
        let broker = try EmbeddedBroker(logger: TestBroker.logger)
        defer { broker.stop() }
        // The embedded broker checks no sequence numbers, so requests in flight side by side could pass each other.
        let kit = try WorkerKit(partitions: 1, broker: broker, properties: ["max.in.flight": "1"])
        try await kit.publish([("k", "a"), ("k", "b")])
        broker.inject(
            [.notLeader, .leaderNotAvailable, .requestTimedOut, .notEnoughReplicas], into: .produce)
        _ = try await kit.run().get()
        #expect(try await kit.copies().map(\.text) == ["a", "b"])
        #expect(try await kit.lettersOfTheDead().isEmpty)
    }

    @Test("a broker that goes away and comes back costs time only")
    func outage() async throws {
        let broker = try EmbeddedBroker(logger: TestBroker.logger)
        let kit = try WorkerKit(partitions: 2, broker: broker)
        try await kit.publish((0..<500).map { ("key\($0)", "value\($0)") })
        let (worker, result) = kit.start { $0.drains = false }
        try await eventually("the first messages") { worker.summary.messages > 0 }
        broker.setDown()
        try await Task.sleep(for: .seconds(3))
        broker.setUp()
        try await kit.publish((500..<1_000).map { ("key\($0)", "value\($0)") })
        try await eventually("the rest", within: 60) { worker.summary.messages >= 1_000 }
        worker.stop()
        _ = try await result.value.get()
        #expect(Set(try await kit.copies().map(\.text)).count == 1_000)
        broker.stop()
    }

    @Test("two workers share the partitions; one that leaves hands its own over; every message has its effect")
    func sharing() async throws {
        let kit = try WorkerKit(partitions: 4)
        try await kit.publish((0..<400).map { ("key\($0)", "value\($0)") })
        let (first, firstResult) = kit.start { ($0.instance, $0.drains) = ("one", false) }
        let (second, secondResult) = kit.start { ($0.instance, $0.drains) = ("two", false) }
        try await eventually("the backlog", within: 40) { first.summary.messages + second.summary.messages >= 400 }
        first.stop()
        _ = try await firstResult.value.get()
        try await kit.publish((400..<800).map { ("key\($0)", "value\($0)") })
        try await eventually("the rest", within: 40) { first.summary.messages + second.summary.messages >= 800 }
        second.stop()
        _ = try await secondResult.value.get()
        #expect(Set(try await kit.copies().map(\.text)).count == 800)
        #expect(try await kit.committedTotal() == 800)
    }
}
