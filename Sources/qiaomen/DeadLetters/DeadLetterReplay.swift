import Dispatch
import Kafka
import Synchronization

/// Sends dead letters to the topics they came from. `send` and `finish` block while the broker is slow; never call them
/// on Swift's cooperative pool.
final class DeadLetterReplay: Sendable {
    private struct State: ~Copyable {
        var batcher: RecordBatcher
        /// Their values lie in their topics still, too large to have been copied.
        var omitted: [DeadLetterRecord] = []
        var failed = 0
    }

    private let topic: DeadLetterTopic
    private let flight: InFlight
    private let stop: StopRequest
    private let state: Mutex<State>

    init(_ topic: DeadLetterTopic, to producer: Producer, stop: StopRequest) {
        self.topic = topic
        self.stop = stop
        flight = InFlight(producer) { tell("\($0.error)") }
        state = Mutex(State(batcher: RecordBatcher(flight, stop: stop)))
    }

    /// How many the broker has acknowledged.
    var replayed: Int { flight.acknowledged }

    /// How many could not be sent.
    var failed: Int { flight.failed + state.withLock { $0.failed } }

    /// Tells of one that cannot be sent.
    func fail(_ reason: String) {
        tell(reason)
        state.withLock { $0.failed += 1 }
    }

    /// Sends one, or notes it for `sendOmitted`.
    func send(_ record: DeadLetterRecord) throws {
        guard record.omittedBytes == nil else { return state.withLock { $0.omitted.append(record) } }
        try send(record, key: record.message.key, value: record.message.value)
    }

    /// Sends those whose values lie in their topics still.
    func sendOmitted() async throws {
        for record in state.withLock({ $0.omitted }) {
            guard let origin = record.topic, let partition = record.partition, let offset = record.offset,
                let original = try await original(TopicPartition(topic: origin, partition: partition), offset)
            else {
                fail("\(record.position): its value is no longer where it came from")
                continue
            }
            try await blocking { [self] in try send(record, key: original.key, value: original.value) }
        }
    }

    /// Waits until all is acknowledged; after a stop, for five seconds more.
    func finish() {
        state.withLock { $0.batcher.flush() }
        flight.wait(unless: stop, grace: .seconds(5))
    }

    private func send(_ record: DeadLetterRecord, key: [UInt8]?, value: [UInt8]?) throws {
        guard let origin = record.topic else {
            return fail("\(record.position): it does not say which topic it came from")
        }
        try state.withLock { state in
            try state.batcher.add(topic: origin, source: 0, key: key?.span.bytes, value: value?.span.bytes) { buffer in
                for header in record.replayHeaders {
                    let name = Array(header.name.utf8)
                    buffer.header(name.span.bytes, header.value?.span.bytes)
                }
            }
        }
    }

    private func original(_ partition: TopicPartition, _ offset: Int64) async throws -> OwnedMessage? {
        let found = Mutex<OwnedMessage?>(nil)
        let reader = TopicReader(
            topic.cluster.configuration, from: [partition: offset], ending: .atTheEnd, logger: topic.logger, stop: stop
        ) { batch in
            let message = batch.message(at: 0).copy()
            if message.offset == offset { found.withLock { $0 = message } }
            return false
        }
        try await reader.run()
        return found.withLock { $0 }
    }
}
