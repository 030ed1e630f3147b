/// The record that a report came in.
package struct Source: Sendable, Hashable, Decodable {
    /// `reports.` and the channel.
    package var topic: String
    /// The topic's partition.
    package var partition: Int32
    /// The record's place in the partition.
    package var offset: Int64

    /// The record at `offset` of a partition of `topic`.
    package init(topic: String, partition: Int32, offset: Int64) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
    }
}
