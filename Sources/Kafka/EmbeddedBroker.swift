import CRdKafka
package import Logging
import Synchronization

/// A request of Kafka's protocol, for errors to be injected.
package struct APIKey: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int16

    package init(rawValue: Int16) { self.rawValue = rawValue }

    package static let produce = Self(rawValue: 0)
    package static let fetch = Self(rawValue: 1)
    package static let listOffsets = Self(rawValue: 2)
    package static let metadata = Self(rawValue: 3)
    package static let offsetCommit = Self(rawValue: 8)
    package static let offsetFetch = Self(rawValue: 9)
    package static let findCoordinator = Self(rawValue: 10)
    package static let joinGroup = Self(rawValue: 11)
    package static let heartbeat = Self(rawValue: 12)
    package static let syncGroup = Self(rawValue: 14)
    package static let initProducerID = Self(rawValue: 22)
    package static let addPartitionsToTransaction = Self(rawValue: 24)
    package static let addOffsetsToTransaction = Self(rawValue: 25)
    package static let endTransaction = Self(rawValue: 26)
    package static let transactionalOffsetCommit = Self(rawValue: 28)
}

/// librdkafka's mock cluster: a broker in memory, inside the process, for demonstrations and tests.
///
/// It keeps 5 MiB or 100,000 message sets a partition and drops the oldest in silence; it has no transactions worth
/// the name and no administration; a group takes 3 s to form. It checks no sequence numbers, so an injected produce
/// error can lose or repeat records unless requests go one by one (`max.in.flight=1`). It listens on the loopback
/// address only.
///
/// `@unchecked Sendable` because the mock cluster locks itself, and `stop` is guarded.
package final class EmbeddedBroker: @unchecked Sendable {
    private let client: Client
    private let cluster: OpaquePointer
    private let nodes: Int
    private let isStopped = Mutex(false)
    /// `host:port`, separated by commas if there are several nodes.
    package let address: String

    package init(nodes: Int = 1, logger: Logger) throws(KafkaError) {
        client = try Client(ClientConfiguration(brokers: ""), role: .administration, logger: logger)
        guard let cluster = rd_kafka_mock_cluster_new(client.pointer, Int32(clamping: nodes)) else {
            throw KafkaError(.fatal, while: "start the embedded broker", detail: "librdkafka gave no mock cluster")
        }
        self.cluster = cluster
        self.nodes = nodes
        address = rd_kafka_mock_cluster_bootstraps(cluster).map { String(cString: $0) } ?? ""
    }

    deinit { stop() }

    /// Creates a topic; the administration protocol cannot do it here.
    package func createTopic(_ name: String, partitions: Int) throws(KafkaError) {
        try whileRunning(or: "create the topic \(name)") { cluster in
            rd_kafka_mock_topic_create(cluster, name, Int32(clamping: partitions), 1)
        }
    }

    /// The next requests of that kind fail with these errors, one each, in order.
    package func inject(_ errors: [KafkaErrorCode], into api: APIKey) {
        let codes = errors.map(\.native)
        isStopped.withLock { isStopped in
            guard !isStopped else { return }
            rd_kafka_mock_push_request_errors_array(cluster, api.rawValue, codes.count, codes)
        }
    }

    /// Requests of that kind succeed again.
    package func clearErrors(of api: APIKey) {
        isStopped.withLock { if !$0 { rd_kafka_mock_clear_request_errors(cluster, api.rawValue) } }
    }

    /// Every metadata request for the topic is answered with this error; nil ends it.
    package func setError(_ error: KafkaErrorCode?, ofTopic topic: String) {
        isStopped.withLock { isStopped in
            guard !isStopped else { return }
            rd_kafka_mock_topic_set_error(cluster, topic, error?.native ?? RD_KAFKA_RESP_ERR_NO_ERROR)
        }
    }

    /// Delays every answer.
    package func setDelay(milliseconds: Int) {
        forEachNode { rd_kafka_mock_broker_set_rtt(cluster, $0, Int32(clamping: milliseconds)) }
    }

    /// Closes all connections and refuses new ones.
    package func setDown() { forEachNode { rd_kafka_mock_broker_set_down(cluster, $0) } }

    /// Accepts connections again; nothing was forgotten.
    package func setUp() { forEachNode { rd_kafka_mock_broker_set_up(cluster, $0) } }

    /// Ends it, and forgets everything.
    package func stop() {
        isStopped.withLock { isStopped in
            if !isStopped { rd_kafka_mock_cluster_destroy(cluster) }
            isStopped = true
        }
    }

    /// Whether a cluster of this id is an embedded broker, which has no transactions.
    package static func isEmbedded(clusterID: String) -> Bool { clusterID.hasPrefix("mockCluster") }

    private func forEachNode(_ body: (Int32) -> rd_kafka_resp_err_t) {
        isStopped.withLock { isStopped in
            guard !isStopped else { return }
            for node in 1...Int32(clamping: nodes) { _ = body(node) }
        }
    }

    private func whileRunning(
        or operation: String, _ body: (OpaquePointer) -> rd_kafka_resp_err_t
    ) throws(KafkaError) {
        let code = isStopped.withLock { $0 ? RD_KAFKA_RESP_ERR__DESTROY : body(cluster) }
        try check(code, operation)
    }
}
