import Foundation
package import Kafka
import Synchronization

/// What one lane wants written. Belongs to one lane at a time; its memory is reused for batch after batch.
package final class LaneOutput: Sendable {
    /// The records, each with the index of the message that it comes from as its source.
    package let records = RecordBuffer()
    private let deadTopic: Int
    private let group: String
    private let letters = Mutex<[LetterKind: Int]>([:])

    /// What dead letters are told apart by when they are counted.
    struct LetterKind: Hashable {
        let stage: String
        let errorClass: String
    }

    /// - Parameters:
    ///   - deadTopic: the topic of the dead letters.
    ///   - group: the consumer group, told in each dead letter.
    package init(deadTopic: String, group: String) {
        self.deadTopic = records.topicIndex(deadTopic)
        self.group = group
    }

    /// Writes the message as it came (key, value, headers, timestamp) to the dead letters, with the reason.
    ///
    /// - Parameters:
    ///   - index: where the message stands in the batch.
    ///   - attempts: how many times it was tried.
    ///   - omitsValue: leaves the value out, for a message that the broker refuses for its size.
    package func bury(
        _ message: borrowing MessageView, at index: Int, of batch: Batch, because letter: DeadLetter,
        attempts: Int = 1, omitsValue: Bool = false
    ) {
        let source = batch.sources[message.sourceIndex].partition
        let kind = LetterKind(stage: letter.stage, errorClass: letter.errorClass)
        letters.withLock { $0[kind, default: 0] += 1 }
        records.begin(topic: deadTopic, source: index, timestamp: message.timestamp)
        message.forEachHeader { name, value in
            records.header(name, value)
        }
        header(DeadLetterHeader.topic, source.topic)
        header(DeadLetterHeader.partition, String(source.partition))
        header(DeadLetterHeader.offset, String(message.offset))
        header(DeadLetterHeader.stage, letter.stage)
        header(DeadLetterHeader.errorClass, letter.errorClass)
        header(DeadLetterHeader.message, letter.reason)
        header(DeadLetterHeader.attempts, String(attempts))
        header(DeadLetterHeader.firstFailed, Date.now.formatted(.iso8601))
        header(DeadLetterHeader.group, group)
        if omitsValue {
            header(DeadLetterHeader.omitted, String(message.value?.byteCount ?? 0))
            records.end(key: message.key, value: nil)
        } else {
            records.end(key: message.key, value: message.value)
        }
    }

    private func header(_ name: StaticString, _ value: String) {
        records.header(name, value.utf8.span.bytes)
    }

    /// How many dead letters it holds, by kind.
    var letterCounts: [LetterKind: Int] { letters.withLock { $0 } }

    func reset() {
        letters.withLock { $0 = [:] }
        records.reset()
    }
}
