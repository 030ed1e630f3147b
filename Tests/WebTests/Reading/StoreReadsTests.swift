import Dispatch
import Foundation
import Hotline
import Logging
import Store
import Synchronization
import TestKit
import Testing
import Web

/// The store's reads at the edge to Swift concurrency.
@Suite(.timeLimit(.minutes(1)))
final class StoreReadsTests {
    private let directory: URL
    private let reads: StoreReads
    private var path: String { directory.appending(path: "cases.db").path }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "qiaomen-reads-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        reads = StoreReads(path: directory.appending(path: "cases.db").path, calendars: [])
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    private func cluster() async throws(StoreError) -> String? {
        try await reads.read { store throws(StoreError) in try store.cluster() }
    }

    /// A store that knows its cluster.
    private func make(_ name: String, cluster: String) throws {
        let store = try Store(path: directory.appending(path: name).path, calendars: [])
        try store.bind(cluster: cluster)
        try store.close()
    }

    @Test func `A store that is not there yet is read once it is`() async throws {
        await #expect(throws: StoreError.missing(path: path)) { _ = try await self.cluster() }
        try make("cases.db", cluster: "one")
        #expect(try await cluster() == "one")
    }

    @Test func `Another store in its place is read from then on`() async throws {
        try make("cases.db", cluster: "one")
        #expect(try await cluster() == "one")
        try make("new.db", cluster: "two")
        #expect(rename(directory.appending(path: "new.db").path, path) == 0)
        #expect(try await cluster() == "two")
    }

    @Test func `Reads that block hold up no other task, and beyond a bound they are refused`() async throws {
        try make("cases.db", cluster: "one")
        let gate = DispatchSemaphore(value: 0)
        let (running, refused) = (Counter(), Counter())
        let reads = reads
        let asking = (0..<600).map { _ in
            Task {
                do throws(StoreError) {
                    try await reads.read { _ in
                        running.value.add(1, ordering: .relaxed)
                        gate.wait()
                    }
                } catch { refused.value.add(1, ordering: .relaxed) }
            }
        }
        // Five run, five hundred wait.
        try await eventually("the others are refused") { refused.value.load(ordering: .relaxed) == 95 }
        try await eventually("as many run as may") { running.value.load(ordering: .relaxed) == 5 }
        for _ in 0..<505 { gate.signal() }
        for task in asking { await task.value }
        #expect(running.value.load(ordering: .relaxed) == 505)
    }

    private final class Counter: Sendable {
        let value = Atomic(0)
    }

    @Test func `Whoever listens is told that something was written, also of a store that appears`() async throws {
        let changes = StoreChanges(reads, every: .milliseconds(10), logger: TestWeb.logger)
        var ticks = changes.ticks().makeAsyncIterator()
        try make("cases.db", cluster: "one")
        #expect(await ticks.next() != nil)
        let store = try Store(path: path, calendars: [])
        var later = changes.ticks().makeAsyncIterator()
        var step = TrackingStep()
        step.offsets = [OffsetMove("tasks.housing", 0, from: 0, to: 1)]
        try store.commit(step)
        #expect(await later.next() != nil)
        changes.close()
        while await later.next() != nil {}
        #expect(await changes.ticks().first { _ in true } == nil)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct TrackerLagTests {
    private let place = TrackerLag.Place(topic: "tasks.housing", partition: 0)

    @Test func `A store that has everything is not behind`() {
        var lag = TrackerLag()
        lag.observe(next: [place: 10], ends: [place: 10], at: 0)
        #expect(lag.records == 0 && lag.standstill(at: 1_000) == nil)
    }

    @Test func `A store that stands still for a minute with more to read is stale`() {
        var lag = TrackerLag()
        for second in stride(from: 0.0, through: 70, by: 10) {
            lag.observe(next: [place: 10], ends: [place: 15], at: second)
        }
        #expect(lag.records == 5)
        #expect(lag.standstill(at: 60) == nil)
        #expect(lag.standstill(at: 70) == 70)
    }

    @Test func `One that gets on is not, however far it is behind`() {
        var lag = TrackerLag()
        for second in 0..<100 {
            lag.observe(next: [place: Int64(second)], ends: [place: 1_000_000], at: Double(second) * 10)
        }
        #expect(lag.standstill(at: 1_000) == nil)
    }

    @Test func `A transaction's mark at the end is nothing to read`() {
        var lag = TrackerLag()
        for second in 0..<20 { lag.observe(next: [place: 10], ends: [place: 11], at: Double(second) * 10) }
        #expect(lag.standstill(at: 200) == nil)
    }

    @Test func `What cannot be found out is not guessed`() {
        var lag = TrackerLag()
        lag.observe(next: [place: 10], ends: [place: 15], at: 0)
        lag.isUnknown()
        #expect(lag.records == nil && lag.standstill(at: 1_000) == nil)
    }
}
