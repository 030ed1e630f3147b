import CoreMetrics
import Synchronization

/// One metric under one set of label values: what is written to on the hot path, and read when somebody asks.
protocol MetricCell: AnyObject, Sendable {
    /// The metric's name.
    var name: String { get }
    /// One value a label of the metric.
    var values: [String] { get }
    init(_ definition: MetricDefinition, _ values: [String])
    func write(to text: inout PrometheusText, labels: [String])
}

/// A counter. Whole numbers cost one atomic addition.
final class CounterCell: MetricCell, CounterHandler, FloatingPointCounterHandler {
    let name: String
    let values: [String]
    private let whole = Atomic<Int64>(0)
    /// What was added in fractions, as a bit pattern.
    private let fraction = Atomic<UInt64>(0)

    init(_ definition: MetricDefinition, _ values: [String]) {
        name = definition.name
        self.values = values
    }

    var value: Double {
        Double(whole.load(ordering: .relaxed)) + Double(bitPattern: fraction.load(ordering: .relaxed))
    }

    /// Counters never go down: what is negative is left out.
    func increment(by amount: Int64) {
        guard amount > 0 else { return }
        whole.wrappingAdd(amount, ordering: .relaxed)
    }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        fraction.update { $0 + amount }
    }

    /// For a total that is kept elsewhere.
    func raise(to total: Double) {
        guard total.isFinite else { return }
        let whole = Double(whole.load(ordering: .relaxed))
        fraction.update { max($0, total - whole) }
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fraction.store(0, ordering: .relaxed)
    }

    func write(to text: inout PrometheusText, labels: [String]) {
        text.sample(name, labels, values, value)
    }
}

/// A gauge.
final class GaugeCell: MetricCell, MeterHandler, RecorderHandler {
    let name: String
    let values: [String]
    private let bits = Atomic<UInt64>(0)

    init(_ definition: MetricDefinition, _ values: [String]) {
        name = definition.name
        self.values = values
    }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    func increment(by amount: Double) { bits.update { $0 + amount } }

    func decrement(by amount: Double) { bits.update { $0 - amount } }

    func record(_ value: Int64) { set(value) }

    func record(_ value: Double) { set(value) }

    func write(to text: inout PrometheusText, labels: [String]) {
        text.sample(name, labels, values, Double(bitPattern: bits.load(ordering: .relaxed)))
    }
}

/// A histogram. It has a lock, so that sum, count and buckets belong together; nobody waits for it longer than for an
/// addition, and it is written to once a batch or a lane.
final class HistogramCell: MetricCell, RecorderHandler, TimerHandler {
    private struct State {
        /// One a bound, and one beyond the last.
        var counts: [UInt64]
        var sum = 0.0
    }

    let name: String
    let values: [String]
    private let bounds: [Double]
    private let state: Mutex<State>

    init(_ definition: MetricDefinition, _ values: [String]) {
        name = definition.name
        self.values = values
        if case .histogram(let buckets) = definition.kind { bounds = buckets.bounds } else { bounds = [] }
        state = Mutex(State(counts: [UInt64](repeating: 0, count: bounds.count + 1)))
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard !value.isNaN else { return }
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[place] += 1
            state.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func write(to text: inout PrometheusText, labels: [String]) {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total: UInt64 = 0
        for (place, count) in counts.enumerated() {
            total += count
            let bound = place < bounds.count ? PrometheusText.number(bounds[place]) : "+Inf"
            text.sample(name + "_bucket", labels + ["le"], values + [bound], Double(total))
        }
        text.sample(name + "_sum", labels, values, sum)
        text.sample(name + "_count", labels, values, Double(total))
    }
}

extension Atomic<UInt64> {
    /// Changes a floating-point number that is kept as a bit pattern.
    fileprivate borrowing func update(_ change: (Double) -> Double) {
        var old = load(ordering: .relaxed)
        while true {
            let (exchanged, original) = compareExchange(
                expected: old, desired: change(Double(bitPattern: old)).bitPattern, ordering: .relaxed)
            if exchanged { return }
            old = original
        }
    }
}
