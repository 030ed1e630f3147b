import CoreMetrics
import Telemetry

/// How many notices each webhook was sent, and what became of them.
struct NotifierMetrics: Sendable {
    private let counters: [String: [WebhookSender.Outcome: Counter]]

    init(_ factory: any MetricsFactory, webhooks: [String]) {
        counters = webhooks.reduce(into: [:]) { counters, id in
            for outcome in WebhookSender.Outcome.allCases {
                counters[id, default: [:]][outcome] = MetricDefinition.notices.counter(
                    id, outcome.rawValue, in: factory)
            }
        }
    }

    func count(_ outcome: WebhookSender.Outcome, of webhook: String) { counters[webhook]?[outcome]?.increment() }
}
