import CoreMetrics
import Dispatch
package import Kafka
import Logging
import Store
import Synchronization
package import Telemetry

/// Whether the web is at its work: a broker can be reached, the store can be read, and the tracker keeps it up.
package final class WebHealth: Sendable {
    /// How often Kafka and the store are compared.
    private static let interval = Duration.seconds(10)

    private let services: WebServices
    private let reachesBroker: @Sendable () -> Bool
    private let lag = Mutex(TrackerLag())
    private let answers = Atomic(true)
    private let comparing = Mutex<Task<Void, Never>?>(nil)

    /// - Parameters:
    ///   - ends: where partitions end, asked of the broker; nil if it does not answer.
    ///   - reachesBroker: whether messages can be sent, as far as is known.
    package init(
        _ services: WebServices, reachesBroker: @escaping @Sendable () -> Bool,
        ends: @escaping @Sendable ([TopicPartition]) async -> [TopicPartition: Watermarks]?
    ) {
        self.services = services
        self.reachesBroker = reachesBroker
        let task = Task { [weak self] in
            while !Task.isCancelled {
                await self?.compare(ends)
                try? await Task.sleep(for: Self.interval)
            }
        }
        comparing.withLock { $0 = task }
    }

    /// Compares no more.
    package func stop() { comparing.withLock { $0?.cancel() } }

    /// Whether it is at its work, in words that may be shown to anybody.
    package var readiness: Readiness {
        guard reachesBroker(), answers.load(ordering: .relaxed) else { return .waiting("the broker") }
        switch services.reads.problem {
        case .none: break
        case .missing: return .waiting("the tracker, which makes the store")
        case .some: return .waiting("the store, which cannot be read")
        }
        if let seconds = lag.withLock({ $0.standstill(at: Self.now) }) {
            return .waiting("the tracker, which has written nothing for \(Int(seconds)) s with more to read")
        }
        return .ready
    }

    /// Shows what it knows each time the metrics are read.
    package func show(in registry: MetricRegistry) {
        registry.onCollect { [weak self] registry in
            guard let self else { return }
            MetricDefinition.webReadable.gauge(in: registry).set(services.reads.problem == nil ? 1 : 0)
            MetricDefinition.webStreams.gauge(in: registry).set(services.streams.count)
            let behind = MetricDefinition.webBehind.gauge(in: registry)
            if let records = lag.withLock(\.records) { behind.set(records) } else { behind.destroy() }
        }
    }

    private static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }

    private func compare(_ ends: @Sendable ([TopicPartition]) async -> [TopicPartition: Watermarks]?) async {
        let offsets = (try? await services.reads.read { store throws(StoreError) in try store.offsets() }) ?? [:]
        let next = Dictionary(
            offsets.map { (TrackerLag.Place(topic: $0.key.topic, partition: $0.key.partition), $0.value) }
        ) { first, _ in first }
        let partitions = next.keys.map { TopicPartition(topic: $0.topic, partition: $0.partition) }
        let found = await ends(partitions)
        answers.store(found != nil, ordering: .relaxed)
        lag.withLock { lag in
            guard let found, !next.isEmpty else { return lag.isUnknown() }
            let ends = found.map { (TrackerLag.Place(topic: $0.key.topic, partition: $0.key.partition), $0.value.high) }
            lag.observe(next: next, ends: Dictionary(ends) { first, _ in first }, at: Self.now)
        }
    }
}
