import CRdKafka

/// A message inside a `Batch`, which it cannot outlive. Nothing is copied.
///
/// Different messages may be read by different threads; one message by one thread at a time (librdkafka parses its
/// headers on first use).
package struct MessageView: ~Copyable, ~Escapable {
    private let message: UnsafeMutablePointer<rd_kafka_message_t>
    /// Index into `Batch.sources`.
    package let sourceIndex: Int

    @_lifetime(borrow owner)
    init(_ message: UnsafeMutablePointer<rd_kafka_message_t>, source: Int, of owner: borrowing Batch) {
        self.message = message
        sourceIndex = source
    }

    /// The message's offset in its partition.
    package var offset: Int64 { message.pointee.offset }

    /// Milliseconds since 1970; nil if the record has none.
    package var timestamp: Int64? {
        var type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let value = rd_kafka_message_timestamp(message, &type)
        return type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE || value < 0 ? nil : value
    }

    /// Nil is a record without key, which differs from an empty one.
    package var key: RawSpan? {
        @_lifetime(copy self) get { span(UnsafeRawPointer(message.pointee.key), message.pointee.key_len) }
    }

    /// Nil is a tombstone, which differs from an empty value.
    package var value: RawSpan? {
        @_lifetime(copy self) get { span(UnsafeRawPointer(message.pointee.payload), message.pointee.len) }
    }

    /// Calls `body` for each header in order, duplicates and absent values included.
    package func forEachHeader(_ body: (_ name: RawSpan, _ value: RawSpan?) -> Void) {
        guard let headers else { return }
        var index = 0
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var count = 0
        while rd_kafka_header_get_all(headers, index, &name, &value, &count) == RD_KAFKA_RESP_ERR_NO_ERROR {
            if let name {
                body(RawSpan(_unsafeStart: name, byteCount: length(of: name)), span(value, count))
            }
            index += 1
        }
    }

    /// The value of the last header of that name; nil if there is none, or if it has no value.
    @_lifetime(copy self)
    package func header(_ name: StaticString) -> RawSpan? {
        guard let headers else { return nil }
        var value: UnsafeRawPointer?
        var count = 0
        let code = name.withUTF8Buffer { text in
            text.withMemoryRebound(to: CChar.self) { rd_kafka_header_get_last(headers, $0.baseAddress, &value, &count) }
        }
        return span(code == RD_KAFKA_RESP_ERR_NO_ERROR ? value : nil, count)
    }

    /// The key's murmur2 hash, as Java's clients compute it. A record without key hashes by its partition, so that the
    /// partition's order holds.
    package var keyHash: UInt32 {
        if let key { return Murmur2.hash(key) }
        return UInt32(truncatingIfNeeded: message.pointee.partition) &* 0x9e37_79b1
    }

    /// Everything as Swift values.
    package func copy() -> OwnedMessage {
        var headers: [Header] = []
        forEachHeader { name, value in
            headers.append(
                Header(name: name.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }, value: bytes(value)))
        }
        return OwnedMessage(
            topic: rd_kafka_topic_name(message.pointee.rkt).map { String(cString: $0) } ?? "",
            partition: message.pointee.partition, offset: offset, timestamp: timestamp, key: bytes(key),
            value: bytes(value), headers: headers)
    }

    private var headers: OpaquePointer? {
        var headers: OpaquePointer?
        let code = rd_kafka_message_headers(message, &headers)
        return code == RD_KAFKA_RESP_ERR_NO_ERROR ? headers : nil
    }

    @_lifetime(copy self)
    private func span(_ start: UnsafeRawPointer?, _ count: Int) -> RawSpan? {
        guard let start else { return nil }
        return _overrideLifetime(RawSpan(_unsafeStart: start, byteCount: count), copying: self)
    }

    private func bytes(_ span: RawSpan?) -> [UInt8]? {
        span?.withUnsafeBytes { Array($0) }
    }
}

private func length(of text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
}
