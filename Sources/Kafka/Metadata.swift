import CRdKafka

/// A topic of the cluster.
package struct TopicDescription: Sendable, Hashable {
    package let name: String
    package let partitionCount: Int
}

/// What a cluster says about itself. These calls block.
extension Client {
    static let patience: Int32 = 10_000

    /// All topics, by name.
    func topics() throws(KafkaError) -> [TopicDescription] {
        try metadata(of: nil, while: "list the topics").sorted { $0.name < $1.name }
    }

    func partitionCount(of name: String) throws(KafkaError) -> Int {
        guard let topic = rd_kafka_topic_new(pointer, name, nil) else {
            throw KafkaError(KafkaErrorCode(rd_kafka_last_error()), while: "look up the topic \(name)")
        }
        defer { rd_kafka_topic_destroy(topic) }
        let found = try metadata(of: topic, while: "look up the topic \(name)")
        return found.first { $0.name == name }?.partitionCount ?? 0
    }

    private func metadata(of topic: OpaquePointer?, while operation: String) throws(KafkaError) -> [TopicDescription] {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        try check(rd_kafka_metadata(pointer, topic == nil ? 1 : 0, topic, &metadata, Self.patience), operation)
        guard let metadata else { return [] }
        defer { rd_kafka_metadata_destroy(metadata) }
        return UnsafeBufferPointer(start: metadata.pointee.topics, count: Int(metadata.pointee.topic_cnt)).map {
            TopicDescription(
                name: $0.topic.map { String(cString: $0) } ?? "", partitionCount: Int($0.partition_cnt))
        }
    }
}
