package import Kafka
package import WorkTime

/// What a tracker reads, where it writes, and how much it takes on at once.
package struct TrackerConfiguration: Sendable {
    /// The cluster.
    package var client: ClientConfiguration
    /// The store's file.
    package var path: String
    /// Lanes that decode and write cases at the same time; more than cores gains nothing.
    package var lanes: Int
    /// Ends once everything that is there has been applied, settled, told and sent.
    package var drains = false
    /// Only recovers what an earlier store has lost: applies all that is there, settles nothing, tells nobody and sends
    /// nothing; what is to be sent is left in the outbox. What died of the records before these offsets lies among the
    /// dead letters already.
    package var recovers: [TopicPartition: Int64]?
    /// The present time: it only decides when timers fire.
    package var now: @Sendable () -> Instant
    /// What one drain of the consumer takes.
    package var intake = BatchLimits(messages: 8_000, bytes: 4 << 20)
    /// Bytes that wait for others in the merge before the fullest partitions are stopped.
    package var mergeBytes = 64 << 20
    /// Records that are applied and committed at once.
    package var stepRecords = 5_000
    /// Cases that are settled at once.
    package var settledCases = 2_000
    /// What cases take in memory.
    package var cacheBytes = 128 << 20
    /// Reports among which similar ones are looked for.
    package var similarReports = 50_000
    /// Records of the outbox that are on their way at once.
    package var relayRecords = 5_000
    /// Seconds after which the topics are listed again, for new ones.
    package var topicInterval = 3.0
    /// Seconds that a stop waits for the outbox to be sent; what is left is sent after the next start.
    package var relayPatience = 10.0
    /// Seconds that a stop may take.
    package var shutdownPatience = 25.0

    package init(client: ClientConfiguration, path: String, lanes: Int, now: @escaping @Sendable () -> Instant) {
        self.client = client
        self.path = path
        self.lanes = lanes
        self.now = now
    }

    /// What a consumer of a tracker needs to be told: an offset that is gone is an error, never a reason to begin
    /// elsewhere. What librdkafka fetches ahead is a second's work for a tracker, a tenth of a worker's; short records
    /// take three times their bytes there.
    var consuming: ClientConfiguration {
        var properties = client.properties
        properties["auto.offset.reset"] = "error"
        properties["queued.max.messages.kbytes"] = properties["queued.max.messages.kbytes"] ?? "16384"
        return ClientConfiguration(brokers: client.brokers, properties: properties)
    }
}
