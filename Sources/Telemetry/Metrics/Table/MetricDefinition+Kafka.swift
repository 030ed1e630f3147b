/// What every reader of Kafka has.
extension MetricDefinition {
    package static let lag = Self(
        "qiaomen_consumer_lag_records", .gauge, labels: ["group", "topic", "partition"], limit: 1_000,
        "Offsets between what was read of an assigned partition and its end, as last seen.")
    package static let assignedPartitions = Self(
        "qiaomen_consumer_assigned_partitions", .gauge, labels: ["group"], limit: 8,
        "Partitions that the process reads.")
    package static let rebalances = Self(
        "qiaomen_consumer_rebalances_total", .counter, labels: ["group", "kind"], limit: 16,
        "Times that the group gave partitions (assigned), wanted them back (revoked), or took them (lost).")
    package static let outages = Self(
        "qiaomen_kafka_outages_total", .counter, labels: ["group"], limit: 8,
        "Times that the cluster could not be reached.")
    package static let reachable = Self(
        "qiaomen_kafka_reachable", .gauge, labels: ["group"], limit: 8,
        "1 while the cluster can be reached, 0 during an outage.")

    static let kafka = [lag, assignedPartitions, rebalances, outages, reachable]
}
