import Hotline
package import Kafka
import Pipeline
package import Store
package import WorkTime

/// A record of the outbox as it goes to Kafka: a CloudEvent in binary mode. Dead letters go as they came.
package enum OutboxMessage {
    /// Which part of Qiaomen made the event.
    static let source: StaticString = "/qiaomen/track"

    /// Adds the record to a buffer.
    ///
    /// - Parameter index: by which the buffer tells of it.
    package static func add(_ entry: OutboxEntry, to buffer: RecordBuffer, index: Int, zone: inout UTCOffsets) {
        buffer.begin(
            topic: buffer.topicIndex(entry.topic), source: index, timestamp: entry.timestamp?.milliseconds)
        if entry.topic != Topics.dead { describe(entry, in: buffer, &zone) }
        for header in entry.headers {
            let name = Array(header.name.utf8)
            buffer.header(name.span.bytes, header.value.span.bytes)
        }
        buffer.end(key: entry.key?.span.bytes, value: entry.value?.span.bytes)
    }

    /// Adds, as a dead letter, a record that no broker takes.
    ///
    /// - Parameter omitsValue: leaves the value out, where its size is the reason.
    package static func addDead(
        _ entry: OutboxEntry, because error: KafkaError, to buffer: RecordBuffer, index: Int, omitsValue: Bool
    ) {
        buffer.begin(topic: buffer.topicIndex(Topics.dead), source: index, timestamp: entry.timestamp?.milliseconds)
        for header in entry.headers {
            let name = Array(header.name.utf8)
            buffer.header(name.span.bytes, header.value.span.bytes)
        }
        text(DeadLetterHeader.topic, entry.topic, buffer)
        text(DeadLetterHeader.stage, "produce", buffer)
        text(DeadLetterHeader.errorClass, error.code.description, buffer)
        text(DeadLetterHeader.message, error.description, buffer)
        text(DeadLetterHeader.attempts, "1", buffer)
        text(DeadLetterHeader.group, "qiaomen-track", buffer)
        if omitsValue { text(DeadLetterHeader.omitted, String(entry.value?.count ?? 0), buffer) }
        buffer.end(key: entry.key?.span.bytes, value: omitsValue ? nil : entry.value?.span.bytes)
    }

    private static func describe(_ entry: OutboxEntry, in buffer: RecordBuffer, _ zone: inout UTCOffsets) {
        text(CloudEvent.specVersion, "1.0", buffer)
        text(CloudEvent.id, entry.id, buffer)
        text(CloudEvent.source, "\(source)", buffer)
        text(CloudEvent.type, type(of: entry), buffer)
        if let timestamp = entry.timestamp {
            text(CloudEvent.time, timestamp.rfc3339(utcOffset: zone.offset(at: timestamp)), buffer)
        }
        if let key = entry.key { buffer.header(CloudEvent.subject, key.span.bytes) }
        text(CloudEvent.contentType, "application/json", buffer)
    }

    /// What happened, by the topic; of a task its id says which role it is for.
    private static func type(of entry: OutboxEntry) -> String {
        switch entry.topic {
        case Topics.cases: return "qiaomen.case"
        case Topics.escalations: return "qiaomen.escalation"
        case let topic where topic.hasPrefix(Topics.tasks):
            let parts = entry.id.split(separator: ".", maxSplits: 3)
            return "qiaomen.task.\(parts.count > 2 ? parts[2] : "lead")"
        default: return "qiaomen.result"
        }
    }

    private static func text(_ name: StaticString, _ value: String, _ buffer: RecordBuffer) {
        buffer.header(name, value.utf8.span.bytes)
    }
}
