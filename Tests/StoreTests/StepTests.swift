import GRDB
import Hotline
import Store
import Testing
import WorkTime

/// A step is written whole or not at all.
@Suite(.timeLimit(.minutes(1)))
struct StepTests {
    /// A step with something of everything.
    private func fullStep(_ test: TestStore, id: Int, from offset: Int64 = 0) throws -> TrackingStep {
        let state = try Samples.opened(id, test.policy)
        let place = EarlyEvent.Place("progress.rural", Int64(id))
        var step = TrackingStep()
        step.cases = [
            CaseChange(
                state, body: state.json(utcOffset: 0), written: 0, report: Samples.report(of: state),
                wakeAt: Samples.start)
        ]
        step.refused = [
            EventRecord(
                EventIdentity(topic: "progress.rural", id: "no-\(id)"), number: state.number, at: Samples.start,
                recordedAt: Samples.start, action: .accept, body: "ffeeddccbbaa99887766554433221100")
        ]
        step.earlyKept = [
            EarlyEvent(place, number: Samples.number(id + 1), recordedAt: Samples.start, replay: 1, json: [1, 2])
        ]
        step.outbox = [
            OutboxRecord(
                topic: "cases", key: [1], id: "\(state.number).1", value: .body(of: state.number),
                headers: [.init("a", [1, 2]), .init("空", [])], timestamp: Samples.start),
            OutboxRecord(topic: "dead.progress", key: nil, id: "d\(id)", value: .null),
            OutboxRecord(topic: "results.hotline", key: [2], id: "r\(id)", value: .bytes([7, 8])),
        ]
        step.told = state.rungs(test.policy.calendars).prefix(1).map { ToldRung($0, at: Samples.start) }
        step.links = [CaseLink(state.number, Samples.number(id + 100), similarity: 0.75)]
        step.offsets = [OffsetMove("tasks.rural", 2, from: offset, to: offset + 5)]
        return step
    }

    @Test("What a step holds is there when it is written")
    func whole() throws {
        let test = try TestStore()
        let step = try fullStep(test, id: 1)
        try test.store.commit(step)
        let store = test.store
        let number = Samples.number(1)
        let found = try #require(try store.cases([number])[number])
        #expect(found.case == step.cases[0].case)
        #expect(found.reportHash == "00112233445566778899aabbccddeeff")
        #expect(found.reportDepartment == step.cases[0].report?.department)
        #expect(found.reportJSON == step.cases[0].report?.json)
        #expect(try store.offsets() == [TopicPartitionKey("tasks.rural", 2): 5])
        #expect(try store.earlyEvents() == step.earlyKept)
        let known = try store.knownEvent(EventIdentity(topic: "progress.rural", id: "no-1"))
        #expect(known?.number == number)
        #expect(known?.seq == nil)
        #expect(known?.body == "ffeeddccbbaa99887766554433221100")
        #expect(try store.knownEvent(EventIdentity(topic: "progress.rural", id: "no-1", replay: 1)) == nil)
        let told = step.told.map(\.rung.id)
        #expect(try store.told(told + ["never"]) == Set(told))
        #expect(try store.due(wakeAt: Samples.start, limit: 10) == [number])
        #expect(try store.nextWake() == Samples.start)
        #expect(try store.relations(of: Samples.number(101)).similar.map(\.number) == [number])
        #expect(try store.recentSketches(limit: 5).map(\.bytes) == [[1, 2, 3]])
        #expect(try store.verify().differences == [])
    }

    @Test("A step from another offset than the store's leaves no trace")
    func compareAndSet() throws {
        let test = try TestStore()
        try test.store.commit(try fullStep(test, id: 1))
        let before = try test.dump()
        for from: Int64 in [0, 4, 6] {
            let step = try fullStep(test, id: 2, from: from)
            let moved = StoreError.offsetMoved(topic: "tasks.rural", partition: 2, expected: from, found: 5)
            #expect(throws: moved) { try test.store.commit(step) }
            #expect(!moved.isTransient)
        }
        #expect(try test.dump() == before)
        try test.store.commit(try fullStep(test, id: 2, from: 5))
        #expect(try test.store.offsets() == [TopicPartitionKey("tasks.rural", 2): 10])
    }

    @Test("A case that is not written as far as the step supposes refuses the whole step")
    func caseMoved() throws {
        let test = try TestStore()
        let state = try test.open(1..<2)[0]
        let before = try test.dump()
        for written in [0, 2] {
            #expect(throws: StoreError.caseMoved(state.number)) {
                try test.write([(try Samples.opened(2, test.policy), 0), (state, written)])
            }
        }
        #expect(try test.dump() == before)
    }

    @Test("A disk without room for a step leaves no trace of it; with room, the same step is written")
    func full() throws {
        let test = try TestStore()
        try test.open(0..<50)
        let before = try test.dump()
        try test.store.limit(pages: try test.store.pages() + 10)
        let more = try (100..<2_000).map { (try Samples.opened($0, test.policy), written: 0) }
        let error = #expect(throws: StoreError.self) { try test.write(more) }
        #expect(error == .full(path: test.path))
        #expect(error?.isTransient == true)
        #expect(try test.dump() == before)
        try test.store.limit(pages: 1_000_000)
        try test.write(more)
        #expect(try test.store.verify().cases == 1_950)
    }

    @Test("The outbox is read in order, a case's JSON as it is then, until it is acknowledged")
    func outbox() throws {
        let test = try TestStore()
        try test.store.commit(try fullStep(test, id: 1))
        var state = try Samples.opened(1, test.policy)
        let outcome = state.take(.accept, test.policy)
        guard case .applied = outcome else {
            Issue.record("\(outcome)")
            return
        }
        try test.write([(state, 1)])
        let entries = try test.store.outbox(after: 0, limit: 10)
        #expect(entries.map(\.topic) == ["cases", "dead.progress", "results.hotline"])
        #expect(entries[0].value == state.json(utcOffset: 28_800))
        #expect(entries[0].headers == [.init("a", [1, 2]), .init("空", [])])
        #expect(entries[0].timestamp == Samples.start)
        #expect(entries[1].value == nil)
        #expect(entries[1].key == nil)
        #expect(entries[2].value == [7, 8])
        #expect(try test.store.outbox(after: 0, limit: 10, bytes: 1).count == 1)
        #expect(try test.store.outbox(after: entries[0].sequence, limit: 1).map(\.id) == ["d1"])
        try test.store.acknowledge(outboxUpTo: entries[1].sequence)
        #expect(try test.store.outboxCount() == 1)
        try test.store.acknowledge(outboxUpTo: entries[2].sequence)
        try test.store.commit(try fullStep(test, id: 2, from: 5))
        // A number that was used is not used again: what is acknowledged late acknowledges nothing new.
        #expect(try test.store.outbox(after: entries[2].sequence, limit: 10).count == 3)
    }

    @Test("Events that have waited are taken out by their place")
    func early() throws {
        let test = try TestStore()
        try test.store.commit(try fullStep(test, id: 1))
        var step = TrackingStep()
        step.earlyRemoved = [EarlyEvent.Place("progress.rural", 1)]
        try test.store.commit(step)
        #expect(try test.store.earlyEvents().isEmpty)
    }
}

extension TestStore {
    /// Everything in the store, table by table.
    func dump() throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return try tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }.sorted()
            }
        }
    }
}
