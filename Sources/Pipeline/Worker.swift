package import CoreMetrics
import Dispatch
import Kafka
package import Logging
import Synchronization

/// One member of a consumer group that turns messages into other messages: poll a batch, work on it in keyed lanes,
/// commit it whole.
///
/// ```
///            ┌ lane ┐
/// poll ─> batch ─ lane ─> records ─> acknowledged ─> offsets committed
///            └ lane ┘       (one batch here)   (and one there, in their order)
/// ```
///
/// Threads: one serial queue (`queue`) owns the consumer, every decision and all state; lanes run on one shared
/// concurrent queue and touch nothing but their slice and their slot; Kafka's blocking calls run on queues of their
/// own, inside the module `Kafka`. The decisions are plain structs (``OpenBatches``, ``CommitSequence``, ``Intake``,
/// ``Rejections``); this class performs what they answer. The lock around the state is never waited for.
package final class Worker<Handler: LaneHandler>: Sendable {
    struct State {
        var consumer: Consumer?
        var producer: Producer?
        var batches = OpenBatches()
        var work: [OpenBatches.Number: BatchWork<Handler>] = [:]
        var sequence: CommitSequence?
        var backoff = Backoff()
        var intake = Intake()
        var freeSlots: [LaneSlot<Handler>] = []
        var reachedEnds: Set<TopicPartition> = []
        var isAssigned = false
        var revocations = 0
        var summary = WorkerSummary()
        var firstTake: UInt64?
        var watchdog: (any DispatchSourceTimer)?
        var isOver = false
        var hasToldTrouble = false
        var isUnreachable = false
    }

    let configuration: WorkerConfiguration
    let handler: Handler
    let logger: Logger
    let metrics: WorkerMetrics
    let queue: DispatchQueue
    let laneQueue: DispatchQueue
    let state = Mutex(State())
    private let onEnd: @Sendable (Result<WorkerSummary, WorkerError>) -> Void

    /// - Parameters:
    ///   - metrics: where it tells of its work; by default nowhere.
    ///   - onEnd: called once, on the worker's queue, when everything is closed.
    package init(
        _ configuration: WorkerConfiguration, handler: Handler, logger: Logger,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        onEnd: @escaping @Sendable (Result<WorkerSummary, WorkerError>) -> Void
    ) {
        self.configuration = configuration
        self.handler = handler
        self.logger = logger
        self.metrics = WorkerMetrics(group: configuration.group, metrics)
        self.onEnd = onEnd
        queue = DispatchQueue(label: "worker.\(configuration.instance)", qos: .userInitiated)
        laneQueue = DispatchQueue(
            label: "lanes.\(configuration.instance)", qos: .userInitiated, attributes: .concurrent)
    }

    /// Begins to work; an instance starts once.
    package func start() {
        queue.async { [self] in
            startWatchdog()
            openProducer { [self] in openConsumer() }
        }
    }

    /// Takes in nothing more, finishes what is open, commits it, closes. Safe to call at any time, from anywhere.
    package func stop() {
        queue.async { [self] in
            guard state.withLock({ !$0.batches.isStopping && !$0.isOver }) else { return }
            stopGracefully()
            let patience = configuration.shutdownPatience
            queue.asyncAfter(deadline: .now() + patience) { [self] in
                let messages = state.withLock { $0.work.values.reduce(0) { $0 + $1.batch.count } }
                end(.failure(.unfinished(messages: messages, seconds: patience)))
            }
        }
    }

    /// Figures as they stand; may be called from anywhere.
    package var summary: WorkerSummary { state.withLock { $0.summary } }

    /// Whether it is at its work: the group has given it its share, if only none, and the cluster can be reached. May be
    /// called from anywhere.
    package var isReady: Bool {
        state.withLock { $0.isAssigned && !$0.isUnreachable && !$0.batches.isStopping && !$0.isOver }
    }

    /// How many messages wait in the partitions that this worker reads; answers on the worker's queue.
    package func lag(_ answer: @escaping @Sendable (Int64) -> Void) {
        queue.async { [self] in
            let consumer = state.withLock { $0.consumer }
            answer(consumer?.lag().values.reduce(0, +) ?? 0)
        }
    }

    func stopGracefully() {
        perform(state.withLock { $0.batches.stop() })
    }

    // MARK: - Opening and closing

    func openProducer(then next: @escaping @Sendable () -> Void) {
        dispatchPrecondition(condition: .onQueue(queue))
        let isTransactional = configuration.guarantee == .exactlyOnce
        var client = configuration.client
        // The consumer says it.
        client.tellsOutages = false
        do {
            let producer = try Producer(
                client,
                transactionalID: isTransactional ? configuration.transactionalID : nil,
                logger: logger)
            state.withLock { $0.producer = producer }
            isTransactional ? initTransactions(of: producer, then: next) : next()
        } catch {
            end(.failure(.refused(error)))
        }
    }

    private func initTransactions(of producer: Producer, then next: @escaping @Sendable () -> Void) {
        producer.initTransactions { [self] result in
            queue.async { [self] in
                guard state.withLock({ !$0.isOver }) else { return }
                switch result {
                case .success:
                    state.withLock { $0.backoff.reset() }
                    next()
                case .failure(let error) where error.isFenced:
                    end(.failure(.fenced(instance: configuration.instance, error)))
                case .failure(let error) where error.isRetriable && !error.isFatal:
                    tell(error)
                    let pause = state.withLock { $0.backoff.next() }
                    queue.asyncAfter(deadline: .now() + pause) { [self] in initTransactions(of: producer, then: next) }
                case .failure(let error):
                    end(.failure(.refused(error)))
                }
            }
        }
    }

    private func openConsumer() {
        guard state.withLock({ !$0.isOver && !$0.batches.isStopping }) else { return }
        var client = configuration.client
        client.onReachability = { [weak self] in self?.reachability($0) }
        do {
            let consumer = try Consumer(
                client, group: configuration.group, queue: queue, logger: logger,
                partitionEnds: configuration.drains
            ) { [self] event in receive(event) }
            state.withLock { $0.consumer = consumer }
            try consumer.subscribe(to: configuration.topics)
        } catch {
            end(.failure(.refused(error)))
        }
        guard configuration.drains else { return }
        let patience = configuration.assignmentPatience
        queue.asyncAfter(deadline: .now() + patience) { [self] in
            guard state.withLock({ !$0.isAssigned }) else { return }
            end(.failure(.noAssignment(group: configuration.group, seconds: patience)))
        }
    }

    /// Closes what is open, producer first (its records belong to batches that are done or given up), and tells the end.
    func end(_ result: Result<WorkerSummary, WorkerError>) {
        dispatchPrecondition(condition: .onQueue(queue))
        let open = state.withLock { state -> (Producer?, Consumer?)? in
            guard !state.isOver else { return nil }
            state.isOver = true
            state.watchdog?.cancel()
            state.watchdog = nil
            state.work = [:]
            defer { (state.producer, state.consumer) = (nil, nil) }
            return (state.producer, state.consumer)
        }
        guard let (producer, consumer) = open else { return }
        metrics.closed()
        if case .failure(.stuck) = result {
            // A lane still holds its batch, so the consumer cannot be closed: the process has to end.
            return onEnd(result)
        }
        let isFailure = if case .failure = result { true } else { false }
        if isFailure { producer?.purge() }
        close(producer) { [self] in
            close(consumer) { [onEnd] in onEnd(result) }
        }
    }

    func close(_ producer: Producer?, then next: @escaping @Sendable () -> Void) {
        guard let producer else { return next() }
        producer.close(deadline: .now() + 5) { [queue] _ in queue.async(execute: next) }
    }

    private func close(_ consumer: Consumer?, then next: @escaping @Sendable () -> Void) {
        guard let consumer else { return next() }
        consumer.close(deadline: .now() + 5, completion: next)
    }

    /// Says once that Kafka is in trouble; the next success says that it is over.
    func tell(_ error: KafkaError) {
        guard
            state.withLock({ state in
                defer { state.hasToldTrouble = true }
                return !state.hasToldTrouble
            })
        else { return }
        logger.warning("waiting: \(error); nothing is lost, it is tried again")
    }

    func tellRecovery() {
        guard
            state.withLock({ state in
                defer { state.hasToldTrouble = false }
                return state.hasToldTrouble
            })
        else { return }
        logger.notice("going on again")
    }
}
