import CoreMetrics
import Logging
import Telemetry
import Testing

/// What counting costs. A worker counts about twenty times a batch of thousands of records, so that even the bound here,
/// which holds for a debug build on a busy machine, would be some nanoseconds a record.
@Suite(.timeLimit(.minutes(1)))
struct CostTests {
    private static let rounds = 100_000
    private let registry = MetricRegistry(lines: Lines())

    private func microseconds(_ work: () -> Void) -> Double {
        let start = ContinuousClock.now
        for _ in 0..<Self.rounds { work() }
        return (ContinuousClock.now - start) / .microseconds(1) / Double(Self.rounds)
    }

    @Test func countingCostsMicrosecondsAtMost() {
        let counter = MetricDefinition.committed.counter(in: registry)
        let gauge = MetricDefinition.openBatches.gauge(in: registry)
        let timer = MetricDefinition.laneDuration.timer(in: registry)
        let costs = [
            "counter": microseconds { counter.increment(by: 4_000) }, "gauge": microseconds { gauge.set(2) },
            "histogram": microseconds { timer.recordNanoseconds(3_000_000) },
            "counter by label": microseconds {
                MetricDefinition.deadLetters.counter("a", "b", in: registry).increment()
            },
        ]
        print("microseconds: \(costs.sorted { $0.key < $1.key })")
        for (what, cost) in costs { #expect(cost < 100, "\(what)") }
    }
}
