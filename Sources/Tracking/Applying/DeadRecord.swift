import Hotline
import Kafka
import Pipeline
import Store
import WorkTime

/// A dead letter of a tracker: the record as it came, with the reason in Kafka Connect's headers.
enum DeadRecord {
    /// The group that dead letters name: a tracker is in none, and keeps its offsets in its store.
    static let group = "qiaomen-track"

    /// - Parameters:
    ///   - message: the record as it came.
    ///   - instant: when it failed.
    static func record(_ message: OwnedMessage, because letter: DeadLetter, at instant: Instant) -> OutboxRecord {
        var headers = message.headers.map { OutboxRecord.Header($0.name, $0.value ?? []) }
        func add(_ name: StaticString, _ value: String) {
            headers.append(OutboxRecord.Header("\(name)", Array(value.utf8)))
        }
        add(DeadLetterHeader.topic, message.topic)
        add(DeadLetterHeader.partition, String(message.partition))
        add(DeadLetterHeader.offset, String(message.offset))
        add(DeadLetterHeader.stage, letter.stage)
        add(DeadLetterHeader.errorClass, letter.errorClass)
        add(DeadLetterHeader.message, letter.reason)
        add(DeadLetterHeader.attempts, "1")
        add(DeadLetterHeader.firstFailed, instant.rfc3339(utcOffset: 0))
        add(DeadLetterHeader.group, group)
        return OutboxRecord(
            topic: Topics.dead, key: message.key, id: "dead.\(message.topic).\(message.partition).\(message.offset)",
            value: message.value.map { .bytes($0) } ?? .null, headers: headers,
            timestamp: message.timestamp.map(Instant.init(milliseconds:)))
    }

    /// An early event that waited in vain: its record is no longer at hand, so it is written anew.
    static func record(_ early: ReceivedProgress, because letter: DeadLetter, at instant: Instant) -> OutboxRecord {
        var headers: [Header] = []
        if early.replay > 0 { headers.append(Header("\(DeadLetterHeader.replay)", String(early.replay))) }
        return record(
            OwnedMessage(
                topic: early.topic, partition: 0, offset: early.offset, timestamp: early.recordedAt.milliseconds,
                key: Array(early.event.caseNumber.description.utf8), value: early.event.json(utcOffset: 0),
                headers: headers), because: letter, at: instant)
    }
}

extension DeadLetter {
    /// An event that changes nothing.
    static func refused(_ refusal: Refusal) -> DeadLetter {
        DeadLetter(stage: "apply", errorClass: refusal.name, reason: "\(refusal.text.zh); \(refusal.text.en)")
    }

    /// A report whose number is another's.
    static let collision = DeadLetter(
        stage: "apply", errorClass: "caseCollision",
        reason: "case collision: another report has the same case number; the reporter has to send it under another id")

    /// An event whose case never came.
    static let caseNeverCame = DeadLetter(
        stage: "apply", errorClass: "caseNeverCame", reason: "no such case arrived within 7 days of the event")

    /// An event of a case that has not arrived, beyond what is kept.
    static let tooManyEarly = DeadLetter(
        stage: "apply", errorClass: "tooManyEarlyEvents",
        reason: "too many events wait already for cases that have not arrived")
}

extension Refusal {
    /// Its kind, for counting: the case's name.
    var name: String {
        let text = String(describing: self)
        return String(text.prefix { $0 != "(" })
    }
}
