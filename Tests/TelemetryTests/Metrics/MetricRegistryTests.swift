import CoreMetrics
import Dispatch
import Logging
import Telemetry
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MetricRegistryTests {
    private let lines = Lines()
    private let registry: MetricRegistry

    init() { registry = MetricRegistry(lines: lines) }

    @Test func aMetricIsWrittenWithItsHelpAndType() {
        MetricDefinition.committed.counter(in: registry).increment(by: 41)
        MetricDefinition.committed.counter(in: registry).increment()
        #expect(
            registry.text() == """
                # HELP qiaomen_worker_committed_records_total Records whose effects and offsets are committed.
                # TYPE qiaomen_worker_committed_records_total counter
                qiaomen_worker_committed_records_total 42

                """)
    }

    @Test func metricsAndTheirLabelsComeInOrder() {
        MetricDefinition.deadLetters.counter("produce", "MSG_SIZE_TOO_LARGE", in: registry).increment()
        MetricDefinition.deadLetters.counter("decode", "ReportError", in: registry).increment()
        MetricDefinition.consumed.counter(in: registry).increment()
        let samples = registry.text().split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            samples == [
                "qiaomen_worker_consumed_records_total 1",
                #"qiaomen_worker_dead_letters_total{stage="decode",class="ReportError"} 1"#,
                #"qiaomen_worker_dead_letters_total{stage="produce",class="MSG_SIZE_TOO_LARGE"} 1"#,
            ])
    }

    @Test func labelValuesAreEscaped() {
        MetricDefinition.lag.gauge("g", "a\"b\\c\nd", "0", in: registry).set(1)
        #expect(
            registry.samples("qiaomen_consumer_lag_records")
                == [#"qiaomen_consumer_lag_records{group="g",topic="a\"b\\c\nd",partition="0"} 1"#])
    }

    @Test func aHistogramCountsEachValueInItsBucketAndAllAbove() {
        let timer = MetricDefinition.laneDuration.timer(in: registry)
        // At a bound, within, and beyond the last.
        for nanoseconds in [1_000_000, 30_000_000, 60_000_000_000] { timer.recordNanoseconds(nanoseconds) }
        let buckets = registry.samples("qiaomen_worker_lane_duration_seconds_bucket")
        #expect(buckets.count == MetricBuckets.work.bounds.count + 1)
        #expect(buckets[0] == #"qiaomen_worker_lane_duration_seconds_bucket{le="0.0005"} 0"#)
        #expect(buckets[1] == #"qiaomen_worker_lane_duration_seconds_bucket{le="0.001"} 1"#)
        #expect(buckets.contains(#"qiaomen_worker_lane_duration_seconds_bucket{le="0.05"} 2"#))
        #expect(buckets.contains(#"qiaomen_worker_lane_duration_seconds_bucket{le="2.5"} 2"#))
        #expect(buckets.last == #"qiaomen_worker_lane_duration_seconds_bucket{le="+Inf"} 3"#)
        #expect(
            registry.samples("qiaomen_worker_lane_duration_seconds_sum")
                == ["qiaomen_worker_lane_duration_seconds_sum 60.031"])
        #expect(
            registry.samples("qiaomen_worker_lane_duration_seconds_count")
                == ["qiaomen_worker_lane_duration_seconds_count 3"])
    }

    @Test(arguments: [
        (0, "0"), (-2, "-2"), (1e15, "1000000000000000"), (0.1, "0.1"), (1e300, "1e+300"), (.infinity, "+Inf"),
        (-.infinity, "-Inf"), (.nan, "NaN"),
    ])
    func numbersAreWrittenAsPrometheusReadsThem(value: Double, text: String) {
        MetricDefinition.openBatches.gauge(in: registry).set(value)
        #expect(registry.samples("qiaomen_worker_open_batches") == ["qiaomen_worker_open_batches \(text)"])
    }

    @Test func aGaugeThatIsDestroyedVanishes() {
        let (first, second) = (
            MetricDefinition.reachable.gauge("a", in: registry), MetricDefinition.reachable.gauge("b", in: registry)
        )
        first.set(1)
        second.set(0)
        first.destroy()
        #expect(registry.samples("qiaomen_kafka_reachable") == [#"qiaomen_kafka_reachable{group="b"} 0"#])
        second.destroy()
        #expect(registry.text().isEmpty)
    }

    @Test func pastTheLimitLabelValuesCountAsOther() {
        let definition = MetricDefinition.reports
        for number in 0..<(definition.limit + 30) {
            definition.counter("area-\(number)", in: registry).increment(by: 2)
        }
        let samples = registry.samples("qiaomen_ingest_reports_total")
        #expect(samples.count == definition.limit + 1)
        #expect(samples.contains(#"qiaomen_ingest_reports_total{area="other"} 60"#))
        // Those that were there first stay themselves.
        definition.counter("area-0", in: registry).increment()
        #expect(
            registry.samples("qiaomen_ingest_reports_total").contains(#"qiaomen_ingest_reports_total{area="area-0"} 3"#)
        )
        #expect(lines.all.count == 1)
        #expect(lines.all.first?.contains("qiaomen_ingest_reports_total has 50 sets of label values") == true)
    }

    @Test func countersNeverGoDown() {
        let counter = MetricDefinition.consumed.counter(in: registry)
        counter.increment(by: 5)
        counter.increment(by: -3)
        #expect(
            registry.samples("qiaomen_worker_consumed_records_total") == ["qiaomen_worker_consumed_records_total 5"])
        for total in [9.5, 7] { registry.raise(.cpuSeconds, to: total) }
        #expect(registry.samples("process_cpu_seconds_total") == ["process_cpu_seconds_total 9.5"])
    }

    @Test func aMetricAskedForAsAnotherKindIsSaidAndNotCounted() {
        for _ in 0..<3 { Counter(label: "qiaomen_worker_open_batches", factory: registry).increment() }
        #expect(registry.text().isEmpty)
        #expect(lines.all.count == 1)
        #expect(lines.all.first?.hasPrefix("error: metric qiaomen_worker_open_batches is not counted") == true)
    }

    @Test func aLibrarysMetricsAreShownUnderNamesThatPrometheusTakes() {
        Counter(label: "http.requests", dimensions: [("status-code", "200")], factory: registry).increment()
        Counter(label: "http_requests", dimensions: [("status_code", "200")], factory: registry).increment()
        Gauge(label: "2nd", factory: registry).record(7)
        let text = registry.text()
        #expect(text.contains("# TYPE http_requests_total counter\nhttp_requests_total{status_code=\"200\"} 2\n"))
        #expect(text.contains("# TYPE _2nd gauge\n_2nd 7\n"))
    }

    @Test func aFloodOfALibrarysNamesIsBounded() {
        for number in 0..<500 { Counter(label: "flood_\(number)", factory: registry).increment() }
        #expect(registry.text().split(separator: "\n").filter { !$0.hasPrefix("#") }.count == 100)
        #expect(lines.all.count <= 100)
    }

    @Test func figuresKeptElsewhereAreAskedForAtEachReading() {
        let gauge = MetricDefinition.openBatches
        registry.onCollect { registry in gauge.gauge(in: registry).increment() }
        _ = registry.text()
        #expect(registry.samples("qiaomen_worker_open_batches") == ["qiaomen_worker_open_batches 2"])
    }

    @Test func nothingIsLostWhenManyThreadsCount() {
        let counter = MetricDefinition.consumed.counter(in: registry)
        let gauge = MetricDefinition.openBatches.gauge(in: registry)
        let timer = MetricDefinition.laneDuration.timer(in: registry)
        let registry = registry
        DispatchQueue.concurrentPerform(iterations: 8) { thread in
            for round in 0..<10_000 {
                counter.increment(by: 3)
                gauge.increment(by: 0.5)
                timer.recordNanoseconds(round * 1_000)
                if thread == 0, round.isMultiple(of: 1_000) { _ = registry.text() }
            }
        }
        #expect(registry.samples("qiaomen_worker_consumed_records_total").first?.hasSuffix(" 240000") == true)
        #expect(registry.samples("qiaomen_worker_open_batches").first?.hasSuffix(" 40000") == true)
        #expect(registry.samples("qiaomen_worker_lane_duration_seconds_count").first?.hasSuffix(" 80000") == true)
    }
}
