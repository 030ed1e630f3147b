import BrokerTestKit
import Hotline
import Kafka
import Logging
import Store
import Telemetry
import TestKit
import Testing
import Tracking
import WorkTime

@Suite("What a step counts", .timeLimit(.minutes(1)))
struct StepCountTests {
    @Test("events by action, refusals by kind, and resolved cases with the residents' clock, without pauses")
    func counts() throws {
        var bench = try Bench()
        try bench.task("1", "污水漫出来了", at: "2026-11-23T09:00")
        try bench.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:10")
        try bench.event(.accept, "progress.b", of: "1", at: "2026-11-23T09:20")
        try bench.event(.assign(.init(to: "nowhere")), "progress.desk", of: "1", at: "2026-11-23T09:30", by: "desk")
        try bench.event(.resolve(.init(reply: "修好了")), "progress.a", of: "1", at: "2026-11-23T11:00")
        try bench.event(.accept, "progress.a", of: "2", at: "2026-11-23T11:05")
        let first = try bench.step()
        #expect(first.tally.actions == [.accept: 1, .resolve: 1])
        #expect(first.tally.refusals == ["notYours": 1, "unknownDepartment": 1])
        #expect(first.closures.map(\.area) == ["sewage"] && first.closures.map(\.milliseconds) == [2 * 3_600_000])
        #expect(first.early == 1)

        try bench.task("2", "树倒了", at: "2026-11-23T11:10")
        let second = try bench.step()
        #expect(second.early == 0 && second.tally.actions == [.accept: 1] && second.closures.isEmpty)
        #expect(bench.tally.actions == [.accept: 2, .resolve: 1] && bench.tally[.applied] == 3)
    }

    @Test("a case that is resolved twice closes twice, each time after all that the residents have waited")
    func again() throws {
        var bench = try Bench()
        try bench.task("1", "污水漫出来了", at: "2026-11-23T09:00")
        try bench.event(.resolve(.init(reply: "修好了")), "progress.a", of: "1", at: "2026-11-23T10:00")
        try bench.event(
            .evaluate(.init(resolved: .no)), "progress.desk", of: "1", at: "2026-11-23T11:00", by: "hotline")
        try bench.event(.resolve(.init(reply: "真的修好了")), "progress.a", of: "1", at: "2026-11-23T12:00")
        // Between a resolve and its reopening the clock stands still.
        #expect(try bench.step().closures.map(\.milliseconds) == [3_600_000, 2 * 3_600_000])
    }

    @Test("a wish has no closure time")
    func wish() throws {
        var bench = try Bench()
        try bench.task("1", "想要一个凉亭", kind: .wish, at: "2026-11-23T09:00")
        try bench.event(
            .resolve(.init(reply: "明年建", answer: .planned)), "progress.a", of: "1", at: "2026-11-23T10:00")
        let built = try bench.step()
        #expect(built.tally.actions == [.resolve: 1] && built.closures.isEmpty)
    }
}

@Suite("What a tracker tells of its work", .serialized, .timeLimit(.minutes(2)))
struct TrackerMetricsTests {
    private let registry = MetricRegistry(logger: TestBroker.logger)

    private func lags() -> [Double] {
        registry.text().split(separator: "\n").filter { $0.hasPrefix("qiaomen_consumer_lag_records{group=\"track\"") }
            .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
    }

    /// A case that is resolved, one that is refused something, and an event of one that nobody has reported.
    private static func records() throws -> [Record] {
        [
            try Records.task("1", at: "2026-11-23T09:00"), try Records.task("2", at: "2026-11-23T09:01"),
            try Records.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:10", name: "a1"),
            try Records.event(.accept, "progress.b", of: "2", at: "2026-11-23T09:11", name: "b1"),
            try Records.event(
                .resolve(.init(reply: "修好了")), "progress.a", of: "1", at: "2026-11-23T11:00", name: "a2"),
            try Records.event(.accept, "progress.a", of: "3", at: "2026-11-23T11:01", name: "a3"),
        ]
    }

    @Test("what was done is counted once it is committed and sent")
    func counts() async throws {
        let town = try TrackerTown(now: "2026-11-28T12:00")
        try await town.publish(try Self.records())
        let (tracker, ending) = town.tracker(drains: true, metrics: TrackerMetrics(registry))
        tracker.start()
        let summary = try await ending.wait().get()
        for (outcome, count) in [("opened", 2), ("applied", 2), ("refused", 1), ("early", 1)] {
            #expect(registry.value("qiaomen_tracker_records_total", "outcome=\"\(outcome)\"") == Double(count))
        }
        #expect(registry.value("qiaomen_tracker_applied_events_total", #"action="resolve""#) == 1)
        #expect(registry.value("qiaomen_tracker_refused_events_total", #"reason="notYours""#) == 1)
        #expect(registry.value("qiaomen_tracker_closure_seconds_sum", #"area="sewage""#) == 7_200)
        #expect(registry.value("qiaomen_tracker_early_events") == 1)
        #expect(registry.value("qiaomen_tracker_step_records_sum") == 6)
        let steps = try #require(registry.value("qiaomen_tracker_step_records_count"))
        for histogram in ["step_duration", "store_commit_duration"] {
            #expect(registry.value("qiaomen_tracker_\(histogram)_seconds_count") == steps)
        }
        let rungs = registry.text().split(separator: "\n").filter { $0.hasPrefix("qiaomen_tracker_escalations_total{") }
            .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
        #expect(summary.tally.told > 0 && rungs.reduce(0, +) == summary.tally.told)
        #expect(registry.value("qiaomen_tracker_relayed_records_total") == Double(summary.sent))
        #expect(registry.value("qiaomen_tracker_set_aside_records_total") == 0)
        // It has ended: it reads nothing.
        #expect(registry.value("qiaomen_tracker_active") == 0 && lags().isEmpty)
    }

    @Test("at work it shows its lag, the outbox, and how many cases there are")
    func looks() async throws {
        let town = try TrackerTown(now: "2026-11-23T12:00")
        try await town.publish(try Self.records())
        try await town.drain()
        let (tracker, ending) = town.tracker(drains: false, metrics: TrackerMetrics(registry))
        tracker.start()
        // Two partitions of the tasks and one of the progress of three departments.
        try await eventually("each partition's lag, and 0") { lags() == [Double](repeating: 0, count: 9) }
        #expect(registry.value("qiaomen_tracker_active") == 1)
        #expect(registry.value("qiaomen_consumer_assigned_partitions", #"group="track""#) == 9)
        try await eventually("the outbox and the cases") {
            registry.value("qiaomen_tracker_outbox_records") == 0
                && registry.value("qiaomen_tracker_cases", #"state="resolved""#) == 1
        }
        #expect(registry.value("qiaomen_tracker_cases", #"state="assigned""#) == 1)
        #expect(registry.value("qiaomen_tracker_overdue_cases") == 0)
        #expect(registry.value("qiaomen_tracker_early_events") == 1)
        tracker.stop()
        _ = try await ending.wait().get()
    }

    @Test("an outage is told, and for as long as it lasts the tracker does not count as reading")
    func outage() async throws {
        let town = try TrackerTown()
        let (tracker, ending) = town.tracker(drains: false, metrics: TrackerMetrics(registry))
        #expect(tracker.stage == .opening)
        tracker.start()
        try await eventually("it reads") { tracker.stage == .reading }
        town.broker.setDown()
        try await eventually("the outage") { tracker.stage == .unreachable }
        #expect(registry.value("qiaomen_kafka_reachable", #"group="track""#) == 0)
        #expect(registry.value("qiaomen_kafka_outages_total", #"group="track""#) == 1)
        town.broker.setUp()
        try await eventually("its end") { tracker.stage == .reading }
        #expect(registry.value("qiaomen_kafka_reachable", #"group="track""#) == 1)
        tracker.stop()
        _ = try await ending.wait().get()
        #expect(tracker.stage == .ending)
    }

    @Test("a standby says so, and is not active, until it takes over")
    func standby() async throws {
        let town = try TrackerTown()
        let (active, ending) = town.tracker(drains: false)
        active.start()
        try await eventually("the first reads") { active.stage == .reading }
        let (standby, last) = town.tracker(drains: false, metrics: TrackerMetrics(registry))
        standby.start()
        try await eventually("the second stands by") { standby.stage == .standingBy }
        #expect(registry.value("qiaomen_tracker_active") == 0)
        active.stop()
        _ = try await ending.wait().get()
        try await eventually("the second reads") { standby.stage == .reading }
        #expect(registry.value("qiaomen_tracker_active") == 1)
        standby.stop()
        _ = try await last.wait().get()
    }
}
