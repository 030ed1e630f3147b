import CRdKafka

/// Where the brokers are, and the librdkafka properties that the user wants changed.
package struct ClientConfiguration: Sendable {
    /// `host:port`, separated by commas.
    package let brokers: String
    /// The user's own properties; they override our defaults, and `group.id` the consumer's group.
    package let properties: [String: String]
    /// Whether an outage is said where people see it. One client of several that share a log is enough.
    package var tellsOutages = true
    /// Told false when an outage begins and true when it is over, if this client tells outages; on a queue of the
    /// client's.
    package var onReachability: (@Sendable (_ isReachable: Bool) -> Void)?

    package init(brokers: String, properties: [String: String] = [:]) {
        self.brokers = brokers
        self.properties = properties
    }

    /// Names the first property that would break a promise we make about delivery, or that librdkafka does not know; never
    /// its value, which may be a secret.
    package func validate() throws(KafkaError) {
        let configuration = try NativeConfiguration(self, for: .administration)
        rd_kafka_conf_destroy(configuration.pointer)
    }
}

/// What a client is for, which decides the defaults.
enum ClientRole {
    case consumer(group: String)
    case producer
    case transactionalProducer(id: String)
    case administration

    var type: rd_kafka_type_t {
        if case .consumer = self { RD_KAFKA_CONSUMER } else { RD_KAFKA_PRODUCER }
    }
}

/// A librdkafka configuration that is filled, but not yet taken over by a client.
struct NativeConfiguration {
    let pointer: OpaquePointer

    init(_ configuration: ClientConfiguration, for role: ClientRole) throws(KafkaError) {
        try Refusal.check(configuration.properties)
        pointer = rd_kafka_conf_new()
        do {
            if !configuration.brokers.isEmpty { try set("bootstrap.servers", configuration.brokers) }
            let defaults = Defaults.properties(for: role, user: configuration.properties)
            for (name, value) in defaults.sorted(by: { $0.key < $1.key }) where configuration.properties[name] == nil {
                try set(name, value)
            }
            for (name, value) in configuration.properties.sorted(by: { $0.key < $1.key }) { try set(name, value) }
        } catch {
            rd_kafka_conf_destroy(pointer)
            throw error
        }
    }

    private func set(_ name: String, _ value: String) throws(KafkaError) {
        let reason = withErrorText { rd_kafka_conf_set(pointer, name, value, $0, $1) == RD_KAFKA_CONF_OK }
        if let reason {
            throw KafkaError(
                .invalidArgument, while: "set the Kafka property \(name)",
                detail: WithoutValues.reason(reason, refusing: name))
        }
    }
}

/// Runs a librdkafka call that explains its failure in a buffer; nil when `body` says that it succeeded.
func withErrorText(_ body: (UnsafeMutablePointer<CChar>, Int) -> Bool) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
        guard let base = buffer.baseAddress else { return "no memory for an error text" }
        buffer.initialize(repeating: 0)
        return body(base, buffer.count) ? nil : String(cString: base)
    }
}

/// Properties that would break a promise: nothing lost, nothing twice, order by key.
enum Refusal {
    private static let required: [String: (value: String, reason: String)] = [
        "enable.auto.commit": ("false", "offsets are committed only after the work is safe"),
        "auto.commit.enable": ("false", "offsets are committed only after the work is safe"),
        "enable.auto.offset.store": ("false", "offsets are committed only after the work is safe"),
        "enable.idempotence": ("true", "a retry would repeat or reorder records"),
        "isolation.level": ("read_committed", "records of aborted transactions would be read"),
        "acks": ("all", "an acknowledged record could be lost"),
        "request.required.acks": ("all", "an acknowledged record could be lost"),
        "partitioner": ("murmur2_random", "records of one key would leave their partition"),
        "enable.partition.eof": ("true", "the end of a partition could not be told"),
    ]
    private static let owned: [String: String] = [
        "bootstrap.servers": "the broker option names the brokers",
        "metadata.broker.list": "the broker option names the brokers",
        "transactional.id": "it follows from the instance's name",
        "test.mock.num.brokers": "the embedded broker has an option of its own",
    ]

    static func check(_ properties: [String: String]) throws(KafkaError) {
        for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
            if let reason = owned[name] {
                throw KafkaError(.invalidArgument, while: "set the Kafka property \(name)", detail: reason)
            }
            guard let rule = required[name], !matches(value, rule.value) else { continue }
            throw KafkaError(
                .invalidArgument, while: "set the Kafka property \(name)",
                detail: "it has to be \(rule.value): otherwise \(rule.reason)")
        }
    }

    private static func matches(_ value: String, _ expected: String) -> Bool {
        let synonyms = ["true": ["true", "t", "1"], "false": ["false", "f", "0"], "all": ["all", "-1"]]
        return (synonyms[expected] ?? [expected]).contains(value.lowercased())
    }
}
