import Foundation
import Telemetry
import Testing

/// What is shipped for Prometheus and Grafana asks only for what is there.
@Suite(.timeLimit(.minutes(1)))
struct ObservabilityFilesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../deploy/observability")

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// Every series of ours, with the labels it has.
    private static let series = MetricDefinition.all.reduce(into: [String: Set<String>]()) { series, definition in
        guard case .histogram = definition.kind else {
            series[definition.name] = Set(definition.labels)
            return
        }
        series[definition.name + "_bucket"] = Set(definition.labels + ["le"])
        for suffix in ["_sum", "_count"] { series[definition.name + suffix] = Set(definition.labels) }
    }

    /// What Prometheus itself puts on each series.
    private static let given: Set = ["job", "instance"]

    /// The queries of a dashboard: every `expr`.
    private static func queries(in json: Any) -> [String] {
        switch json {
        case let object as [String: Any]:
            object.flatMap { key, value in key == "expr" ? [value as? String ?? ""] : queries(in: value) }
        case let array as [Any]: array.flatMap { queries(in: $0) }
        default: []
        }
    }

    private func check(_ query: String) {
        let names = query.matches(of: /\b(?:qiaomen|process)_[a-z0-9_]+/).map { String($0.output) }
        #expect(names.isEmpty == (query.firstMatch(of: /\bup\b/) != nil), "no metric in: \(query)")
        for name in names { #expect(Self.series[name] != nil, "\(name) is not in the table") }
        var labels = Set(names.flatMap { Self.series[$0] ?? [] }).union(Self.given)
        for selector in query.matches(of: /([a-z_]+)\{([^}]*)\}/) {
            for label in selector.output.2.matches(of: /([a-z_]+)\s*[!=]/) {
                let known = Self.series[String(selector.output.1)] ?? []
                #expect(known.union(Self.given).contains(String(label.output.1)), "no such label: \(query)")
            }
        }
        labels.insert("")
        for grouping in query.matches(of: /\b(?:by|on) \(([^)]*)\)/) {
            for label in grouping.output.1.split(separator: ",") {
                #expect(labels.contains(label.trimmingCharacters(in: .whitespaces)), "no such label: \(query)")
            }
        }
    }

    @Test func eachQueryOfTheDashboardIsOfTheTable() throws {
        let json = try JSONSerialization.jsonObject(with: Data(Self.text("dashboard.json").utf8))
        let queries = Self.queries(in: json)
        #expect(queries.count > 20)
        for query in queries { check(query) }
    }

    @Test func eachAlertIsOfTheTableAndSaysWhatToDo() throws {
        let rules = try Self.text("alerts.yaml").components(separatedBy: "- alert: ").dropFirst()
        #expect(rules.count >= 5 && rules.count <= 15)
        for rule in rules {
            let lines = rule.components(separatedBy: "\n")
            let name = lines[0]
            let start = try #require(lines.firstIndex { $0.contains(" expr: ") })
            let end = try #require(lines[(start + 1)...].firstIndex { $0.contains(/^ {8}[a-z]+:/) })
            check(lines[start..<end].joined(separator: " ").replacing(/^ *expr: (>-)?/, with: ""))
            for part in ["severity:", "summary:", "action:"] { #expect(rule.contains(part), "\(name): \(part)") }
        }
    }

    @Test func everyMetricOfTheTableThatNeedsEyesIsSeen() throws {
        let shown = try Self.text("dashboard.json") + Self.text("alerts.yaml")
        // Seen where they are asked for, or the parts of something that is shown.
        let unseen: Set = [
            "process_start_time_seconds", "process_max_fds", "qiaomen_build_info",
            "qiaomen_consumer_assigned_partitions",
            "qiaomen_kafka_outages_total", "qiaomen_worker_consumed_records_total",
            "qiaomen_worker_produced_records_total", "qiaomen_worker_batch_records",
            "qiaomen_worker_producer_queue_records", "qiaomen_ingest_supporting_tasks_total",
            "qiaomen_ingest_unreadable_reports_total", "qiaomen_tracker_records_total",
            "qiaomen_tracker_relayed_records_total", "qiaomen_tracker_step_records",
            "qiaomen_tracker_step_duration_seconds",
        ]
        for definition in MetricDefinition.all {
            #expect(shown.contains(definition.name) != unseen.contains(definition.name), "\(definition.name)")
        }
    }
}
