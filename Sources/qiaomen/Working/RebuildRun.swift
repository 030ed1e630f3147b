import Foundation
import Hotline
import Kafka
import Logging
import Store
import Synchronization
import Tracking
import WorkTime

/// Makes a store anew: cases → told rungs → inputs from their start → in the old one's place.
final class RebuildRun: Sendable {
    /// What was found.
    struct Findings: Sendable {
        var cases = 0
        var rungs = 0
        var unreadable = 0
        var inputs = TrackerSummary()
    }

    private let cluster: Cluster
    private let admin: Admin
    private let settings: Settings
    private let district: District
    private let context: TrackingContext
    private let logger: Logger
    private let stop: StopRequest

    init(
        _ cluster: Cluster, settings: Settings, district: District, logger: Logger, stop: StopRequest
    ) throws {
        self.cluster = cluster
        self.settings = settings
        self.district = district
        self.logger = logger
        self.stop = stop
        admin = try Admin(cluster.configuration, logger: logger)
        context = try TrackRun.context(of: district, lanes: ProcessInfo.processInfo.activeProcessorCount)
    }

    private var path: String { settings.store.path }
    private var newPath: String { StoreSwap.newPath(of: path) }

    /// - Throws: `CommandFailure` with what is wrong; then the old store is as it was.
    func run(cluster id: String) async throws -> Findings {
        let path = self.path
        let lock = try await ofStore { try StoreLock.acquire(path) }
        guard let lock else {
            throw CommandFailure("a tracker holds \(path): stop it first, and start it again afterwards")
        }
        defer { withExtendedLifetime(lock) {} }
        let (store, old) = try await open(cluster: id)
        var findings = Findings()
        (findings.cases, findings.unreadable) = try await recoverCases(into: store)
        findings.rungs = try await recoverRungs(into: store)
        try await ofStore { try store.close() }
        findings.inputs = try await recoverInputs(buriedBefore: old)
        try leaveIfStopped()
        try await ofStore { try StoreSwap.swap(path) }
        return findings
    }

    /// Makes the new store; what the old one still has to bury comes along.
    ///
    /// - Returns: the new store, and how far the old one had read; empty if it cannot be read.
    private func open(cluster: String) async throws -> (Store, [TopicPartition: Int64]) {
        let (path, newPath, calendars) = (path, newPath, context.policy.calendars)
        return try await ofStore {
            try StoreSwap.clear(newPath)
            let store = try Store(path: newPath, calendars: calendars)
            try store.bind(cluster: cluster)
            // Opening what is not there would make it.
            guard StoreLock.exists(path), let old = try? Store(path: path, calendars: calendars),
                try old.cluster() == cluster
            else { return (store, [:]) }
            let offsets = try old.offsets()
            try store.inherit(deadLettersOf: old)
            try old.close()
            let pairs = offsets.map { (TopicPartition(topic: $0.topic, partition: $0.partition), $1) }
            return (store, Dictionary(uniqueKeysWithValues: pairs))
        }
    }

    // MARK: - Cases and rungs

    private func recoverCases(into store: Store) async throws -> (cases: Int, unreadable: Int) {
        let recovery = Mutex(CaseRecovery())
        try await read(Topics.cases, "states found") { batch in recovery.withLock { $0.note(batch) } }
        let context = self.context
        try await read(Topics.cases, "states read") { batch in
            let step = recovery.withLock { $0.step(of: batch, context) }
            try store.commit(step)
        }
        return recovery.withLock { ($0.count - $0.unreadable, $0.unreadable) }
    }

    private func recoverRungs(into store: Store) async throws -> Int {
        let count = Mutex(0)
        try await read(Topics.escalations, "rungs read") { batch in
            let step = RungRecovery.step(of: batch)
            try store.commit(step)
            count.withLock { $0 += step.told.count }
        }
        return count.withLock { $0 }
    }

    /// Reads a topic to its end; one that is not there is empty.
    private func read(
        _ topic: String, _ noun: String, _ take: @escaping @Sendable (Batch) throws -> Void
    ) async throws {
        guard let found = try await admin.listTopics().first(where: { $0.name == topic }) else { return }
        let partitions = (0..<found.partitionCount).map { TopicPartition(topic: topic, partition: Int32($0)) }
        let progress = Mutex((count: 0, line: TerminalProgress(noun)))
        let reader = TopicReader(
            cluster.configuration, from: beginning(of: partitions), ending: .atTheEnd, logger: logger, stop: stop
        ) { batch in
            try take(batch)
            progress.withLock {
                $0.count += batch.count
                $0.line.show($0.count)
            }
            return true
        }
        defer { progress.withLock { $0.line.clear() } }
        do {
            try await reader.run()
        } catch let error as StoreError {
            throw CommandFailure(error.description)
        }
        try leaveIfStopped()
    }

    // MARK: - Inputs

    private func recoverInputs(buriedBefore offsets: [TopicPartition: Int64]) async throws -> TrackerSummary {
        var settings = settings
        settings.store = StoreAddress(path: newPath)
        let run = try TrackRun(cluster.configuration, settings: settings, district: district, logger: logger) {
            $0.drains = true
            $0.recovers = offsets
        }
        Signals.onStop { run.tracker.stop() }
        let line = TrackProgress(run.tracker)
        defer { line.stop() }
        return try await run.run()
    }

    private func leaveIfStopped() throws(CommandFailure) {
        guard stop.isMade else { return }
        throw CommandFailure("stopped before the end: the store is as it was")
    }
}
