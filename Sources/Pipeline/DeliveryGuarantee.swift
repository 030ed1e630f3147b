/// What a worker promises of each message it takes in.
package enum DeliveryGuarantee: String, Sendable, CaseIterable {
    /// Outputs and offsets in one Kafka transaction: readers that read committed see each effect once.
    case exactlyOnce = "exactly-once"
    /// Offsets after every acknowledgement: after a crash or a rebalance a message may be worked on again.
    case atLeastOnce = "at-least-once"
}
