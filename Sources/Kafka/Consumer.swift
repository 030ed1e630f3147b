import CRdKafka
package import Dispatch
package import Logging
import Synchronization

/// The Swift face of librdkafka: consumers, producers, administration, and a broker inside the process for tests and
/// demonstrations. It knows nothing of what the records mean.
///
/// A consumer of Kafka topics, alone (`assign`) or as a member of a group (`subscribe`).
///
/// Threading: one serial queue, the owner's, owns the consumer. Every method is called on it, every event comes on it;
/// only the commit, which blocks, has a queue of its own. librdkafka's event descriptor wakes the queue, `drain` takes
/// what is there without waiting.
///
/// `@unchecked Sendable` because all mutable state is confined to that queue (checked at each entry), save
/// `consumption`, which has a lock.
package final class Consumer: @unchecked Sendable {
    enum Phase { case open, leaving, closed }

    let queue: DispatchQueue
    let logger: Logger
    private let partitionEnds: Bool
    private let onEvent: @Sendable (ConsumerEvent) -> Void
    let commits = DispatchQueue(label: "kafka.consumer.commit")
    let consumption = Mutex(Consumption())

    var client: Client?
    var wakeup: Wakeup?
    var phase = Phase.open
    /// Events on their way to the owner. Until they have arrived nothing is drained, so that messages and events keep
    /// their order.
    private var undelivered = 0
    private var isReadableSignalled = false
    /// How many messages the last drain took, which is a fair guess for the next.
    private var lastCount = 0
    private var toldTopics: Set<String> = []

    /// Whether a group assigns the partitions.
    private(set) var isSubscribed = false
    /// Subscribed, and nothing was ever assigned: see `Client.abandon`.
    var awaitsFirstAssignment = false
    var revocation: Revocation?
    /// The group's generation in which partitions were given up: until the next one has assigned, a commit could cost
    /// the whole assignment.
    var revokedGeneration: [UInt8]?
    var heldCommits: [PendingCommit] = []
    var commitsInFlight = 0
    var closure: Closure?

    /// - Parameters:
    ///   - queue: serial; it owns the consumer.
    ///   - partitionEnds: whether `endReached` events are wanted.
    ///   - onEvent: called on `queue`, and never from inside a method of the consumer.
    package init(
        _ configuration: ClientConfiguration, group: String, queue: DispatchQueue, logger: Logger,
        partitionEnds: Bool = false, onEvent: @escaping @Sendable (ConsumerEvent) -> Void
    ) throws(KafkaError) {
        self.queue = queue
        self.logger = logger
        self.partitionEnds = partitionEnds
        self.onEvent = onEvent
        let client = try Client(configuration, role: .consumer(group: group), logger: logger) { native in
            rd_kafka_conf_set_rebalance_cb(native, rebalanceCallback)
            rd_kafka_conf_set_error_cb(native, errorCallback)
        }
        self.client = client
        rd_kafka_poll_set_consumer(client.pointer)
        client.context.onRebalance { [weak self] code, list in self?.rebalance(code, list) }
        client.context.onFatalError { [weak self] error in self?.emit(.failed(error)) }
        guard let events = rd_kafka_queue_get_consumer(client.pointer) else {
            throw KafkaError(.fatal, while: "open the consumer's queue", isFatal: true)
        }
        wakeup = try Wakeup(events, on: queue) { [weak self] in self?.wake() }
    }

    deinit { abandonIfUnassigned() }

    /// Joins the group for these topics; one that begins with `^` is a regular expression, whose new topics are
    /// noticed as they appear.
    package func subscribe(to topics: [String]) throws(KafkaError) {
        let client = try openClient(to: "subscribe to \(topics)")
        let list = PartitionList(topics.map { TopicPartition(topic: $0, partition: RD_KAFKA_PARTITION_UA) })
        isSubscribed = true
        awaitsFirstAssignment = true
        try check(rd_kafka_subscribe(client.pointer, list.pointer), "subscribe to \(topics)")
    }

    /// Reads exactly these partitions from these offsets, for a reader that keeps its own offsets. Replaces what was
    /// assigned before.
    package func assign(_ positions: [TopicPartition: Int64]) throws(KafkaError) {
        let client = try openClient(to: "assign partitions")
        let list = PartitionList(positions)
        unpause(assignment, client)
        try check(rd_kafka_assign(client.pointer, list.pointer), "assign \(positions.keys.sorted())")
        consumption.withLock {
            $0.remove($0.assignment)
            $0.assign(positions.keys)
        }
    }

    /// Takes what is there, up to the limits, without waiting; nil when nothing is. Rebalances and errors are served
    /// by the way. If a limit ended it, `readable` comes again by itself.
    package func drain(_ limits: BatchLimits = BatchLimits()) -> Batch? {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let client, phase == .open, undelivered == 0 else { return nil }
        var builder = BatchBuilder(expected: min(limits.messages, lastCount))
        var isEmpty = false
        while builder.messages.count < limits.messages, builder.byteCount < limits.bytes, undelivered == 0 {
            guard let message = rd_kafka_consumer_poll(client.pointer, 0) else {
                isEmpty = true
                break
            }
            if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
                builder.add(message) { partition in consumption.withLock { $0.epoch(of: partition) } }
            } else {
                note(message)
                rd_kafka_message_destroy(message)
            }
        }
        if !isEmpty, undelivered == 0 { signalReadable() }
        lastCount = builder.messages.count
        guard lastCount > 0 else { return nil }
        consumption.withLock { consumption in
            for source in builder.sources { consumption.moved(source.partition, to: source.nextOffset) }
        }
        return Batch(builder, client: client)
    }

    /// Whether the partition is still ours under the assignment that the messages came under.
    package func isCurrent(_ source: BatchSource) -> Bool {
        consumption.withLock { $0.isCurrent(source) }
    }

    /// What is assigned now, in order.
    package var assignment: [TopicPartition] { consumption.withLock { $0.assignment } }

    /// Who this consumer is in its group, for a transaction's offsets; nil outside a group.
    package func groupMetadata() -> ConsumerGroupMetadata? {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let client else { return nil }
        return rd_kafka_consumer_group_metadata(client.pointer).map { ConsumerGroupMetadata($0) }
    }

    func openClient(to operation: String) throws(KafkaError) -> Client {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let client, phase == .open else {
            throw KafkaError(.destroyed, while: operation, detail: "the consumer is closed")
        }
        return client
    }

    // MARK: Events

    private func wake() {
        switch phase {
        case .open: signalReadable()
        case .leaving: leave()
        case .closed: break
        }
    }

    private func signalReadable() {
        guard !isReadableSignalled else { return }
        isReadableSignalled = true
        queue.async { [self] in
            isReadableSignalled = false
            if phase == .open { onEvent(.readable) }
        }
    }

    /// Sends an event on its way: it arrives after the messages that were read before it.
    func emit(_ event: ConsumerEvent) {
        guard phase == .open else { return }
        undelivered += 1
        queue.async { [self] in
            undelivered -= 1
            guard phase == .open else { return }
            onEvent(event)
            if undelivered == 0 { signalReadable() }
        }
    }

    /// A message that is none: the end of a partition, or an error.
    private func note(_ message: UnsafeMutablePointer<rd_kafka_message_t>) {
        // An error of the whole group names no topic.
        let topic = message.pointee.rkt.flatMap { rd_kafka_topic_name($0) }.map { String(cString: $0) }
        let partition = TopicPartition(topic: topic ?? "", partition: message.pointee.partition)
        if message.pointee.err == RD_KAFKA_RESP_ERR__PARTITION_EOF {
            consumption.withLock { $0.moved(partition, to: message.pointee.offset) }
            if partitionEnds { emit(.endReached(partition)) }
            return
        }
        let error = KafkaError(
            KafkaErrorCode(message.pointee.err), while: topic == nil ? "consume" : "read from \(partition)",
            detail: rd_kafka_message_errstr(message).map { String(cString: $0) })
        if error.isFatal || error.isAuthorization || error.code == .autoOffsetReset || error.code == .offsetOutOfRange {
            emit(.failed(error))
        } else if error.isUnknownTopic, !toldTopics.insert(partition.topic).inserted {
            logger.debug("\(error)")
        } else {
            logger.log(level: error.isRetriable ? .debug : .warning, "\(error)")
            recover(partition)
        }
    }
}

private func rebalanceCallback(
    client: OpaquePointer?, code: rd_kafka_resp_err_t,
    partitions: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?, opaque: UnsafeMutableRawPointer?
) {
    guard let opaque, let partitions else { return }
    Unmanaged<ClientContext>.fromOpaque(opaque).takeUnretainedValue().rebalance(code, partitions)
}

private func errorCallback(
    client: OpaquePointer?, code: Int32, reason: UnsafePointer<CChar>?, opaque: UnsafeMutableRawPointer?
) {
    guard let opaque, let reason else { return }
    let context = Unmanaged<ClientContext>.fromOpaque(opaque).takeUnretainedValue()
    context.failed(KafkaErrorCode(rawValue: code), reason: String(cString: reason))
}
