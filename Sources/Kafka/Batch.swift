import CRdKafka

/// How much one drain takes at most.
package struct BatchLimits: Sendable {
    package var messages: Int
    /// Keys and values; the last message may exceed it.
    package var bytes: Int

    package init(messages: Int = 10_000, bytes: Int = 4 << 20) {
        self.messages = messages
        self.bytes = bytes
    }
}

/// One partition's share of a batch.
package struct BatchSource: Sendable, Hashable {
    package let partition: TopicPartition
    /// Which assignment of the partition the messages came under: they may be committed under no other.
    package let epoch: UInt64
    /// The offset to commit once all of the batch is safe: that of the last message, plus one.
    package internal(set) var nextOffset: Int64

    package init(partition: TopicPartition, epoch: UInt64, nextOffset: Int64) {
        self.partition = partition
        self.epoch = epoch
        self.nextOffset = nextOffset
    }
}

/// What one drain took. It owns librdkafka's messages and frees them when it goes.
///
/// `@unchecked Sendable` because nothing in it changes once the drain has ended; see `MessageView` for the one limit.
package final class Batch: @unchecked Sendable {
    private let messages: [UnsafeMutablePointer<rd_kafka_message_t>]
    private let sourceIndices: [Int32]
    /// librdkafka cannot be destroyed before its messages are.
    private let client: Client
    /// Keys and values.
    package let byteCount: Int
    /// One entry for each partition present.
    package let sources: [BatchSource]

    init(_ messages: consuming BatchBuilder, client: Client) {
        self.messages = messages.messages
        sourceIndices = messages.sourceIndices
        byteCount = messages.byteCount
        sources = messages.sources
        self.client = client
    }

    deinit {
        for message in messages { rd_kafka_message_destroy(message) }
    }

    package var count: Int { messages.count }

    /// The message at `index`, from 0 to `count` - 1, in the order of arrival.
    @_lifetime(borrow self)
    package func message(at index: Int) -> MessageView {
        MessageView(messages[index], source: Int(sourceIndices[index]), of: self)
    }
}

/// A batch while it is being filled.
struct BatchBuilder {
    private struct Origin: Hashable {
        let topic: OpaquePointer?
        let partition: Int32
    }

    private(set) var messages: [UnsafeMutablePointer<rd_kafka_message_t>] = []
    private(set) var sourceIndices: [Int32] = []
    private(set) var byteCount = 0
    private(set) var sources: [BatchSource] = []
    private var indices: [Origin: Int] = [:]
    private var lastOrigin: Origin?
    private var lastIndex = 0

    /// `expected` messages are made room for.
    init(expected: Int) {
        messages.reserveCapacity(expected)
        sourceIndices.reserveCapacity(expected)
    }

    /// Takes over a message. `epoch` is asked once for each partition in the batch.
    mutating func add(
        _ message: UnsafeMutablePointer<rd_kafka_message_t>, epoch: (TopicPartition) -> UInt64
    ) {
        let origin = Origin(topic: message.pointee.rkt, partition: message.pointee.partition)
        if origin != lastOrigin {
            lastIndex = index(of: origin, epoch)
            lastOrigin = origin
        }
        sources[lastIndex].nextOffset = message.pointee.offset + 1
        messages.append(message)
        sourceIndices.append(Int32(truncatingIfNeeded: lastIndex))
        byteCount += message.pointee.len + message.pointee.key_len
    }

    private mutating func index(of origin: Origin, _ epoch: (TopicPartition) -> UInt64) -> Int {
        if let known = indices[origin] { return known }
        let topic = rd_kafka_topic_name(origin.topic).map { String(cString: $0) } ?? ""
        let partition = TopicPartition(topic: topic, partition: origin.partition)
        indices[origin] = sources.count
        sources.append(BatchSource(partition: partition, epoch: epoch(partition), nextOffset: 0))
        return sources.count - 1
    }
}
