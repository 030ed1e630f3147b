package import Kafka

/// What a worker reads, where its dead letters go, and how much it takes on at once.
package struct WorkerConfiguration: Sendable {
    package var client: ClientConfiguration
    /// Topics to read; `^` begins a regular expression, and topics that match it later are read too.
    package var topics: [String]
    package var group: String
    /// Names this worker among its group's; stable across restarts, it fences a predecessor that still runs.
    package var instance: String
    package var guarantee: DeliveryGuarantee
    /// With exactly-once: the producer's identity, stable across restarts, of which the newest bearer fences the others.
    package var transactionalID: String
    package var deadTopic: String
    /// Lanes that work on a batch at the same time; more than cores gains nothing, for lanes never wait.
    package var lanes: Int
    package var limits = BatchLimits()
    /// Ends once everything that is there has been committed.
    package var drains = false
    /// Seconds for which a record that the broker refuses (its topic is not there, say) is tried again before its
    /// message goes to the dead letters: the longest that one message holds up its partition.
    package var rejectionPatience: Double = 60
    /// Seconds after which work in the lanes counts as stuck: lanes never wait, so a batch takes well under one.
    package var workPatience: Double = 60
    /// Seconds that a revoked partition waits for the commit that is under way.
    package var revocationPatience: Double = 5
    /// Seconds that a stop waits for what is open to be committed.
    package var shutdownPatience: Double = 25
    /// With `drains`: seconds to wait for the group to share out its partitions.
    package var assignmentPatience: Double = 90

    package init(
        client: ClientConfiguration, topics: [String], group: String, instance: String, guarantee: DeliveryGuarantee,
        deadTopic: String, lanes: Int
    ) {
        self.client = client
        self.topics = topics
        self.group = group
        self.instance = instance
        self.guarantee = guarantee
        transactionalID = "\(group)-\(instance)"
        self.deadTopic = deadTopic
        self.lanes = lanes
    }
}
