import CRdKafka

/// A record that was not delivered.
package struct DeliveryFailure: Sendable {
    /// The record's number in its buffer.
    package let record: Int
    /// The number that the caller gave with `begin`.
    package let source: Int
    package let error: KafkaError

    package init(record: Int, source: Int, error: KafkaError) {
        self.record = record
        self.source = source
        self.error = error
    }
}

/// A buffer on its way: confined to the producer's queue.
final class Submission {
    let buffer: RecordBuffer
    let isIncluded: (@Sendable (Int) -> Bool)?
    private let completion: (Submission) -> Void
    /// The next record to hand to librdkafka.
    var next = 0
    /// Handed over, not reported yet.
    private var unreported = 0
    private var isCompleted = false
    private(set) var failures: [DeliveryFailure] = []
    /// Where the last delivered record was written.
    private(set) var position: (partition: Int32, offset: Int64)?

    init(
        _ buffer: RecordBuffer, isIncluded: (@Sendable (Int) -> Bool)?, completion: @escaping (Submission) -> Void
    ) {
        self.buffer = buffer
        self.isIncluded = isIncluded
        self.completion = completion
        buffer.isLent = true
    }

    var isQueued: Bool { next == buffer.count }

    /// librdkafka has the record: it keeps us alive, by its opaque, until its report.
    func handedOver() { unreported += 1 }

    func failed(_ entry: RecordBuffer.Entry, _ error: KafkaError) {
        failures.append(DeliveryFailure(record: Int(entry.record), source: entry.source, error: error))
    }

    func reported(
        _ message: UnsafePointer<rd_kafka_message_t>, _ entry: RecordBuffer.Entry, renewing: @autoclosure () -> Bool
    ) {
        unreported -= 1
        if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
            position = (message.pointee.partition, message.pointee.offset)
        } else {
            let renewing = renewing()
            failed(
                entry,
                KafkaError(
                    KafkaErrorCode(message.pointee.err),
                    while: "deliver a record to \(buffer.topics[Int(entry.topic)])",
                    detail: renewing ? "the producer failed for good and was renewed: produce it again" : nil,
                    isRetriable: renewing ? true : nil))
        }
        completeIfDone()
    }

    /// Fails what has not been handed over yet.
    func abandon(_ error: KafkaError) {
        while let entries = buffer.entries, next < buffer.count {
            let entry = entries[next]
            next += 1
            if isIncluded?(entry.source) ?? true { failed(entry, error) }
        }
        completeIfDone()
    }

    func completeIfDone() {
        guard isQueued, unreported == 0, !isCompleted else { return }
        isCompleted = true
        buffer.isLent = false
        completion(self)
    }
}
