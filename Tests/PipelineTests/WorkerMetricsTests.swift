import BrokerTestKit
import Dispatch
import Kafka
import Pipeline
import Telemetry
import TestKit
import Testing

@Suite("What a worker tells of its work", .serialized, .timeLimit(.minutes(2)))
struct WorkerMetricsTests {
    private let registry = MetricRegistry(logger: TestBroker.logger)

    private func lags() -> [Double] {
        registry.text().split(separator: "\n").filter { $0.hasPrefix("qiaomen_consumer_lag_records{") }
            .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
    }

    @Test("each record, dead letter, batch and lane is counted once it is committed")
    func counts() async throws {
        let kit = try WorkerKit(partitions: 4)
        try await kit.publish((0..<2_000).map { ("key\($0 % 100)", $0 % 50 == 0 ? "bad" : "value\($0)") })
        let summary = try await kit.start(metrics: registry).1.value.get()
        #expect(registry.value("qiaomen_worker_consumed_records_total") == 2_000)
        #expect(registry.value("qiaomen_worker_committed_records_total") == 2_000)
        #expect(registry.value("qiaomen_worker_produced_records_total") == 2_000)
        #expect(registry.value("qiaomen_worker_dead_letters_total", #"stage="copy",class="Bad""#) == 40)
        #expect(registry.value("qiaomen_worker_batches_total", #"outcome="committed""#) == Double(summary.batches))
        for histogram in ["batch_records", "batch_duration_seconds", "commit_duration_seconds"] {
            #expect(registry.value("qiaomen_worker_\(histogram)_count") == Double(summary.batches))
        }
        #expect(registry.value("qiaomen_worker_batch_records_sum") == 2_000)
        #expect(try #require(registry.value("qiaomen_worker_lane_duration_seconds_count")) >= Double(summary.batches))
        let total = try #require(registry.value("qiaomen_worker_batch_duration_seconds_sum"))
        #expect(total > 0 && total < 60)
        #expect(registry.value("qiaomen_consumer_rebalances_total", "group=\"\(kit.group)\",kind=\"assigned\"") == 1)
        // It has ended: nothing is open, nothing is read.
        #expect(registry.value("qiaomen_worker_open_batches") == 0)
        #expect(registry.value("qiaomen_consumer_assigned_partitions", "group=\"\(kit.group)\"") == 0)
        #expect(lags().isEmpty)
    }

    @Test("a record that the broker refuses counts as an error at each attempt, and as one dead letter")
    func refusals() async throws {
        let broker = try EmbeddedBroker(logger: TestBroker.logger)
        defer { broker.stop() }
        let kit = try WorkerKit(partitions: 1, broker: broker)
        try await kit.publish([("k", "value")])
        broker.inject([.messageTooLarge], into: .produce)
        _ = try await kit.start(metrics: registry).1.value.get()
        #expect(registry.value("qiaomen_worker_delivery_errors_total", #"error="MSG_SIZE_TOO_LARGE""#) == 1)
        #expect(
            registry.value("qiaomen_worker_dead_letters_total", #"stage="produce",class="MSG_SIZE_TOO_LARGE""#) == 1)
        #expect(registry.value("qiaomen_worker_produced_records_total") == 1)
    }

    @Test("an outage is counted, and for as long as it lasts the worker is not ready")
    func outage() async throws {
        let broker = try EmbeddedBroker(logger: TestBroker.logger)
        defer { broker.stop() }
        let kit = try WorkerKit(partitions: 3, broker: broker)
        let (worker, ending) = kit.start(metrics: registry) { $0.drains = false }
        let group = "group=\"\(kit.group)\""
        #expect(!worker.isReady)
        try await eventually("it is at its work") { worker.isReady }
        try await kit.publish((0..<300).map { ("\($0)", "value") })
        try await eventually("each partition's lag is there, and 0") { lags() == [0, 0, 0] }
        #expect(registry.value("qiaomen_kafka_reachable", group) == 1)
        broker.setDown()
        try await eventually("the outage") { registry.value("qiaomen_kafka_reachable", group) == 0 }
        #expect(registry.value("qiaomen_kafka_outages_total", group) == 1)
        #expect(!worker.isReady)
        broker.setUp()
        try await eventually("its end") { registry.value("qiaomen_kafka_reachable", group) == 1 && worker.isReady }
        worker.stop()
        _ = await ending.value
        #expect(!worker.isReady)
    }

    @Test("what waits in a partition is its lag, until the partition goes to another worker")
    func lag() async throws {
        let kit = try WorkerKit(partitions: 2)
        let (worker, ending) = kit.start(metrics: registry) { $0.drains = false }
        try await eventually("both partitions") { lags().count == 2 }
        let (other, otherEnding) = kit.start { settings in
            settings.drains = false
            settings.instance = "other"
        }
        try await eventually("only one is left", within: 60) { lags().count == 1 }
        #expect(
            registry.value("qiaomen_consumer_rebalances_total", "group=\"\(kit.group)\",kind=\"revoked\"") ?? 0 >= 1)
        #expect(registry.value("qiaomen_consumer_assigned_partitions", "group=\"\(kit.group)\"") == 1)
        for worker in [worker, other] { worker.stop() }
        _ = await (ending.value, otherEnding.value)
    }
}
