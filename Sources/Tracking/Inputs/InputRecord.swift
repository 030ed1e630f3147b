package import Classification
package import Hotline
package import Kafka
package import Pipeline
package import WorkTime

/// One record of an input, read and understood as far as it goes without knowing any case.
package struct InputRecord: Sendable {
    /// What a record says.
    package enum Content: Sendable {
        /// The lead task of round 1: a case opens. With what tells whether others reported the same.
        indirect case task(ArrivedTask, ReportSketch)
        /// Somebody did something.
        indirect case progress(ReceivedProgress)
        /// A task that follows from a case, or a supporting one: the lead's case knows of it.
        case shadow
        /// Nobody can read it.
        case unreadable(DeadLetter)
    }

    /// Where it was read.
    package let partition: TopicPartition
    /// Its place there.
    package let offset: Int64
    /// The record's timestamp, which the broker set.
    package let recordedAt: Instant
    /// What it says.
    package let content: Content
    /// The trace that it belongs to.
    package let trace: String?
    /// The record as it came, for dead letters and for events that have to wait.
    package let raw: RawRecord

    package init(
        partition: TopicPartition, offset: Int64, recordedAt: Instant, content: Content, trace: String? = nil,
        raw: RawRecord
    ) {
        self.partition = partition
        self.offset = offset
        self.recordedAt = recordedAt
        self.content = content
        self.trace = trace
        self.raw = raw
    }

    /// Bytes of memory that it is reckoned with while it waits.
    package var weight: Int { raw.byteCount + 512 }
}

/// A record as it came: inside its batch, which it keeps alive, or on its own.
package enum RawRecord: Sendable {
    case inBatch(Batch, index: Int)
    case alone(OwnedMessage)

    /// As Swift values.
    package var message: OwnedMessage {
        switch self {
        case .inBatch(let batch, let index): batch.message(at: index).copy()
        case .alone(let message): message
        }
    }

    /// How long its value is.
    package var byteCount: Int {
        switch self {
        case .inBatch(let batch, let index): batch.message(at: index).value?.byteCount ?? 0
        case .alone(let message): message.value?.count ?? 0
        }
    }
}
