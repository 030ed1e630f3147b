import CRdKafka

/// The administration protocol. These calls block.
extension Client {
    /// Sends a request and reads its answer, which is valid during `read` only.
    ///
    /// - Parameter operation: what is asked for, in words that follow "could not".
    func administer<Answer>(
        _ kind: rd_kafka_admin_op_t, _ operation: String,
        send: (_ options: OpaquePointer?, _ queue: OpaquePointer?) -> Void,
        read: (_ event: OpaquePointer) throws(KafkaError) -> Answer
    ) throws(KafkaError) -> Answer {
        if let id = try? clusterID(), EmbeddedBroker.isEmbedded(clusterID: id) {
            throw KafkaError(
                .unsupportedVersion, while: operation,
                detail: "the embedded broker does not speak the administration protocol")
        }
        let queue = rd_kafka_queue_new(pointer)
        let options = rd_kafka_AdminOptions_new(pointer, kind)
        defer {
            rd_kafka_AdminOptions_destroy(options)
            rd_kafka_queue_destroy(queue)
        }
        // Topics are answered once the controller has created them, not only taken the request; questions have no such
        // time and ignore it.
        _ = withErrorText {
            rd_kafka_AdminOptions_set_operation_timeout(options, Self.patience, $0, $1) == RD_KAFKA_RESP_ERR_NO_ERROR
        }
        _ = withErrorText {
            rd_kafka_AdminOptions_set_request_timeout(options, 2 * Self.patience, $0, $1) == RD_KAFKA_RESP_ERR_NO_ERROR
        }
        send(options, queue)
        guard let event = rd_kafka_queue_poll(queue, 3 * Self.patience) else {
            throw KafkaError(.timedOut, while: operation)
        }
        defer { rd_kafka_event_destroy(event) }
        let code = rd_kafka_event_error(event)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw KafkaError(
                KafkaErrorCode(code), while: operation,
                detail: rd_kafka_event_error_string(event).map { String(cString: $0) })
        }
        return try read(event)
    }
}
