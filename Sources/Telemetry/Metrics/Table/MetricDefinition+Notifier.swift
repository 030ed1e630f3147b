/// What a notifier tells.
extension MetricDefinition {
    package static let notices = Self(
        "qiaomen_notices_total", .counter, labels: ["webhook", "outcome"], limit: 300,
        "Notices by webhook: sent, refused, or given up (lost).")

    static let notifier = [notices]
}
