import Kafka

/// Gathers records into batches for the producer; used by one thread, which waits while too much is under way.
struct RecordBatcher: ~Copyable {
    /// Asked to stop while waiting for room.
    struct Stopped: Error {}

    private static let batchRecords = 5_000
    private static let batchBytes = 4 << 20

    private let flight: InFlight
    private let stop: StopRequest
    private var buffer: RecordBuffer?

    init(_ flight: InFlight, stop: StopRequest) {
        self.flight = flight
        self.stop = stop
    }

    /// Adds a record; a full batch is sent.
    ///
    /// - Parameters:
    ///   - source: a number by which a failure is told.
    ///   - timestamp: milliseconds since 1970; nil is now.
    ///   - headers: adds the record's headers, in order.
    mutating func add(
        topic: String, source: Int, timestamp: Int64? = nil, key: RawSpan?, value: RawSpan?,
        headers: (RecordBuffer) -> Void = { _ in }
    ) throws(Stopped) {
        guard let buffer = buffer ?? flight.takeBuffer(unless: stop) else { throw Stopped() }
        self.buffer = buffer
        buffer.begin(topic: buffer.topicIndex(topic), source: source, timestamp: timestamp)
        headers(buffer)
        buffer.end(key: key, value: value)
        if buffer.count >= Self.batchRecords || buffer.byteCount >= Self.batchBytes { flush() }
    }

    /// Sends what was gathered.
    mutating func flush() {
        guard let buffer else { return }
        self.buffer = nil
        flight.send(buffer)
    }
}
