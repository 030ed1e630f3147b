import CRdKafka

/// What went wrong, while doing what, and what a caller may do about it.
package struct KafkaError: Error, Sendable, CustomStringConvertible {
    /// librdkafka's code: symbolic name and number.
    package let code: KafkaErrorCode
    /// What we were doing, in words that follow "could not".
    package let operation: String
    /// The particulars: topic, property, broker's words.
    package let detail: String
    /// Doing the same again may succeed.
    package let isRetriable: Bool
    /// The transaction cannot be committed any more: abort it, then begin anew.
    package let requiresAbort: Bool
    /// The client is of no more use: close it, and create another if the code allows.
    package let isFatal: Bool

    package init(
        _ code: KafkaErrorCode, while operation: String, detail: String? = nil,
        isRetriable: Bool? = nil, requiresAbort: Bool = false, isFatal: Bool = false
    ) {
        self.code = code
        self.operation = operation
        self.detail = detail ?? code.explanation
        self.isRetriable = isRetriable ?? (!isFatal && code.isTransient)
        self.requiresAbort = requiresAbort
        self.isFatal =
            isFatal || code == .fatal || code == .fenced || code == .producerFenced || code == .fencedInstanceID
    }

    /// Takes over librdkafka's error object and frees it.
    init(consuming error: OpaquePointer, while operation: String) {
        self.init(
            KafkaErrorCode(rd_kafka_error_code(error)), while: operation,
            detail: rd_kafka_error_string(error).map { String(cString: $0) },
            isRetriable: rd_kafka_error_is_retriable(error) != 0,
            requiresAbort: rd_kafka_error_txn_requires_abort(error) != 0,
            isFatal: rd_kafka_error_is_fatal(error) != 0)
        rd_kafka_error_destroy(error)
    }

    package var description: String {
        "could not \(operation): \(detail) (\(code), \(code.rawValue))"
    }

    /// Another instance with our identity (transactional id, static membership) has taken over: this one has to end.
    package var isFenced: Bool {
        [.fenced, .producerFenced, .invalidProducerEpoch, .fencedInstanceID].contains(code)
    }

    /// The topic or partition does not exist.
    package var isUnknownTopic: Bool {
        [.unknownTopic, .unknownTopicOrPartition, .unknownPartition].contains(code)
    }

    /// The broker knows who we are and does not allow it, or does not believe who we are.
    package var isAuthorization: Bool {
        [
            .topicAuthorizationFailed, .groupAuthorizationFailed, .clusterAuthorizationFailed,
            .transactionalIDAuthorizationFailed, .saslAuthenticationFailed, .authentication,
        ].contains(code)
    }

    /// The record is larger than the client or the broker takes.
    package var isTooLarge: Bool { [.messageTooLarge, .recordListTooLarge].contains(code) }

    /// The broker could not be reached in time.
    package var isOutage: Bool {
        [.transport, .resolve, .allBrokersDown, .timedOut, .messageTimedOut, .requestTimedOut].contains(code)
    }

    /// We took the record back ourselves (`Producer.purge()` or an abort).
    package var isPurged: Bool { [.purgedFromQueue, .purgedInFlight].contains(code) }
}

extension KafkaErrorCode {
    /// Codes that pass with time: brokers that move, groups that rebalance, networks that fail.
    var isTransient: Bool {
        switch self {
        case .transport, .resolve, .allBrokersDown, .timedOut, .messageTimedOut, .requestTimedOut, .queueFull,
            .leaderNotAvailable, .notLeader, .coordinatorLoading, .coordinatorNotAvailable, .notCoordinator,
            .waitCoordinator, .rebalanceInProgress, .notEnoughReplicas, .notEnoughReplicasAfterAppend,
            .concurrentTransactions:
            true
        default: false
        }
    }
}

/// Turns a plain librdkafka code into a thrown error.
func check(_ code: rd_kafka_resp_err_t, _ operation: @autoclosure () -> String) throws(KafkaError) {
    if code != RD_KAFKA_RESP_ERR_NO_ERROR {
        throw KafkaError(KafkaErrorCode(code), while: operation())
    }
}

/// Turns librdkafka's error object (nil is success) into a thrown error, and frees it.
func check(_ error: OpaquePointer?, _ operation: @autoclosure () -> String) throws(KafkaError) {
    if let error { throw KafkaError(consuming: error, while: operation()) }
}
