import Logging
import Synchronization

/// A metric with all its sets of label values, as many as its definition allows.
///
/// Past the limit a set is no longer kept apart: its cell is the one whose every label says `other`, and that is said
/// once. So a flood of strange values costs neither memory here nor series in the monitoring.
final class MetricFamily<Cell: MetricCell>: MetricFamilyReading {
    private struct State {
        var cells: [[String]: Cell] = [:]
        var hasToldLimit = false
    }

    let definition: MetricDefinition
    private let logger: Logger
    private let other: [String]
    private let state = Mutex(State())

    init(_ definition: MetricDefinition, logger: Logger) {
        self.definition = definition
        self.logger = logger
        other = definition.labels.map { _ in "other" }
    }

    func cell(_ values: [String]) -> Cell {
        let (cell, isFirstBeyond) = state.withLock { state -> (Cell, Bool) in
            if let known = state.cells[values] { return (known, false) }
            let isBeyond = state.cells.count >= definition.limit && !definition.labels.isEmpty
            let values = isBeyond ? other : values
            let cell = state.cells[values] ?? Cell(definition, values)
            state.cells[values] = cell
            guard isBeyond, !state.hasToldLimit else { return (cell, false) }
            state.hasToldLimit = true
            return (cell, true)
        }
        if isFirstBeyond {
            logger.warning(
                "metric \(definition.name) has \(definition.limit) sets of label values: further ones count as \"other\""
            )
        }
        return cell
    }

    func remove(_ values: [String]) {
        state.withLock { $0.cells[values] = nil }
    }

    func write(to text: inout PrometheusText) {
        let cells = state.withLock { Array($0.cells.values) }
        guard !cells.isEmpty else { return }
        text.begin(definition)
        for cell in cells.sorted(by: { $0.values.lexicographicallyPrecedes($1.values) }) {
            cell.write(to: &text, labels: definition.labels)
        }
    }
}

/// A family whose kind does not matter.
protocol MetricFamilyReading: Sendable {
    var definition: MetricDefinition { get }
    func remove(_ values: [String])
    func write(to text: inout PrometheusText)
}
