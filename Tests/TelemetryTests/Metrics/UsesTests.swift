import CoreMetrics
import Foundation
import Logging
import Telemetry
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LagMetricsTests {
    private let registry = MetricRegistry(lines: Lines())

    private func partition(_ number: Int32) -> LagMetrics.Partition { .init(topic: "reports.door", partition: number) }

    @Test func eachPartitionThatIsReadHasItsLag() {
        let lag = LagMetrics(group: "g", registry)
        lag.show([partition(0): 7, partition(1): 0], assigned: 3)
        #expect(
            registry.samples("qiaomen_consumer_lag_records") == [
                #"qiaomen_consumer_lag_records{group="g",topic="reports.door",partition="0"} 7"#,
                #"qiaomen_consumer_lag_records{group="g",topic="reports.door",partition="1"} 0"#,
            ])
        #expect(
            registry.samples("qiaomen_consumer_assigned_partitions")
                == [#"qiaomen_consumer_assigned_partitions{group="g"} 3"#])
    }

    @Test func aPartitionThatIsReadNoMoreVanishes() {
        let lag = LagMetrics(group: "g", registry)
        lag.show([partition(0): 7, partition(1): 1, partition(2): 2], assigned: 3)
        lag.remove([partition(1), partition(9)])
        #expect(registry.samples("qiaomen_consumer_lag_records").count == 2)
        lag.show([partition(2): 5], assigned: 1)
        #expect(
            registry.samples("qiaomen_consumer_lag_records")
                == [#"qiaomen_consumer_lag_records{group="g",topic="reports.door",partition="2"} 5"#])
        // And comes back with the partition.
        lag.show([partition(1): 4], assigned: 1)
        #expect(registry.samples("qiaomen_consumer_lag_records").first?.hasSuffix("partition=\"1\"} 4") == true)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct TrackerMetricsTests {
    private let registry = MetricRegistry(lines: Lines())

    @Test func aStepsCountsAreAddedUp() {
        let metrics = TrackerMetrics(registry)
        metrics.isActive(true)
        for _ in 0..<2 {
            metrics.committed(records: 40, step: 20_000_000, commit: 8_000_000)
            metrics.applied(["accept": 30, "resolve": 2])
            metrics.refused(["notTheHolder": 1])
            metrics.records(["opened": 7])
            metrics.told([(ladder: "holder", percent: 80), (ladder: "place", percent: 80)])
            metrics.relayed(10, setAside: 1)
        }
        let text = registry.text()
        for line in [
            "qiaomen_tracker_active 1", #"qiaomen_tracker_applied_events_total{action="accept"} 60"#,
            #"qiaomen_tracker_refused_events_total{reason="notTheHolder"} 2"#,
            #"qiaomen_tracker_records_total{outcome="opened"} 14"#,
            #"qiaomen_tracker_escalations_total{ladder="place",percent="80"} 2"#,
            "qiaomen_tracker_relayed_records_total 20", "qiaomen_tracker_set_aside_records_total 2",
            #"qiaomen_tracker_step_records_bucket{le="50"} 2"#, "qiaomen_tracker_step_duration_seconds_sum 0.04",
            #"qiaomen_tracker_store_commit_duration_seconds_bucket{le="0.01"} 2"#,
        ] {
            #expect(text.contains(line + "\n"))
        }
    }

    @Test func closuresAreCountedByAreaInHoursAndDays() {
        let metrics = TrackerMetrics(registry)
        metrics.resolved([(area: "sewage", seconds: 3_600), (area: "sewage", seconds: 5 * 86_400)])
        let buckets = registry.samples("qiaomen_tracker_closure_seconds_bucket")
        #expect(buckets.contains(#"qiaomen_tracker_closure_seconds_bucket{area="sewage",le="3600"} 1"#))
        #expect(buckets.contains(#"qiaomen_tracker_closure_seconds_bucket{area="sewage",le="432000"} 2"#))
    }

    @Test func aStateWithoutCasesIsZero() {
        let metrics = TrackerMetrics(registry)
        metrics.cases(["working": 3, "assigned": 1], overdue: 2)
        metrics.cases(["working": 4], overdue: 0)
        #expect(
            registry.samples("qiaomen_tracker_cases") == [
                #"qiaomen_tracker_cases{state="assigned"} 0"#, #"qiaomen_tracker_cases{state="working"} 4"#,
            ])
        #expect(registry.samples("qiaomen_tracker_overdue_cases") == ["qiaomen_tracker_overdue_cases 0"])
    }

    @Test func withoutARegistryNothingHappens() {
        let metrics = TrackerMetrics(NOOPMetricsHandler.instance)
        metrics.applied(["accept": 1])
        metrics.lag.show([.init(topic: "t", partition: 0): 1], assigned: 1)
        #expect(registry.text().isEmpty)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct ProcessMetricsTests {
    private let registry = MetricRegistry(lines: Lines())

    private func value(_ name: String) throws -> Double {
        let sample = try #require(registry.samples(name).first)
        return try #require(sample.split(separator: " ").last.flatMap { Double($0) })
    }

    @Test func theProcessTellsOfItself() throws {
        ProcessMetrics.register(in: registry, version: "1.2.3", role: "ingest")
        #expect(registry.samples("qiaomen_build_info") == [#"qiaomen_build_info{version="1.2.3",role="ingest"} 1"#])
        #expect(try value("process_resident_memory_bytes") > 1_000_000)
        #expect(try value("process_open_fds") >= 3)
        #expect(try value("process_max_fds") >= value("process_open_fds"))
        let start = try value("process_start_time_seconds")
        let now = Date.now.timeIntervalSince1970
        #expect(start < now + 2 && start > now - 86_400)
        let before = try value("process_cpu_seconds_total")
        var mixed: UInt64 = 1
        for number in 0..<30_000_000 as Range<UInt64> { mixed = (mixed ^ number) &* 0x9E37_79B9_7F4A_7C15 }
        #expect(mixed != 0)
        #expect(try value("process_cpu_seconds_total") > before)
    }
}
