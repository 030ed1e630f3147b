import Telemetry
import Testing

/// Prometheus' conventions, for every row of the table.
@Suite(.timeLimit(.minutes(1)))
struct MetricTableTests {
    @Test func everyNameIsThereOnce() {
        #expect(Set(MetricDefinition.all.map(\.name)).count == MetricDefinition.all.count)
    }

    @Test(arguments: MetricDefinition.all)
    func namesFollowTheConventions(definition: MetricDefinition) {
        let name = definition.name
        #expect(name.hasPrefix("qiaomen_") || name.hasPrefix("process_"))
        #expect(name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "_") })
        #expect((definition.kind == .counter) == name.hasSuffix("_total"))
        for unit in ["_ms", "_millis", "_minutes", "_kb", "_count", "_sum", "_bucket"] {
            #expect(!name.hasSuffix(unit))
        }
        if case .histogram(let buckets) = definition.kind {
            #expect(name.hasSuffix("_seconds") || name.hasSuffix("_records"))
            #expect(buckets.bounds == buckets.bounds.sorted() && Set(buckets.bounds).count == buckets.bounds.count)
        }
    }

    @Test(arguments: MetricDefinition.all)
    func helpIsOneSentence(definition: MetricDefinition) {
        #expect(definition.help.hasSuffix(".") && definition.help.count > 10)
        #expect(!definition.help.contains("\n"))
    }

    @Test(arguments: MetricDefinition.all)
    func labelsAreFewAndBounded(definition: MetricDefinition) {
        #expect(definition.labels.count <= 3 && Set(definition.labels).count == definition.labels.count)
        #expect(definition.labels.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0 == "_") } })
        // Reserved by the format.
        #expect(!definition.labels.contains("le") && !definition.labels.contains("quantile"))
        // A series of a histogram is a line a bucket.
        if case .histogram = definition.kind {
            #expect(definition.limit <= 50)
        } else {
            #expect(definition.limit <= 1_000)
        }
    }
}
