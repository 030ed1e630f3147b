import Kafka
package import Pipeline

/// Which guarantee a worker gives on this broker, and why.
package struct DeliveryChoice: Equatable {
    package let guarantee: DeliveryGuarantee
    package let reason: String

    /// - Parameters:
    ///   - wanted: what the settings ask for, if anything.
    ///   - clusterID: the broker's name for its cluster.
    /// - Throws: `CommandFailure` with status 78 if this broker cannot give what is wanted.
    package init(wanted: DeliveryGuarantee?, clusterID: String) throws(CommandFailure) {
        let hasTransactions = !EmbeddedBroker.isEmbedded(clusterID: clusterID)
        switch wanted {
        case .exactlyOnce where !hasTransactions:
            throw CommandFailure(
                "--delivery exactly-once: the embedded broker has no transactions; leave --delivery out, or give "
                    + "at-least-once", status: .configuration)
        case let wanted?:
            (guarantee, reason) = (wanted, "as the settings say")
        case nil:
            guarantee = hasTransactions ? .exactlyOnce : .atLeastOnce
            reason =
                hasTransactions
                ? "tasks, dead letters and offsets in one transaction; readers have to read committed"
                : "the embedded broker has no transactions"
        }
    }
}
