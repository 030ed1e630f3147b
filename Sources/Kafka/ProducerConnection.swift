import CRdKafka
import Dispatch

/// One librdkafka producer with its events and topic handles: confined to the producer's queue.
final class ProducerConnection {
    let client: Client
    let events: OpaquePointer
    private let wakeup: Wakeup
    private var topics: [String: OpaquePointer] = [:]
    /// The arguments of one `rd_kafka_produceva`, used again for each record.
    private let arguments: UnsafeMutablePointer<rd_kafka_vu_t>
    private static let argumentCount = 8

    init(_ client: Client, on queue: DispatchQueue, wake: @escaping @Sendable () -> Void) throws(KafkaError) {
        guard let own = rd_kafka_queue_get_main(client.pointer), let lent = rd_kafka_queue_get_main(client.pointer)
        else {
            throw KafkaError(.fatal, while: "open the producer's queue", isFatal: true)
        }
        do {
            wakeup = try Wakeup(lent, on: queue, handler: wake)
        } catch {
            rd_kafka_queue_destroy(own)
            throw error
        }
        self.client = client
        events = own
        arguments = .allocate(capacity: Self.argumentCount)
        arguments.initialize(repeating: rd_kafka_vu_t(), count: Self.argumentCount)
        let types = [
            RD_KAFKA_VTYPE_RKT, RD_KAFKA_VTYPE_PARTITION, RD_KAFKA_VTYPE_MSGFLAGS, RD_KAFKA_VTYPE_KEY,
            RD_KAFKA_VTYPE_VALUE, RD_KAFKA_VTYPE_TIMESTAMP, RD_KAFKA_VTYPE_OPAQUE, RD_KAFKA_VTYPE_HEADERS,
        ]
        for (index, type) in types.enumerated() { arguments[index].vtype = type }
        // Neither copied nor freed by librdkafka: the buffer is lent.
        arguments[2].u.i = 0
    }

    deinit {
        wakeup.cancel()
        for topic in topics.values { rd_kafka_topic_destroy(topic) }
        rd_kafka_queue_destroy(events)
        arguments.deallocate()
    }

    /// Messages that librdkafka has and events not served yet.
    var outstanding: Int { Int(rd_kafka_outq_len(client.pointer)) }

    /// Whether a fatal error has made it useless.
    var hasFailed: Bool { rd_kafka_fatal_error(client.pointer, nil, 0) != RD_KAFKA_RESP_ERR_NO_ERROR }

    /// Nil when librdkafka has taken the record.
    func hand(over entry: UnsafeMutablePointer<RecordBuffer.Entry>, of buffer: RecordBuffer) -> KafkaError? {
        let name = buffer.topics[Int(entry.pointee.topic)]
        guard let topic = topic(name) else {
            return KafkaError(KafkaErrorCode(rd_kafka_last_error()), while: "deliver a record to \(name)")
        }
        let (key, value) = (entry.pointee.key, entry.pointee.value)
        arguments[0].u.rkt = topic
        arguments[1].u.i32 = entry.pointee.partition
        arguments[3].u.mem.ptr = buffer.address(of: key)
        arguments[3].u.mem.size = max(0, key.count)
        arguments[4].u.mem.ptr = buffer.address(of: value)
        arguments[4].u.mem.size = max(0, value.count)
        arguments[5].u.i64 = entry.pointee.timestamp
        arguments[6].u.ptr = UnsafeMutableRawPointer(entry)
        let headers = headers(of: entry.pointee, in: buffer)
        arguments[7].u.headers = headers
        let count = headers == nil ? Self.argumentCount - 1 : Self.argumentCount
        guard let failure = rd_kafka_produceva(client.pointer, arguments, count) else { return nil }
        // On failure the headers stay ours. (Handed over one by one they would be freed twice by librdkafka 2.0.2, a
        // crash.)
        if let headers { rd_kafka_headers_destroy(headers) }
        return KafkaError(consuming: failure, while: "deliver a record to \(name)")
    }

    private func topic(_ name: String) -> OpaquePointer? {
        if let known = topics[name] { return known }
        let topic = rd_kafka_topic_new(client.pointer, name, nil)
        topics[name] = topic
        return topic
    }

    private func headers(of entry: RecordBuffer.Entry, in buffer: RecordBuffer) -> OpaquePointer? {
        guard entry.headerCount > 0 else { return nil }
        let headers = rd_kafka_headers_new(Int(entry.headerCount))
        for index in entry.firstHeader..<(entry.firstHeader + Int(entry.headerCount)) {
            let header = buffer.headers[index]
            let value = buffer.address(of: header.value)
            rd_kafka_header_add(
                headers, buffer.address(of: header.name), header.name.count, value, max(0, header.value.count))
        }
        return headers
    }
}
