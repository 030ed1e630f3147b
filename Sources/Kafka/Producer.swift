import CRdKafka
import Dispatch
package import Logging

/// Sends records. Without a transactional id it is idempotent and waits out any outage; with one, its records belong
/// to transactions.
///
/// Threading: its methods may be called from any thread. A serial queue of its own hands records to librdkafka and
/// serves the delivery reports, always (unserved reports wedge librdkafka); completions come there. Calls that block
/// have another queue. It has to be closed.
///
/// `@unchecked Sendable` because all mutable state is confined to its queue.
package final class Producer: @unchecked Sendable {
    enum Phase {
        case open
        /// The client failed for good; a new one follows once its last report is served.
        case renewing
        case closing(Closure)
        case closed
    }

    struct Closure {
        var undelivered = 0
        var isExpired = false
        let completion: @Sendable (Int) -> Void
    }

    let queue = DispatchQueue(label: "kafka.producer")
    let blocking = DispatchQueue(label: "kafka.producer.blocking")
    let logger: Logger
    private let configuration: ClientConfiguration
    private let transactionalID: String?

    var isTransactional: Bool { transactionalID != nil }

    var phase = Phase.open
    var connection: ProducerConnection?
    /// Not wholly handed to librdkafka yet, in order.
    var waiting: [Submission] = []
    /// All that have not been completed. librdkafka's messages point to them.
    var incomplete: [ObjectIdentifier: Submission] = [:]

    /// - Parameter transactionalID: the identity by which the broker fences an earlier instance; nil for a producer
    /// without transactions.
    package init(
        _ configuration: ClientConfiguration, transactionalID: String? = nil, logger: Logger
    ) throws(KafkaError) {
        self.configuration = configuration
        self.transactionalID = transactionalID
        self.logger = logger
        connection = try connect()
    }

    deinit {
        // Messages that librdkafka still holds point into the buffers.
        let buffers = incomplete.values.map(\.buffer)
        connection?.client.destroyed.notify(queue: .global()) { withExtendedLifetime(buffers) {} }
    }

    func connect() throws(KafkaError) -> ProducerConnection {
        let role = transactionalID.map { ClientRole.transactionalProducer(id: $0) } ?? .producer
        let client = try Client(configuration, role: role, logger: logger) { native in
            rd_kafka_conf_set_events(native, RD_KAFKA_EVENT_DR | RD_KAFKA_EVENT_ERROR)
        }
        client.context.onFatalError { [weak self] _ in self?.queue.async { [weak self] in self?.renew() } }
        return try ProducerConnection(client, on: queue) { [weak self] in self?.wake() }
    }

    /// Produces, in order, all records for whose source `isIncluded` holds. A full queue is waited for. `completion`
    /// comes on the producer's queue after the last delivery report, with what was not delivered. Until then the
    /// buffer must not be touched.
    package func produce(
        _ buffer: RecordBuffer, isIncluded: (@Sendable (Int) -> Bool)? = nil,
        completion: @escaping @Sendable ([DeliveryFailure]) -> Void
    ) {
        queue.async { [self] in submit(buffer, isIncluded) { completion($0.failures) } }
    }

    /// Sends one record, and returns when the broker has acknowledged it.
    package func send(_ record: Record) async throws(KafkaError) -> RecordPosition {
        let result: Result<RecordPosition, KafkaError> = await withCheckedContinuation { continuation in
            queue.async { [self] in
                submit(RecordBuffer(record), nil) { submission in
                    if let failure = submission.failures.first {
                        continuation.resume(returning: .failure(failure.error))
                    } else {
                        let (partition, offset) = submission.position ?? (RD_KAFKA_PARTITION_UA, -1001)
                        continuation.resume(
                            returning: .success(
                                RecordPosition(topic: record.topic, partition: partition, offset: offset)))
                    }
                }
            }
        }
        return try result.get()
    }

    /// Takes back what has not been sent yet: its records fail as purged. For an abort.
    package func purge() {
        queue.async { [self] in
            let error = KafkaError(.purgedFromQueue, while: "deliver a record")
            for submission in waiting { submission.abandon(error) }
            waiting = []
            guard let connection else { return }
            rd_kafka_purge(connection.client.pointer, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_NON_BLOCKING)
        }
    }

    /// How many records have been given to it and not been answered yet; on the producer's queue.
    package func outstanding(_ answer: @escaping @Sendable (Int) -> Void) {
        queue.async { [self] in
            answer(waiting.reduce(connection?.outstanding ?? 0) { $0 + $1.buffer.count - $1.next })
        }
    }

    // MARK: On the queue

    private func submit(
        _ buffer: RecordBuffer, _ isIncluded: (@Sendable (Int) -> Bool)?, completion: @escaping (Submission) -> Void
    ) {
        let submission = Submission(buffer, isIncluded: isIncluded) { [weak self] submission in
            self?.incomplete[ObjectIdentifier(submission)] = nil
            completion(submission)
        }
        incomplete[ObjectIdentifier(submission)] = submission
        switch phase {
        case .open, .renewing:
            waiting.append(submission)
            pump()
        case .closing, .closed:
            submission.abandon(
                KafkaError(.destroyed, while: "deliver a record", detail: "the producer is closed", isRetriable: false))
        }
    }

    func wake() {
        serve()
        pump()
        advance()
    }

    /// Hands records over until there are none left or librdkafka's queue is full; the next report then goes on.
    private func pump() {
        guard let connection else { return }
        var handed = 0
        while let submission = waiting.first {
            while let entries = submission.buffer.entries, !submission.isQueued {
                if case .renewing = phase { return }
                let entry = entries + submission.next
                guard submission.isIncluded?(entry.pointee.source) ?? true else {
                    submission.next += 1
                    continue
                }
                entry.pointee.submission = Unmanaged.passUnretained(submission).toOpaque()
                switch connection.hand(over: entry, of: submission.buffer) {
                case nil: submission.handedOver()
                case let error? where error.code == .queueFull: return
                case .some where !isTransactional && connection.hasFailed:
                    renew()
                    return
                case let error?: submission.failed(entry.pointee, error)
                }
                submission.next += 1
                handed += 1
                if handed.isMultiple(of: 1000) { serve() }
            }
            waiting.removeFirst()
            submission.completeIfDone()
        }
    }

    /// Serves all delivery reports and errors that are there.
    func serve() {
        guard let connection else { return }
        while let event = rd_kafka_queue_poll(connection.events, 0) {
            defer { rd_kafka_event_destroy(event) }
            switch rd_kafka_event_type(event) {
            case RD_KAFKA_EVENT_DR:
                while let message = rd_kafka_event_message_next(event) {
                    guard let entry = message.pointee._private?.assumingMemoryBound(to: RecordBuffer.Entry.self),
                        let opaque = entry.pointee.submission
                    else { continue }
                    let submission = Unmanaged<Submission>.fromOpaque(opaque).takeUnretainedValue()
                    submission.reported(message, entry.pointee, renewing: !isTransactional && connection.hasFailed)
                }
            case RD_KAFKA_EVENT_ERROR:
                connection.client.context.failed(
                    KafkaErrorCode(rd_kafka_event_error(event)),
                    reason: rd_kafka_event_error_string(event).map { String(cString: $0) } ?? "")
            default: break
            }
        }
    }
}

extension RecordBuffer {
    /// One record alone.
    convenience init(_ record: Record) {
        self.init()
        begin(
            topic: topicIndex(record.topic), source: 0, timestamp: record.timestamp,
            partition: record.partition ?? RD_KAFKA_PARTITION_UA)
        for header in record.headers {
            let name = Array(header.name.utf8)
            self.header(name.span.bytes, header.value?.span.bytes)
        }
        end(key: record.key?.span.bytes, value: record.value?.span.bytes)
    }
}
