import CRdKafka

/// A topic of the cluster.
package struct TopicDescription: Sendable, Hashable {
    package let name: String
    package let partitionCount: Int

    package init(name: String, partitionCount: Int) {
        self.name = name
        self.partitionCount = partitionCount
    }
}

/// What a cluster says about itself. These calls block.
extension Client {
    static let patience: Int32 = 10_000

    func clusterID() throws(KafkaError) -> String {
        guard let text = rd_kafka_clusterid(pointer, Self.patience) else {
            throw KafkaError(.timedOut, while: "ask the cluster for its id")
        }
        defer { rd_kafka_mem_free(pointer, text) }
        return String(cString: text)
    }

    /// All topics, by name.
    func topics() throws(KafkaError) -> [TopicDescription] {
        var metadata: UnsafePointer<rd_kafka_metadata>?
        try check(rd_kafka_metadata(pointer, 1, nil, &metadata, Self.patience), "list the topics")
        guard let metadata else { return [] }
        defer { rd_kafka_metadata_destroy(metadata) }
        return UnsafeBufferPointer(start: metadata.pointee.topics, count: Int(metadata.pointee.topic_cnt)).map {
            TopicDescription(name: $0.topic.map { String(cString: $0) } ?? "", partitionCount: Int($0.partition_cnt))
        }.sorted { $0.name < $1.name }
    }
}
