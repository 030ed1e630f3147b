import Dispatch
import Kafka
import Logging
import Synchronization

/// Reads a topic for a tool: every partition from a given offset, in no group, committing nothing.
///
/// Threading: one serial queue owns the consumer; batches are handed over on it, so a slow taker slows the reading and
/// memory stays bounded. What is @Sendable runs there, one call at a time.
final class TopicReader: Sendable {
    /// Where reading ends by itself.
    enum Ending { case atTheEnd, never }

    private struct State {
        var consumer: Consumer?
        var unread: Set<TopicPartition>
        var completion: CheckedContinuation<Void, any Error>?
    }

    private let queue = DispatchQueue(label: "qiaomen.reader")
    private let configuration: ClientConfiguration
    private let positions: [TopicPartition: Int64]
    private let ending: Ending
    private let logger: Logger
    private let stop: StopRequest
    private let take: @Sendable (Batch) throws -> Bool
    private let state: Mutex<State>

    /// - Parameters:
    ///   - positions: the offset to begin with, for each partition to be read.
    ///   - ending: whether to stop when all of it has been read, or wait for more.
    ///   - stop: ends the reading within 100 ms.
    ///   - take: gets each batch; false or an error ends the reading.
    init(
        _ configuration: ClientConfiguration, from positions: [TopicPartition: Int64], ending: Ending, logger: Logger,
        stop: StopRequest, take: @escaping @Sendable (Batch) throws -> Bool
    ) {
        self.configuration = configuration
        self.positions = positions
        self.ending = ending
        self.logger = logger
        self.stop = stop
        self.take = take
        self.state = Mutex(State(unread: Set(positions.keys)))
    }

    /// Reads until the end, a stop, or until nothing more is wanted.
    ///
    /// - Throws: what `take` threw, or the error that made reading impossible.
    func run() async throws {
        guard !positions.isEmpty else { return }
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [self] in
                state.withLock { $0.completion = continuation }
                do {
                    let consumer = try Consumer(
                        configuration, group: "qiaomen-tools", queue: queue, logger: logger, partitionEnds: true
                    ) { [self] event in receive(event) }
                    state.withLock { $0.consumer = consumer }
                    try consumer.assign(positions)
                } catch {
                    finish(.failure(error))
                }
            }
        }
    }

    private func receive(_ event: ConsumerEvent) {
        switch event {
        case .readable:
            guard !stop.isMade else { return finish(.success(())) }
            guard let batch = state.withLock({ $0.consumer })?.drain() else { return }
            do {
                if try !take(batch) { finish(.success(())) }
            } catch {
                finish(.failure(error))
            }
        case .endReached(let partition):
            let isAllRead = state.withLock { state in
                state.unread.remove(partition)
                return state.unread.isEmpty
            }
            if isAllRead, ending == .atTheEnd { finish(.success(())) }
        case .failed(let error):
            finish(.failure(error))
        case .assigned, .revoking, .lost:
            break
        }
    }

    /// Closes the consumer, then lets `run` return. Only the first call counts.
    private func finish(_ result: Result<Void, any Error>) {
        let (consumer, completion) = state.withLock { state in
            defer { (state.consumer, state.completion) = (nil, nil) }
            return (state.consumer, state.completion)
        }
        guard let completion else { return }
        guard let consumer else { return completion.resume(with: result) }
        consumer.close(deadline: .now() + .seconds(5)) { completion.resume(with: result) }
    }
}

extension Admin {
    /// Every partition of the topic.
    ///
    /// - Throws: `CommandFailure` if there is no such topic.
    func partitions(of topic: String) async throws -> [TopicPartition] {
        guard let found = try await listTopics().first(where: { $0.name == topic }) else {
            throw CommandFailure("there is no topic \(topic): qiaomen topics create makes the district's")
        }
        return (0..<found.partitionCount).map { TopicPartition(topic: topic, partition: Int32($0)) }
    }
}

/// Each partition from its first record on.
func beginning(of partitions: [TopicPartition]) -> [TopicPartition: Int64] {
    // Kafka's own sign for the first offset there is (RD_KAFKA_OFFSET_BEGINNING).
    Dictionary(uniqueKeysWithValues: partitions.map { ($0, -2) })
}
