import Dispatch
import Hotline
package import Kafka
package import Logging
import Pipeline
package import Store
import Synchronization
package import Telemetry
package import WorkTime

/// Sends the outbox: strictly in its order, each record until the broker has it, at least once under an id that never
/// changes.
///
/// One buffer is on its way at a time. What the broker has is acknowledged upwards, so that the one writer of the store
/// can delete it. A crash between the two repeats a few records, which those who read know by their ids.
///
/// Threads: one serial queue of its own; the store is read there.
package final class Relay: Sendable {
    /// What its owner is told, on the relay's queue.
    package struct Events: Sendable {
        /// All up to this sequence number was sent or set aside.
        let acknowledged: @Sendable (Int64) -> Void
        /// It cannot go on.
        let failed: @Sendable (TrackerError) -> Void
    }

    private struct State {
        var producer: Producer?
        var acknowledged: Int64 = 0
        var isSending = false
        var isStopped = false
        var sent = 0
        var setAside: Set<Int64> = []
        var setAsideCount = 0
        var backoff = Backoff()
        var zone: UTCOffsets
        var waiting: [@Sendable () -> Void] = []
        var hasToldTrouble = false
    }

    private let queue = DispatchQueue(label: "tracker.relay", qos: .userInitiated)
    private let store: Store
    private let records: Int
    private let logger: Logger
    private let metrics: TrackerMetrics?
    private let events: Events
    private let state: Mutex<State>

    /// - Parameters:
    ///   - records: how many are on their way at once.
    ///   - zone: in which times are written.
    package init(
        _ store: Store, records: Int, zone: UTCOffsets, logger: Logger, metrics: TrackerMetrics? = nil, events: Events
    ) {
        self.store = store
        self.records = records
        self.logger = logger
        self.metrics = metrics
        self.events = events
        state = Mutex(State(zone: zone))
    }

    /// How many records the broker has taken, and how many were set aside.
    package var counts: (sent: Int, setAside: Int) { state.withLock { ($0.sent, $0.setAsideCount) } }

    /// Begins to send.
    package func start(_ client: ClientConfiguration) throws(KafkaError) {
        var client = client
        // The consumer says it.
        client.tellsOutages = false
        let producer = try Producer(client, logger: logger)
        state.withLock { $0.producer = producer }
        wake()
    }

    /// There may be more to send.
    package func wake() {
        queue.async { [self] in send() }
    }

    /// Answers on the relay's queue once nothing waits to be sent.
    package func whenEmpty(_ answer: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            state.withLock { $0.waiting.append(answer) }
            send()
        }
    }

    /// Sends nothing more, and closes; answers on the relay's queue.
    package func close(_ answer: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            let producer = state.withLock { state -> Producer? in
                state.isStopped = true
                state.waiting = []
                defer { state.producer = nil }
                return state.producer
            }
            guard let producer else { return answer() }
            producer.close(deadline: .now() + 5) { [queue] _ in queue.async(execute: answer) }
        }
    }

    // MARK: - On the queue

    private func send() {
        dispatchPrecondition(condition: .onQueue(queue))
        let begun = state.withLock { state -> (producer: Producer, after: Int64)? in
            guard !state.isSending, !state.isStopped, let producer = state.producer else { return nil }
            state.isSending = true
            return (producer, state.acknowledged)
        }
        guard let (producer, after) = begun else { return }
        do {
            let entries = try store.outbox(after: after, limit: records)
            guard !entries.isEmpty else { return rest() }
            produce(entries, with: producer)
        } catch {
            guard error.isTransient else { return fail(.store(error)) }
            tell("\(error)")
            retry()
        }
    }

    private func rest() {
        let waiting = state.withLock { state in
            state.isSending = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for answer in waiting { answer() }
    }

    private func produce(_ entries: [OutboxEntry], with producer: Producer) {
        let buffer = RecordBuffer()
        state.withLock { state in
            for (index, entry) in entries.enumerated() where !state.setAside.contains(entry.sequence) {
                OutboxMessage.add(entry, to: buffer, index: index, zone: &state.zone)
            }
        }
        producer.produce(buffer) { [self] failures in
            queue.async { [self] in delivered(entries, DeliveryJudgement(failures)) }
        }
    }

    private func delivered(_ entries: [OutboxEntry], _ judgement: DeliveryJudgement) {
        if let denial = judgement.denial { return fail(.refused(denial)) }
        guard judgement.hopeless.isEmpty else { return bury(entries, judgement) }
        settle(entries, judgement)
    }

    /// What no broker takes goes to the dead letters, without its value if that is too large; what even they do not take
    /// is said, and left.
    private func bury(_ entries: [OutboxEntry], _ judgement: DeliveryJudgement) {
        guard let producer = state.withLock({ $0.producer }) else { return }
        let buffer = RecordBuffer()
        for (index, error) in judgement.hopeless {
            let entry = entries[index]
            logger.error("\(entry.id) cannot be sent to \(entry.topic), and is set aside: \(error)")
            guard entry.topic != Topics.dead else { continue }
            OutboxMessage.addDead(entry, because: error, to: buffer, index: index, omitsValue: error.isTooLarge)
        }
        producer.produce(buffer) { [self] failures in
            queue.async { [self] in
                for failure in failures { logger.error("\(entries[failure.source].id) is lost: \(failure.error)") }
                state.withLock { state in
                    state.setAsideCount += judgement.hopeless.count
                    for (index, _) in judgement.hopeless { state.setAside.insert(entries[index].sequence) }
                }
                metrics?.relayed(0, setAside: judgement.hopeless.count)
                settle(entries, judgement)
            }
        }
    }

    private func settle(_ entries: [OutboxEntry], _ judgement: DeliveryJudgement) {
        let done = judgement.firstAgain ?? entries.count
        let (acknowledged, sent) = state.withLock { state -> (Int64?, Int) in
            guard done > 0 else { return (nil, 0) }
            let last = entries[done - 1].sequence
            let sent = done - state.setAside.count { $0 <= last }
            state.acknowledged = last
            state.sent += sent
            state.setAside = state.setAside.filter { $0 > last }
            return (last, sent)
        }
        metrics?.relayed(sent, setAside: 0)
        if let acknowledged { events.acknowledged(acknowledged) }
        if let trouble = judgement.trouble {
            tell("\(trouble)")
            return retry()
        }
        let isOver = state.withLock { state in
            state.backoff.reset()
            state.isSending = false
            defer { state.hasToldTrouble = false }
            return state.hasToldTrouble
        }
        if isOver { logger.notice("the outbox is being sent again") }
        send()
    }

    private func retry() {
        let pause = state.withLock { $0.backoff.next() }
        queue.asyncAfter(deadline: .now() + pause) { [self] in
            state.withLock { $0.isSending = false }
            send()
        }
    }

    private func fail(_ error: TrackerError) {
        state.withLock { $0.isStopped = true }
        events.failed(error)
    }

    /// Said once in each outage.
    private func tell(_ trouble: String) {
        let isNew = state.withLock { state in
            defer { state.hasToldTrouble = true }
            return !state.hasToldTrouble
        }
        if isNew { logger.warning("the outbox waits: \(trouble); nothing is lost, it is tried again") }
    }
}
