import CRdKafka
import Dispatch
package import Logging

/// A topic to be created.
package struct TopicSpecification: Sendable {
    package var name: String
    package var partitions: Int
    package var replication: Int
    /// Such as `retention.ms` or `cleanup.policy`.
    package var configuration: [String: String]

    package init(name: String, partitions: Int, replication: Int = 1, configuration: [String: String] = [:]) {
        self.name = name
        self.partitions = partitions
        self.replication = replication
        self.configuration = configuration
    }
}

/// What became of a topic that was to be created.
package struct TopicCreation: Sendable {
    package enum Outcome: Sendable {
        case created
        case alreadyExists
        case failed(KafkaError)
    }

    package let name: String
    package let outcome: Outcome
}

/// The first offset of a partition, and the one that its next record will get.
package struct Watermarks: Sendable, Hashable {
    package let low: Int64
    package let high: Int64

    package init(low: Int64, high: Int64) {
        self.low = low
        self.high = high
    }
}

/// Questions to the cluster, and topics created. Its functions wait on threads of Dispatch.
package final class Admin: Sendable {
    private let client: Client
    private let configuration: ClientConfiguration
    private let logger: Logger

    package init(_ configuration: ClientConfiguration, logger: Logger) throws(KafkaError) {
        self.configuration = configuration
        self.logger = logger
        client = try Client(configuration, role: .administration, logger: logger)
    }

    /// Creates topics; an outcome for each, in the order asked.
    package func createTopics(_ topics: [TopicSpecification]) async throws(KafkaError) -> [TopicCreation] {
        guard !topics.isEmpty else { return [] }
        let client = self.client
        return try await offPool { () throws(KafkaError) in try client.create(topics) }
    }

    /// The settings of topics as they hold, the broker's defaults among them: by topic, by name such as `retention.ms`.
    /// Settings that have no value, or that the broker keeps to itself, are absent.
    ///
    /// - Throws: `unsupportedVersion` where the broker does not tell them, as the embedded one; the broker's error for the
    ///   first topic that does not exist, or that we may not ask about.
    package func topicConfiguration(_ names: [String]) async throws(KafkaError) -> [String: [String: String]] {
        guard !names.isEmpty else { return [:] }
        let client = self.client
        return try await offPool { () throws(KafkaError) in try client.topicConfiguration(names) }
    }

    /// All topics of the cluster, by name.
    package func listTopics() async throws(KafkaError) -> [TopicDescription] {
        let client = self.client
        return try await offPool { () throws(KafkaError) in try client.topics() }
    }

    /// The cluster's own name for itself.
    package func clusterID() async throws(KafkaError) -> String {
        let client = self.client
        return try await offPool { () throws(KafkaError) in try client.clusterID() }
    }

    /// The ends of each partition, asked of the broker.
    package func watermarks(_ partitions: [TopicPartition]) async throws(KafkaError) -> [TopicPartition: Watermarks] {
        let client = self.client
        return try await offPool { () throws(KafkaError) in
            var result: [TopicPartition: Watermarks] = [:]
            for partition in partitions {
                var (low, high): (Int64, Int64) = (0, 0)
                try check(
                    rd_kafka_query_watermark_offsets(
                        client.pointer, partition.topic, partition.partition, &low, &high, Client.patience),
                    "look up the ends of \(partition)")
                result[partition] = Watermarks(low: low, high: high)
            }
            return result
        }
    }

    /// The offsets that a group has committed; partitions without are absent.
    package func committed(
        group: String, _ partitions: [TopicPartition]
    ) async throws(KafkaError) -> [TopicPartition: Int64] {
        let (configuration, logger) = (self.configuration, self.logger)
        return try await offPool { () throws(KafkaError) in
            // A consumer that never subscribes is no member of the group.
            let client = try Client(configuration, role: .consumer(group: group), logger: logger)
            let list = PartitionList(partitions)
            try check(
                rd_kafka_committed(client.pointer, list.pointer, Client.patience),
                "look up what the group \(group) has committed")
            var result: [TopicPartition: Int64] = [:]
            for element in list.elements {
                try check(element.code.native, "look up what the group \(group) has committed of \(element.partition)")
                if element.offset >= 0 { result[element.partition] = element.offset }
            }
            return result
        }
    }
}

extension Client {
    fileprivate func create(_ topics: [TopicSpecification]) throws(KafkaError) -> [TopicCreation] {
        var native: [OpaquePointer?] = []
        defer { for topic in native { rd_kafka_NewTopic_destroy(topic) } }
        for topic in topics { native.append(try newTopic(topic)) }
        return try administer(RD_KAFKA_ADMIN_OP_CREATETOPICS, "create topics") { options, queue in
            rd_kafka_CreateTopics(pointer, &native, native.count, options, queue)
        } read: { event in
            outcomes(of: event)
        }
    }

    private func newTopic(_ topic: TopicSpecification) throws(KafkaError) -> OpaquePointer? {
        var created: OpaquePointer?
        let reason = withErrorText {
            created = rd_kafka_NewTopic_new(
                topic.name, Int32(clamping: topic.partitions), Int32(clamping: topic.replication), $0, $1)
            return created != nil
        }
        if let reason {
            throw KafkaError(.invalidArgument, while: "create the topic \(topic.name)", detail: reason)
        }
        for (name, value) in topic.configuration { rd_kafka_NewTopic_set_config(created, name, value) }
        return created
    }

    private func outcomes(of event: OpaquePointer) -> [TopicCreation] {
        var count = 0
        guard let results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count)
        else {
            return []
        }
        return UnsafeBufferPointer(start: results, count: count).map { result in
            let name = rd_kafka_topic_result_name(result).map { String(cString: $0) } ?? ""
            let code = KafkaErrorCode(rd_kafka_topic_result_error(result))
            if code.native == RD_KAFKA_RESP_ERR_NO_ERROR { return TopicCreation(name: name, outcome: .created) }
            if code == .topicAlreadyExists { return TopicCreation(name: name, outcome: .alreadyExists) }
            let detail = rd_kafka_topic_result_error_string(result).map { String(cString: $0) }
            return TopicCreation(
                name: name, outcome: .failed(KafkaError(code, while: "create the topic \(name)", detail: detail)))
        }
    }
}
