/// Our defaults, by role. Those of librdkafka hold for the rest.
enum Defaults {
    static func properties(for role: ClientRole, user: [String: String]) -> [String: String] {
        var result = common
        switch role {
        case .consumer(let group):
            result.merge(consumer) { $1 }
            result["group.id"] = group
        case .producer:
            result.merge(producer) { $1 }
            // A broker outage costs time only: records wait for as long as it lasts.
            result["message.timeout.ms"] = "0"
        case .transactionalProducer(let id):
            result.merge(producer) { $1 }
            result["transactional.id"] = id
            let timeout = user["transaction.timeout.ms"] ?? "15000"
            result["transaction.timeout.ms"] = timeout
            // librdkafka refuses a message that may outlive its transaction.
            result["message.timeout.ms"] = timeout
        case .administration:
            break
        }
        // Two names of one property: the user's synonym wins over our default too.
        if user["delivery.timeout.ms"] != nil { result["message.timeout.ms"] = nil }
        return result
    }

    private static let common = [
        // A broker that comes back is noticed within two seconds, not ten.
        "reconnect.backoff.ms": "50",
        "reconnect.backoff.max.ms": "2000",
        "socket.keepalive.enable": "true",
        "socket.nagle.disable": "true",
    ]

    private static let consumer = [
        "auto.offset.reset": "earliest",
        "isolation.level": "read_committed",
        "enable.auto.commit": "false",
        "enable.auto.offset.store": "false",
        "enable.partition.eof": "true",
        "allow.auto.create.topics": "false",
        "partition.assignment.strategy": "cooperative-sticky",
        "session.timeout.ms": "10000",
        "heartbeat.interval.ms": "1000",
        "fetch.wait.max.ms": "20",
        "fetch.error.backoff.ms": "100",
        // These bound what waits in librdkafka's queue, whatever the backlog. Where one is reached, librdkafka 2.0.2 stops
        // fetching for up to a second, so each has to hold about what is worked on in a second.
        "queued.max.messages.kbytes": "131072",
        "queued.min.messages": "500000",
        // New topics of a pattern are noticed within five seconds.
        "topic.metadata.refresh.interval.ms": "5000",
    ]

    private static let producer = [
        "enable.idempotence": "true",
        "acks": "all",
        // Java's partitioner: one key, one partition, whoever produces.
        "partitioner": "murmur2_random",
        "linger.ms": "5",
        "queue.buffering.max.messages": "100000",
        "queue.buffering.max.kbytes": "65536",
        // A dead letter carries any record whole.
        "message.max.bytes": "16777216",
        "compression.type": "none",
    ]
}
