import BrokerTestKit
import Dispatch
import Foundation
import Hotline
import Kafka
import Store
import Synchronization
import TestKit
import Testing
import Tracking
import WorkTime

@Suite("A store made anew", .serialized, .timeLimit(.minutes(2)))
struct RebuildTests {
    /// Reads a topic to the end it has now, in one batch after another.
    private func read(_ topic: String, of town: TrackerTown, _ take: @escaping @Sendable (Batch) throws -> Void)
        async throws
    {
        let admin = try Admin(town.configuration, logger: TestBroker.logger)
        let partitions = try await admin.listTopics().filter { $0.name == topic }.flatMap { topic in
            (0..<Int32(topic.partitionCount)).map { TopicPartition(topic: topic.name, partition: $0) }
        }
        let reading = try TopicBatches(town.configuration, partitions, take)
        try await eventually("the end of \(topic)") { reading.isAtEnd }
        try await reading.close()
    }

    /// The new store, from `cases`, `escalations`, and the inputs from their start.
    private func rebuild(
        _ town: TrackerTown, buriedBefore offsets: [TopicPartition: Int64]
    ) async throws -> (path: String, summary: TrackerSummary) {
        let path = StoreSwap.newPath(of: town.path)
        let store = try Store(path: path, calendars: town.context.policy.calendars)
        let admin = try Admin(town.configuration, logger: TestBroker.logger)
        try store.bind(cluster: try await admin.clusterID())
        let recovery = Mutex(CaseRecovery())
        let context = town.context
        try await read("cases", of: town) { batch in recovery.withLock { $0.note(batch) } }
        try await read("cases", of: town) { batch in
            try store.commit(recovery.withLock { $0.step(of: batch, context) })
        }
        try await read("escalations", of: town) { try store.commit(RungRecovery.step(of: $0)) }
        try store.close()
        let summary = try await town.drain {
            $0.path = path
            $0.recovers = offsets
        }
        return (path, summary)
    }

    private func records() throws -> [Record] {
        try (0..<12).flatMap { index -> [Record] in
            let (id, name) = ("\(index)", "e\(index)")
            var records = [
                try Records.task(id, at: "2026-11-23T09:00"),
                try Records.event(.accept, "progress.a", of: id, at: "2026-11-23T09:10", name: name),
            ]
            if index % 3 == 0 {
                records.append(try Records.task(id, to: "b", "污水和路灯", at: "2026-11-23T09:15"))
                records.append(
                    try Records.event(.close, "progress.b", of: id, at: "2026-11-23T09:20", name: "f\(index)"))
            }
            if index % 2 == 0 {
                records.append(
                    try Records.event(
                        .resolve(.init(reply: "好")), "progress.a", of: id, at: "2026-11-23T09:30", name: "r\(index)"))
            }
            return records
        }.sorted { ($0.timestamp ?? 0) < ($1.timestamp ?? 0) }
    }

    @Test("it has the same cases, reports, told rungs and offsets; nobody is told again, and nothing dies twice")
    func same() async throws {
        let town = try TrackerTown(now: "2026-12-20T12:00")
        try await town.publish(try records())
        try await town.publish([
            Record(
                topic: "progress.a", key: nil, value: Array("{".utf8),
                timestamp: try instant("2026-11-23T10:00").milliseconds)
        ])
        let first = try await town.drain()
        #expect(first.tally[.amended] == 4 && first.tally[.refused] == 4 && first.tally[.dead] == 1)
        let old = try town.store()
        let offsets = try old.offsets().map { (TopicPartition(topic: $0.topic, partition: $0.partition), $1) }
        let (path, summary) = try await rebuild(town, buriedBefore: Dictionary(uniqueKeysWithValues: offsets))
        #expect(summary.tally[.applied] == 0 && summary.tally[.opened] == 0 && summary.tally[.amended] == 0)

        let new = try Store(readingOnly: path, calendars: town.context.policy.calendars)
        let numbers = (0..<12).map { Bench.number("\($0)") }
        let (before, after) = (try old.cases(numbers), try new.cases(numbers))
        for number in numbers {
            #expect(after[number]?.case == before[number]?.case)
            #expect(after[number]?.reportHash == before[number]?.reportHash)
            #expect(after[number]?.reportJSON == before[number]?.reportJSON)
        }
        let reached = try new.offsets()
        for (partition, offset) in try old.offsets() { #expect(reached[partition] ?? 0 >= offset) }
        #expect(try new.outboxCount() == 0)
        let ids = try await town.contents("escalations").compactMap {
            $0.value.flatMap { try? Escalation(json: $0.span.bytes) }
        }
        let rungs = Set(ids.map(\.rung.id))
        #expect(!rungs.isEmpty)
        #expect(try new.told(rungs) == rungs)
        #expect(try new.nextWake() != nil, "they are looked at again, and found told")
        try new.close()
        try old.close()
        // Who only reads leaves the log beside the file.
        try Store(path: path, calendars: town.context.policy.calendars).close()

        try StoreSwap.swap(town.path)
        let told = try await town.contents("escalations", "results.hotline", "dead.progress", "tasks.b").count
        let again = try await town.drain()
        #expect(again.messages == 0 && again.tally.told == 0)
        #expect(try await town.contents("escalations", "results.hotline", "dead.progress", "tasks.b").count == told)
    }

    @Test("what the topic cases does not have yet is applied again, and waits to be sent")
    func behind() async throws {
        let town = try TrackerTown()
        try await town.publish(try records())
        // Nobody has ever told of a case: the inputs alone give all of it.
        let (path, summary) = try await rebuild(town, buriedBefore: [:])
        #expect(summary.tally[.opened] == 12 && summary.sent == 0)
        let new = try Store(readingOnly: path, calendars: town.context.policy.calendars)
        #expect(try new.outboxCount() > 12)
        #expect(try await town.contents("cases", "results.hotline").isEmpty)
    }

    @Test("the new file takes the old one's place, which is kept; what a broken rebuild left is cleared away")
    func swap() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "swap-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "store.db").path()
        func write(_ text: String, _ path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }
        func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

        try write("first", StoreSwap.newPath(of: path))
        try StoreSwap.swap(path)
        #expect(text(path) == "first" && text(StoreSwap.oldPath(of: path)) == nil)
        try write("second", StoreSwap.newPath(of: path))
        try write("log of the first", path + "-wal")
        try StoreSwap.swap(path)
        #expect(text(path) == "second" && text(StoreSwap.oldPath(of: path)) == "first")
        #expect(text(path + "-wal") == nil && text(StoreSwap.oldPath(of: path) + "-wal") == "log of the first")
        try write("half", StoreSwap.newPath(of: path))
        try StoreSwap.clear(StoreSwap.newPath(of: path))
        #expect(text(StoreSwap.newPath(of: path)) == nil && text(path) == "second")
        try write("open", StoreSwap.newPath(of: path))
        try write("open", StoreSwap.newPath(of: path) + "-wal")
        #expect(throws: StoreError.self) { try StoreSwap.swap(path) }
        #expect(text(path) == "second", "a file that is still open takes nobody's place")
    }
}

/// Reads partitions from their start, batch by batch.
private final class TopicBatches: Sendable {
    private struct State {
        var consumer: Consumer?
        var unread: Set<TopicPartition>
        var failure: (any Error)?
    }

    private let queue = DispatchQueue(label: "test.batches")
    private let state: Mutex<State>
    private let take: @Sendable (Batch) throws -> Void

    init(
        _ configuration: ClientConfiguration, _ partitions: [TopicPartition],
        _ take: @escaping @Sendable (Batch) throws -> Void
    ) throws {
        self.take = take
        state = Mutex(State(unread: Set(partitions)))
        let consumer = try Consumer(
            configuration, group: TestBroker.freshName("batches"), queue: queue, logger: TestBroker.logger,
            partitionEnds: true
        ) { [weak self] event in self?.receive(event) }
        state.withLock { $0.consumer = consumer }
        try queue.sync { try consumer.assign(Dictionary(uniqueKeysWithValues: partitions.map { ($0, 0) })) }
    }

    private func receive(_ event: ConsumerEvent) {
        switch event {
        case .readable:
            while let batch = state.withLock({ $0.consumer })?.drain(BatchLimits()) {
                do { try take(batch) } catch { state.withLock { $0.failure = error } }
            }
        case .endReached(let partition): state.withLock { _ = $0.unread.remove(partition) }
        default: break
        }
    }

    var isAtEnd: Bool { state.withLock { $0.unread.isEmpty } }

    func close() async throws {
        let (consumer, failure) = state.withLock { state in
            defer { state.consumer = nil }
            return (state.consumer, state.failure)
        }
        await withCheckedContinuation { continuation in
            queue.async { consumer?.close(deadline: .now() + 5) { continuation.resume() } }
        }
        if let failure { throw failure }
    }
}
