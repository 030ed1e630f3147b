import BrokerTestKit
import Foundation
import Kafka
import Pipeline
import Synchronization
import TestKit
import Testing

/// The embedded broker has no transactions, so these need a real one: `QIAOMEN_TEST_BROKER=host:port`.
@Suite(
    "Exactly once (real broker)", .serialized, .timeLimit(.minutes(4)),
    .enabled(if: ProcessInfo.processInfo.environment["QIAOMEN_TEST_BROKER"] != nil))
struct ExactlyOnceTests {
    private let configuration = ClientConfiguration(
        brokers: ProcessInfo.processInfo.environment["QIAOMEN_TEST_BROKER"] ?? "")

    private func kit(partitions: Int) async throws -> WorkerKit {
        try await WorkerKit(partitions: partitions, onRealBroker: configuration)
    }

    @Test("records, dead letters and offsets are committed together")
    func together() async throws {
        let kit = try await kit(partitions: 4)
        try await kit.publish((0..<1_000).map { ("key\($0 % 10)", $0 % 100 == 0 ? "bad" : "value\($0)") })
        let summary = try await kit.run { $0.guarantee = .exactlyOnce }.get()
        #expect(summary.messages == 1_000)
        #expect(try await kit.copies().count == 990)
        #expect(try await kit.lettersOfTheDead().count == 10)
        let again = try await kit.run { $0.guarantee = .exactlyOnce }.get()
        #expect(again.messages == 0, "the offsets were committed with the records")
    }

    @Test("a second worker of the same name fences the first, which ends with an error that says so")
    func fenced() async throws {
        let kit = try await kit(partitions: 1)
        try await kit.publish([("k", "a"), ("k", "wait")])
        let (_, first) = kit.start { ($0.guarantee, $0.drains) = (.exactlyOnce, false) }
        try await eventually("the first holds a batch", within: 60) {
            kit.handler.counts.waiting.load(ordering: .relaxed) == 1
        }
        let (second, secondResult) = kit.start { settings in
            (settings.guarantee, settings.drains) = (.exactlyOnce, false)
            settings.group += "-other"
            settings.transactionalID = "\(kit.group)-test"
        }
        try await eventually("the second works", within: 90) {
            kit.handler.counts.waiting.load(ordering: .relaxed) >= 2
        }
        kit.handler.release.signal()
        kit.handler.release.signal()
        guard case .failure(.fenced(instance: "test", _)) = await first.value else {
            Issue.record("expected the first to be fenced")
            return
        }
        second.stop()
        _ = try await secondResult.value.get()
    }
}
