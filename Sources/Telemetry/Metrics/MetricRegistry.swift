package import CoreMetrics
package import Logging
import Synchronization

/// The metrics of a process: a backend of swift-metrics that shows them in Prometheus' text format.
///
///     Counter, Meter, Recorder, Timer ──> cell (an atomic; a histogram has a lock) ──┐
///      (kept by who uses them often)                                                 ├─> text()
///     onCollect: figures that somebody keeps anyway, asked for when they are read ───┘
///
/// What is in the table (``MetricDefinition/all``) has its kind, labels, bounds and buckets from there. What a library
/// brings besides is taken too, up to a limit of names.
///
/// Threads: any. A lock is taken to find a cell, none to count in it.
package final class MetricRegistry: MetricsFactory {
    /// Names that are not in the table, at most.
    private static let foreignLimit = 100

    private struct State {
        var families: [String: any MetricFamilyReading] = [:]
        var foreign = 0
        var collectors: [@Sendable (MetricRegistry) -> Void] = []
        /// What was asked for as another kind than it is.
        var misused: Set<String> = []
    }

    private let known: [String: MetricDefinition]
    private let logger: Logger
    private let state = Mutex(State())

    package init(_ definitions: [MetricDefinition] = MetricDefinition.all, logger: Logger) {
        known = Dictionary(definitions.map { ($0.name, $0) }) { first, _ in first }
        self.logger = logger
    }

    /// Calls `collect` each time before the metrics are read, on the reader's thread: the place to bring in figures that
    /// are kept elsewhere. It has to be short.
    package func onCollect(_ collect: @escaping @Sendable (MetricRegistry) -> Void) {
        state.withLock { $0.collectors.append(collect) }
    }

    /// For a counter whose total is kept elsewhere. It never goes down.
    package func raise(_ definition: MetricDefinition, _ values: String..., to total: Double) {
        cell(definition.name, Array(zip(definition.labels, values)), .counter, CounterCell.self)?.raise(to: total)
    }

    /// Everything as it stands, in Prometheus' text format 0.0.4.
    package func text() -> String {
        for collect in state.withLock({ $0.collectors }) { collect(self) }
        let families = state.withLock { Array($0.families.values) }
        var text = PrometheusText()
        for family in families.sorted(by: { $0.definition.name < $1.definition.name }) { family.write(to: &text) }
        return text.text
    }

    // MARK: - MetricsFactory

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions, .counter, CounterCell.self) ?? NOOPMetricsHandler.instance
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        cell(label, dimensions, .counter, CounterCell.self) ?? NOOPMetricsHandler.instance
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions, .gauge, GaugeCell.self) ?? NOOPMetricsHandler.instance
    }

    package func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        let handler: (any RecorderHandler)? =
            aggregate
            ? cell(label, dimensions, .histogram(.records), HistogramCell.self)
            : cell(label, dimensions, .gauge, GaugeCell.self)
        return handler ?? NOOPMetricsHandler.instance
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions, .histogram(.commit), HistogramCell.self) ?? NOOPMetricsHandler.instance
    }

    package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

    // MARK: - Families

    /// - Parameter kind: that of a metric which is not in the table.
    /// - Returns: nil, said once, if it is of another kind, or is one name too many.
    private func cell<Cell: MetricCell>(
        _ label: String, _ dimensions: [(String, String)], _ kind: MetricDefinition.Kind, _: Cell.Type
    ) -> Cell? {
        let name = known[label] == nil ? Self.foreignName(label, kind) : label
        let (family, isNewMisuse) = state.withLock { state -> (MetricFamily<Cell>?, Bool) in
            if let found = state.families[name] as? MetricFamily<Cell> { return (found, false) }
            let isFree = state.families[name] == nil
            guard isFree, let definition = definition(name, dimensions, kind, &state),
                definition.kind.cell == Cell.self
            else { return (nil, state.misused.count < Self.foreignLimit && state.misused.insert(name).inserted) }
            let family = MetricFamily<Cell>(definition, logger: logger)
            state.families[name] = family
            return (family, false)
        }
        if isNewMisuse {
            logger.error("metric \(name) is not counted: it is of another kind, or one name too many")
        }
        guard let family else { return nil }
        return family.cell(
            family.definition.labels.map { label in
                dimensions.first { $0.0 == label || Self.foreignName($0.0, .gauge) == label }?.1 ?? ""
            })
    }

    private func definition(
        _ name: String, _ dimensions: [(String, String)], _ kind: MetricDefinition.Kind, _ state: inout State
    ) -> MetricDefinition? {
        if let known = known[name] { return known }
        guard state.foreign < Self.foreignLimit else { return nil }
        state.foreign += 1
        return MetricDefinition(
            name, kind, labels: dimensions.map { Self.foreignName($0.0, .gauge) }, "By a library.")
    }

    /// A library's name for a metric or a label, in the characters that the format allows.
    private static func foreignName(_ label: String, _ kind: MetricDefinition.Kind) -> String {
        let name = String(
            label.unicodeScalars.map { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                    ? Character(scalar) : "_"
            })
        let prefixed = name.first.map(\.isNumber) == true ? "_" + name : name
        return kind == .counter && !prefixed.hasSuffix("_total") ? prefixed + "_total" : prefixed
    }

    private func remove(_ handler: AnyObject) {
        guard let cell = handler as? any MetricCell else { return }
        state.withLock { $0.families[cell.name] }?.remove(cell.values)
    }
}

extension MetricDefinition.Kind {
    fileprivate var cell: any MetricCell.Type {
        switch self {
        case .counter: CounterCell.self
        case .gauge: GaugeCell.self
        case .histogram: HistogramCell.self
        }
    }
}
