import BrokerTestKit
import Dispatch
import Kafka
import Logging
import Synchronization
import Testing

/// Waits for a completion handler.
func answer<Value: Sendable>(_ body: (@escaping @Sendable (Value) -> Void) -> Void) async -> Value {
    await withCheckedContinuation { continuation in body { continuation.resume(returning: $0) } }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

/// A consumer that collects what it reads and is told.
final class Reader: Sendable {
    struct State {
        var messages: [OwnedMessage] = []
        var events: [ConsumerEvent] = []
        /// The last source seen of each partition.
        var sources: [TopicPartition: BatchSource] = [:]
        var isReading = true
        var acknowledgesRevocations = true
        var limits = BatchLimits()
        var largestBatch = 0
    }

    let queue: DispatchQueue
    let consumer: Consumer
    private let state: Box

    final class Box: Sendable {
        let value = Mutex(State())
        weak let consumer: Consumer?
        init(_ consumer: Consumer?) { self.consumer = consumer }
    }

    init(
        _ configuration: ClientConfiguration, group: String = TestBroker.freshName("group"),
        partitionEnds: Bool = false,
        logger: Logger = TestBroker.logger
    ) throws {
        let queue = DispatchQueue(label: "test.reader")
        let relay = Relay()
        self.queue = queue
        consumer = try Consumer(
            configuration, group: group, queue: queue, logger: logger, partitionEnds: partitionEnds
        ) { relay.handle($0) }
        state = Box(consumer)
        relay.target.withLock { $0 = state }
    }

    /// Breaks the circle between a consumer and its handler.
    private final class Relay: Sendable {
        let target = Mutex<Box?>(nil)

        func handle(_ event: ConsumerEvent) {
            guard let box = target.withLock({ $0 }), let consumer = box.consumer else { return }
            Reader.handle(event, consumer, box)
        }
    }

    private static func handle(_ event: ConsumerEvent, _ consumer: Consumer, _ box: Box) {
        switch event {
        case .readable:
            let (isReading, limits) = box.value.withLock { ($0.isReading, $0.limits) }
            guard isReading, let batch = consumer.drain(limits) else { return }
            var copies: [OwnedMessage] = []
            for index in 0..<batch.count { copies.append(batch.message(at: index).copy()) }
            box.value.withLock { state in
                state.messages += copies
                state.largestBatch = max(state.largestBatch, batch.count)
                for source in batch.sources { state.sources[source.partition] = source }
            }
        case .revoking:
            box.value.withLock { $0.events.append(event) }
            if box.value.withLock({ $0.acknowledgesRevocations }) { consumer.finishRevocation() }
        default:
            box.value.withLock { $0.events.append(event) }
        }
    }

    func set(_ change: @Sendable (inout State) -> Void) { state.value.withLock { change(&$0) } }

    var messages: [OwnedMessage] { state.value.withLock { $0.messages } }
    var values: [String] { messages.map { text($0.value) ?? "nil" } }
    var sources: [BatchSource] { state.value.withLock { Array($0.sources.values) } }
    var events: [ConsumerEvent] { state.value.withLock { $0.events } }
    var largestBatch: Int { state.value.withLock { $0.largestBatch } }

    var revoked: [TopicPartition] {
        events.flatMap { if case .revoking(let partitions) = $0 { partitions } else { [] as [TopicPartition] } }
    }
    var lost: [TopicPartition] {
        events.flatMap { if case .lost(let partitions) = $0 { partitions } else { [] as [TopicPartition] } }
    }
    var failures: [KafkaError] {
        events.compactMap { if case .failed(let error) = $0 { error } else { nil } }
    }

    /// Runs a call on the consumer's queue, as its contract wants.
    func on<Value: Sendable>(_ body: @escaping @Sendable (Consumer) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [consumer] in continuation.resume(with: Result { try body(consumer) }) }
        }
    }

    func assignment() async throws -> [TopicPartition] { try await on { $0.assignment } }

    func commit(_ sources: [BatchSource]) async -> Result<Void, KafkaError> {
        await answer { done in queue.async { [consumer] in consumer.commit(sources) { done($0) } } }
    }

    /// Returns whether the close kept its deadline.
    @discardableResult
    func close(within seconds: Int = 20) async -> Bool {
        let start = DispatchTime.now()
        await answer { (done: @escaping @Sendable (()) -> Void) in
            queue.async { [consumer] in consumer.close(deadline: .now() + .seconds(seconds)) { done(()) } }
        }
        return DispatchTime.now() < start + .seconds(seconds)
    }
}

extension Reader {
    /// Reads these partitions from their start, outside any group, which spares the 3 s that a group takes to form.
    func assign(_ topic: String, partitions: Int = 1, from offset: Int64 = 0) async throws {
        try await on { consumer in
            try consumer.assign(
                Dictionary(
                    uniqueKeysWithValues: (0..<partitions).map {
                        (TopicPartition(topic: topic, partition: Int32($0)), offset)
                    }))
        }
    }
}

extension Producer {
    func finish(within seconds: Int = 10) async -> Int {
        await answer { close(deadline: .now() + .seconds(seconds), completion: $0) }
    }

    func produce(
        _ buffer: RecordBuffer, isIncluded: (@Sendable (Int) -> Bool)? = nil
    ) async -> [DeliveryFailure] {
        await answer { produce(buffer, isIncluded: isIncluded, completion: $0) }
    }
}

extension RecordBuffer {
    /// A record of text, whose source is its number.
    func add(_ value: String, to topic: String, key: String? = nil) {
        let (key, value) = (key.map(bytes), bytes(value))
        begin(topic: topicIndex(topic), source: count)
        end(key: key?.span.bytes, value: value.span.bytes)
    }
}
