package import Telemetry

extension MetricRegistry {
    /// A metric's value: of one set of labels, as they are written, or of the only one.
    package func value(_ name: String, _ labels: String = "") -> Double? {
        let start = labels.isEmpty ? "\(name) " : "\(name){\(labels)} "
        return text().split(separator: "\n").first { $0.hasPrefix(start) }
            .flatMap { Double($0.dropFirst(start.count)) }
    }
}
