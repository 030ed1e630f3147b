import CRdKafka

/// Owns a librdkafka list of topics, partitions and offsets.
struct PartitionList: ~Copyable {
    let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(capacity: Int) {
        pointer = rd_kafka_topic_partition_list_new(Int32(clamping: capacity))
    }

    init(_ partitions: some Collection<TopicPartition>) {
        self.init(capacity: partitions.count)
        for partition in partitions { add(partition) }
    }

    init(_ offsets: [TopicPartition: Int64]) {
        self.init(capacity: offsets.count)
        for (partition, offset) in offsets { add(partition, offset: offset) }
    }

    deinit { rd_kafka_topic_partition_list_destroy(pointer) }

    func add(_ partition: TopicPartition, offset: Int64? = nil) {
        let element = rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition)
        if let offset { element?.pointee.offset = offset }
    }

    var elements: [PartitionElement] { Self.elements(of: pointer) }

    static func elements(of list: UnsafePointer<rd_kafka_topic_partition_list_t>?) -> [PartitionElement] {
        guard let list, let base = list.pointee.elems else { return [] }
        return UnsafeBufferPointer(start: base, count: Int(list.pointee.cnt)).map { element in
            PartitionElement(
                partition: TopicPartition(
                    topic: element.topic.map { String(cString: $0) } ?? "", partition: element.partition),
                offset: element.offset, code: KafkaErrorCode(element.err))
        }
    }
}

/// One line of a `PartitionList`, with the error that a call left there.
struct PartitionElement {
    let partition: TopicPartition
    let offset: Int64
    let code: KafkaErrorCode

    var hasFailed: Bool { code.native != RD_KAFKA_RESP_ERR_NO_ERROR }
}
