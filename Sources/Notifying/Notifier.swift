// Notifying: telling people outside of Qiaomen that there is something to do.
//
//     tasks.<department> ─┐                        ┌─> WebhookSender ──> WeCom
//     escalations ────────┼─> Notifier ── Notice ──┼─> WebhookSender ──> DingTalk
//     cases (督办) ────────┘   (a batch at a time)   └─> WebhookSender ──> SMS gateway
//
// A batch's offsets are committed once each webhook has had its notices or given them up: at least once. What is older
// than an hour is nobody's news any more: so a first start tells of the last hour, however much there is.

import AsyncHTTPClient
package import CoreMetrics
import Dispatch
package import Hotline
package import Kafka
package import Logging
import Synchronization
package import WorkTime

/// Reads what happens, and sends it to those who want to be told: a member of the group `qiaomen-notify`.
///
/// Threading: one serial queue owns the consumer; sending runs on Swift concurrency, one batch at a time.
package final class Notifier: Sendable {
    /// How old news may be, in milliseconds.
    private static let freshness: Int64 = 3_600_000
    private static let batch = BatchLimits(messages: 200)
    /// How long a batch may take: below the time after which a group takes its partitions away.
    private static let patience = Duration.seconds(200)
    /// How long after it was ordered a 督办 is news, in milliseconds: a case tells all its own each time.
    private static let supervisionFreshness: Int64 = 900_000
    /// So many are remembered, so that what Kafka holds twice is told once.
    private static let memory = 10_000
    package static let group = "qiaomen-notify"

    private struct State {
        var consumer: Consumer?
        var isBusy = false
        var isReading = false
        var isStopping = false
        var ending: CheckedContinuation<Void, any Error>?
        var told: Set<String> = []
        var order: [String] = []
    }

    private let configuration: ClientConfiguration
    private let targets: [WebhookTarget]
    private let senders: [WebhookSender]
    private let client: HTTPClient
    private let now: @Sendable () -> Instant
    private let metrics: NotifierMetrics
    private let logger: Logger
    private let queue = DispatchQueue(label: "notifier")
    private let state = Mutex(State())

    package init(
        _ configuration: ClientConfiguration, targets: [WebhookTarget], words: NoticeWords,
        now: @escaping @Sendable () -> Instant, metrics: any MetricsFactory, logger: Logger,
        pauses: [Double] = [1, 5, 15]
    ) {
        self.configuration = configuration
        self.targets = targets
        let client = HTTPClient(configuration: .notifying)
        self.client = client
        senders = targets.map { WebhookSender($0, words, client, now: now, logger: logger, pauses: pauses) }
        self.now = now
        self.metrics = NotifierMetrics(metrics, webhooks: targets.map(\.webhook.id))
        self.logger = logger
    }

    /// Whether the group has given it anything to read.
    package var isReading: Bool { state.withLock(\.isReading) }

    /// The topics that have news for these webhooks.
    package static func topics(for webhooks: [Webhook]) -> [String] {
        let departments = Set(webhooks.flatMap(\.departments)).sorted()
        return departments.map { "tasks.\($0)" } + (departments.isEmpty ? [] : ["cases"])
            + (webhooks.contains { !$0.contacts.isEmpty } ? ["escalations"] : [])
    }

    /// Works until it is stopped, or cannot go on.
    package func run() async throws {
        do {
            try await withCheckedThrowingContinuation { continuation in
                queue.async { [self] in
                    state.withLock { $0.ending = continuation }
                    do {
                        let consumer = try Consumer(
                            configuration, group: configuration.properties["group.id"] ?? Self.group, queue: queue,
                            logger: logger
                        ) { [weak self] event in self?.receive(event) }
                        state.withLock { $0.consumer = consumer }
                        try consumer.subscribe(to: Self.topics(for: targets.map(\.webhook)))
                    } catch {
                        end(.failure(error))
                    }
                }
            }
        } catch {
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    /// Sends what is begun, commits it, and ends.
    package func stop() {
        queue.async { [self] in
            let isBusy = state.withLock { state in
                state.isStopping = true
                return state.isBusy
            }
            if !isBusy { end(.success(())) }
        }
    }

    private func receive(_ event: ConsumerEvent) {
        let consumer = state.withLock(\.consumer)
        switch event {
        case .readable: next()
        // What is not committed yet will be told again by whoever has it next.
        case .revoking: consumer?.finishRevocation()
        case .assigned(let partitions):
            state.withLock { $0.isReading = true }
            logger.info("reading \(partitions.count) partitions")
        case .lost, .endReached: break
        case .failed(let error): end(.failure(error))
        }
    }

    private func next() {
        guard let consumer = state.withLock({ $0.isBusy || $0.isStopping ? nil : $0.consumer }),
            let batch = consumer.drain(Self.batch)
        else { return }
        state.withLock { $0.isBusy = true }
        let news = notices(in: batch)
        Task { [self] in
            await tell(news)
            queue.async { [self] in commit(batch, consumer) }
        }
    }

    private func commit(_ batch: Batch, _ consumer: Consumer) {
        consumer.commit(batch.sources) { [self] result in
            if case .failure(let error) = result { logger.warning("what was told may be told again: \(error)") }
            let isStopping = state.withLock { state in
                state.isBusy = false
                return state.isStopping
            }
            if isStopping { end(.success(())) } else { next() }
        }
    }

    private func tell(_ news: [Notice]) async {
        let deadline = ContinuousClock.now + Self.patience
        await withTaskGroup(of: Void.self) { group in
            for (target, sender) in zip(targets, senders) {
                let wanted = news.filter(target.isTold)
                guard !wanted.isEmpty else { continue }
                group.addTask { [metrics] in
                    for notice in wanted {
                        metrics.count(await sender.send(notice, until: deadline), of: target.webhook.id)
                    }
                }
            }
        }
    }

    private func end(_ result: Result<Void, any Error>) {
        let (consumer, ending) = state.withLock { state in
            defer { (state.consumer, state.ending) = (nil, nil) }
            return (state.consumer, state.ending)
        }
        guard let ending else { return }
        guard let consumer else { return ending.resume(with: result) }
        consumer.close(deadline: .now() + .seconds(5)) { ending.resume(with: result) }
    }
}

/// What is news in a batch.
extension Notifier {
    private func notices(in batch: Batch) -> [Notice] {
        let oldest = now().milliseconds - Self.freshness
        var notices: [Notice] = []
        for index in 0..<batch.count {
            let message = batch.message(at: index)
            guard message.timestamp ?? .max >= oldest, let value = message.value else { continue }
            let topic = batch.sources[message.sourceIndex].partition.topic
            notices += Self.notices(topic, value, at: message.timestamp)
        }
        return notices.filter(isNew)
    }

    /// What cannot be read is nobody's news: whoever works on it says what is wrong with it.
    private static func notices(_ topic: String, _ value: RawSpan, at time: Int64?) -> [Notice] {
        switch topic {
        case "escalations":
            return (try? Escalation(json: value)).map { [Notice($0)] } ?? []
        case "cases":
            guard let state = try? Case(json: value) else { return [] }
            let oldest = (time ?? .max) - supervisionFreshness
            return state.supervisions.filter { $0.answeredAt == nil && $0.at.milliseconds >= oldest }.map {
                Notice($0, of: state)
            }
        default:
            let head = value.withUnsafeBytes { TaskHead(json: Array($0)) }
            return head.flatMap(Notice.init(task:)).map { [$0] } ?? []
        }
    }

    private func isNew(_ notice: Notice) -> Bool {
        state.withLock { state in
            guard state.told.insert(notice.id).inserted else { return false }
            state.order.append(notice.id)
            if state.order.count > 2 * Self.memory {
                for old in state.order.prefix(Self.memory) { state.told.remove(old) }
                state.order.removeFirst(Self.memory)
            }
            return true
        }
    }
}
