/// A partition of a topic.
package struct TopicPartitionKey: Sendable, Hashable {
    /// The topic.
    package let topic: String
    /// The partition's number.
    package let partition: Int32

    package init(_ topic: String, _ partition: Int32) {
        self.topic = topic
        self.partition = partition
    }
}

/// How far a partition was read: from where the store stands to the next record to read. A step whose `from` is not
/// where the store stands is refused whole.
package struct OffsetMove: Sendable, Hashable {
    /// The topic.
    package let topic: String
    /// The partition's number.
    package let partition: Int32
    /// Where the store stands; 0 for a partition that it does not know.
    package let from: Int64
    /// The next record to read.
    package let to: Int64

    package init(_ topic: String, _ partition: Int32, from: Int64, to: Int64) {
        self.topic = topic
        self.partition = partition
        self.from = from
        self.to = to
    }
}
