import Classification
import Hotline
package import Kafka
import Pipeline
package import WorkTime

/// Reads records: pure work for lanes, without order and without state but the memory it reuses.
package struct InputDecoder: Sendable {
    /// The header by which a dead letter that is sent again says how often.
    private static let replay = DeadLetterHeader.replay
    private let threshold: Double
    private var sketches = SketchScratch()

    /// - Parameter threshold: the confidence below which an area says nothing about what a report is about.
    package init(threshold: Double) {
        self.threshold = threshold
    }

    /// Reads the messages of a batch at these places.
    package mutating func decode(_ batch: Batch, _ range: Range<Int>) -> [InputRecord] {
        var records: [InputRecord] = []
        records.reserveCapacity(range.count)
        for index in range {
            records.append(decode(batch.message(at: index), at: index, of: batch))
        }
        return records
    }

    private mutating func decode(_ message: borrowing MessageView, at index: Int, of batch: Batch) -> InputRecord {
        let partition = batch.sources[message.sourceIndex].partition
        // A record without a time is one of the earliest: nothing can be said of it, and the order must not depend on
        // when it was read.
        let recordedAt = Instant(milliseconds: message.timestamp ?? 0)
        var replays = 0
        if let header = message.header(Self.replay) { replays = Self.number(header) ?? 0 }
        var trace: String?
        if let header = message.header(CloudEvent.traceParent), CloudEvent.isTraceParent(header) {
            trace = header.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        }
        if Self.isShadow(message, partition) {
            return InputRecord(
                partition: partition, offset: message.offset, recordedAt: recordedAt, content: .shadow, trace: trace,
                raw: .inBatch(batch, index: index))
        }
        let content = content(
            of: message.value, partition, offset: message.offset, recordedAt: recordedAt, replay: replays)
        return InputRecord(
            partition: partition, offset: message.offset, recordedAt: recordedAt, content: content, trace: trace,
            raw: .inBatch(batch, index: index))
    }

    /// Whether the headers say already that a task follows from a case, or is for those who help: then nobody needs to
    /// read it.
    private static func isShadow(_ message: borrowing MessageView, _ partition: TopicPartition) -> Bool {
        guard InputSource.Kind(topic: partition.topic) == .tasks else { return false }
        if let source = message.header(CloudEvent.source), source.equals(OutboxMessage.source) { return true }
        guard let type = message.header(CloudEvent.type) else { return false }
        return type.equals("qiaomen.task.supporting")
    }

    /// What a value says, by the topic that it came in.
    package mutating func content(
        of value: RawSpan?, _ partition: TopicPartition, offset: Int64, recordedAt: Instant, replay: Int
    ) -> InputRecord.Content {
        guard let value else {
            return .unreadable(Self.unreadable("JSON, but the record has no value"))
        }
        do throws(MessageError) {
            switch InputSource.Kind(topic: partition.topic) {
            case .tasks: return try task(value)
            case .progress:
                return .progress(
                    ReceivedProgress(
                        event: try ProgressEvent(json: value), topic: partition.topic, offset: offset,
                        recordedAt: recordedAt, replay: replay))
            case nil: return .shadow
            }
        } catch {
            return .unreadable(
                DeadLetter(stage: "decode", errorClass: "MessageError", reason: error.description))
        }
    }

    private mutating func task(_ json: RawSpan) throws(MessageError) -> InputRecord.Content {
        let task = try ArrivedTask(json: json)
        let assignment = task.assignment
        guard assignment.role == .lead, assignment.round == 1, assignment.reason == .classified else { return .shadow }
        let report = task.report
        let (title, address) = (report.title.map { Array($0.utf8) }, report.address.map { Array($0.utf8) })
        let area = assignment.confidence < threshold ? nil : assignment.area
        let sketch = ReportSketch(
            title: title?.span, text: report.text.utf8.span, address: address?.span,
            community: assignment.community, area: area, scratch: &sketches)
        return .task(task, sketch)
    }

    private static func unreadable(_ expected: String) -> DeadLetter {
        DeadLetter(stage: "decode", errorClass: "MessageError", reason: "expected \(expected)")
    }

    private static func number(_ digits: RawSpan) -> Int? {
        digits.withUnsafeBytes { Int(String(decoding: $0, as: UTF8.self)) }.map { max(0, min($0, 1_000_000)) }
    }
}

extension RawSpan {
    fileprivate func equals(_ text: StaticString) -> Bool {
        guard byteCount == text.utf8CodeUnitCount else { return false }
        return withUnsafeBytes { bytes in text.withUTF8Buffer { bytes.elementsEqual($0) } }
    }
}
