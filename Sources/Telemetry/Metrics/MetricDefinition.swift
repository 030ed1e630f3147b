package import CoreMetrics

/// One row of the table of all metrics (``all``): what it is called, what it says, how it is told apart.
///
/// Names follow Prometheus' conventions: base units (seconds, bytes), `_total` for counters, `qiaomen_` first, save for
/// the process's own, which have the names that every process uses.
package struct MetricDefinition: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Only grows.
        case counter
        /// Goes up and down, and may vanish.
        case gauge
        case histogram(MetricBuckets)
    }

    package let name: String
    package let kind: Kind
    /// One sentence for operators.
    package let help: String
    /// The labels' names. Their values never hold anything personal.
    package let labels: [String]
    /// How many sets of label values there may be; what comes beyond counts as one, with the value `other`.
    package let limit: Int

    init(_ name: String, _ kind: Kind, labels: [String] = [], limit: Int = 50, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
        self.limit = limit
    }

    /// All metrics of the project.
    package static let all = process + kafka + worker + ingest + tracker + web + notifier
}

/// How a module gets hold of a metric: with the labels' values in the definition's order. It asks the factory, so what
/// is used often is to be kept.
extension MetricDefinition {
    package func counter(_ values: String..., in factory: any MetricsFactory) -> Counter {
        Counter(label: name, dimensions: dimensions(values), factory: factory)
    }

    package func gauge(_ values: String..., in factory: any MetricsFactory) -> Meter {
        Meter(label: name, dimensions: dimensions(values), factory: factory)
    }

    /// A histogram of plain numbers.
    package func histogram(_ values: String..., in factory: any MetricsFactory) -> Recorder {
        Recorder(label: name, dimensions: dimensions(values), aggregate: true, factory: factory)
    }

    /// A histogram of times.
    package func timer(_ values: String..., in factory: any MetricsFactory) -> CoreMetrics.Timer {
        CoreMetrics.Timer(label: name, dimensions: dimensions(values), factory: factory)
    }

    private func dimensions(_ values: [String]) -> [(String, String)] {
        Array(zip(labels, values))
    }
}
