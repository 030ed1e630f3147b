import CRdKafka

/// What the broker says about topics' settings. These calls block.
extension Client {
    /// Settings by topic, by name; those without a value are absent.
    func topicConfiguration(_ names: [String]) throws(KafkaError) -> [String: [String: String]] {
        var resources: [OpaquePointer?] = names.map { rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, $0) }
        defer { rd_kafka_ConfigResource_destroy_array(&resources, resources.count) }
        return try administer(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, "look up the settings of topics") { options, queue in
            rd_kafka_DescribeConfigs(pointer, &resources, resources.count, options, queue)
        } read: { event throws(KafkaError) in
            try topicConfiguration(told: event)
        }
    }

    private func topicConfiguration(told event: OpaquePointer) throws(KafkaError) -> [String: [String: String]] {
        var count = 0
        let resources = rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event), &count)
        var result: [String: [String: String]] = [:]
        for resource in UnsafeBufferPointer(start: resources, count: count) {
            let name = rd_kafka_ConfigResource_name(resource).map { String(cString: $0) } ?? ""
            let code = KafkaErrorCode(rd_kafka_ConfigResource_error(resource))
            if code.native != RD_KAFKA_RESP_ERR_NO_ERROR {
                let detail = rd_kafka_ConfigResource_error_string(resource).map { String(cString: $0) }
                throw KafkaError(code, while: "look up the settings of the topic \(name)", detail: detail)
            }
            result[name] = settings(of: resource)
        }
        return result
    }

    private func settings(of resource: OpaquePointer?) -> [String: String] {
        var count = 0
        let entries = rd_kafka_ConfigResource_configs(resource, &count)
        var result: [String: String] = [:]
        for entry in UnsafeBufferPointer(start: entries, count: count) {
            guard let name = rd_kafka_ConfigEntry_name(entry), let value = rd_kafka_ConfigEntry_value(entry) else {
                continue
            }
            result[String(cString: name)] = String(cString: value)
        }
        return result
    }
}
