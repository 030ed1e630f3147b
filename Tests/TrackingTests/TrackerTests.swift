import BrokerTestKit
import Foundation
import Hotline
import Kafka
import Store
import TestKit
import Testing
import Tracking
import WorkTime

@Suite("The tracker on a broker", .serialized, .timeLimit(.minutes(2)))
struct TrackerTests {
    /// From a task over a return to the closing; the desk's and the departments' events lie in topics of their own.
    private static func life(_ id: String, on day: String) throws -> [Record] {
        [
            try Records.task(id, at: "\(day)T09:00"),
            try Records.event(.accept, "progress.a", of: id, at: "\(day)T09:10", name: "\(id)a1"),
            try Records.event(
                .return(.init(ground: .notResponsible)), "progress.a", of: id, at: "\(day)T09:20", name: "\(id)a2"),
            try Records.event(
                .grant(ref: "\(id)a2"), "progress.desk", of: id, at: "\(day)T09:30", by: "desk", name: "\(id)d1"),
            try Records.event(
                .assign(.init(to: "b")), "progress.desk", of: id, at: "\(day)T09:40", by: "desk", name: "\(id)d2"),
            try Records.event(
                .resolve(.init(reply: "修好了")), "progress.b", of: id, at: "\(day)T10:00", name: "\(id)b1"),
            try Records.event(
                .evaluate(.init(resolved: .yes, satisfaction: 5)), "progress.desk", of: id, at: "\(day)T10:30",
                by: "hotline", name: "\(id)d3"),
        ]
    }

    /// Lives beside each other, in the order of time, as a broker that tells the time would have them.
    private static func lives(_ range: Range<Int>, on day: String = "2026-11-23") throws -> [Record] {
        try range.flatMap { try life("\($0)", on: day) }.sorted { ($0.timestamp ?? 0) < ($1.timestamp ?? 0) }
    }

    @Test("a life from its task to its closing, out of a backlog over all topics, in the order of time")
    func life() async throws {
        let town = try TrackerTown()
        // Topic by topic: whoever applied them so would know of the grant before the return.
        let records = try Self.lives(0..<30)
        try await town.publish(records.sorted { $0.topic > $1.topic })
        let summary = try await town.drain()
        #expect(summary.messages == 210 && summary.tally[.opened] == 30 && summary.tally[.applied] == 180)
        #expect(try town.state("7")?.state == .closed)
        #expect(try await town.contents("dead.progress").isEmpty)
        let results = try await town.contents("results.hotline")
        #expect(results.count == 30 * 4)
        let tasks = try await town.contents("tasks.b")
        #expect(tasks.count == 30)
        #expect(tasks.first?.headers.first { $0.name == "ce_type" }?.value == Array("qiaomen.task.lead".utf8))
        let told = try await town.contents("cases")
        let last = try #require(told.last { $0.key == Array(Bench.number("7").description.utf8) })
        let value = last.value ?? []
        let told7 = try Case(json: value.span.bytes)
        #expect(told7.state == .closed)
        #expect(summary.sent == told.count + results.count + tasks.count + 30, "and 30 tasks for the desk")
    }

    @Test("all of it again from the start changes nothing, and nobody is told again")
    func again() async throws {
        let town = try TrackerTown()
        let records = try Self.lives(0..<10)
        try await town.publish(records)
        try await town.drain()
        let numbers = (0..<10).map { Bench.number("\($0)") }
        let before = try town.dump(numbers)
        let told = try await town.contents("cases", "results.hotline", "tasks.b").count
        // The same events once more, as a producer that was not sure might send them.
        try await town.publish(records)
        let summary = try await town.drain()
        #expect(summary.tally[.repeated] == 70 && summary.tally[.applied] == 0)
        #expect(try town.dump(numbers) == before)
        #expect(try await town.contents("cases", "results.hotline", "tasks.b").count == told)
    }

    @Test("what is refused or forged goes to dead.progress with its headers; what comes early waits")
    func deadAndEarly() async throws {
        let town = try TrackerTown()
        var forged = try Records.event(
            .resolve(.init(reply: "x")), "progress.b", of: "1", at: "2026-11-23T09:10", name: "f")
        forged.headers = [Header("sender", "somebody")]
        try await town.publish([
            try Records.task("1", at: "2026-11-23T09:00"), forged,
            try Records.event(.accept, "progress.a", of: "2", at: "2026-11-23T09:10", name: "e"),
        ])
        let first = try await town.drain()
        #expect(first.tally[.refused] == 1 && first.tally[.early] == 1)
        let dead = try await town.contents("dead.progress")
        #expect(dead.count == 1 && dead[0].value == forged.value)
        #expect(dead[0].headers.first == Header("sender", "somebody"))
        #expect(dead[0].headers.contains(Header("__connect.errors.exception.class.name", "notYours")))
        try await town.publish([try Records.task("2", at: "2026-11-23T09:20")])
        try await town.drain()
        #expect(try town.state("2")?.state == .accepted)
    }

    @Test("an escalation is told once, across a restart")
    func escalation() async throws {
        let town = try TrackerTown(now: "2026-11-23T09:30")
        try await town.publish([try Records.task("1", at: "2026-11-23T09:00")])
        try await town.drain()
        let first = try await town.contents("escalations").count
        try town.set(now: "2026-12-20T12:00")
        let second = try await town.drain()
        #expect(second.tally.told > 0)
        let told = try await town.contents("escalations").count
        #expect(told == first + second.tally.told)
        try town.set(now: "2026-12-21T12:00")
        #expect(try await town.drain().tally.told == 0)
        #expect(try await town.contents("escalations").count == told)
    }

    @Test("a running tracker takes what comes, tells when time is over, notices new partitions, and stops cleanly")
    func running() async throws {
        let town = try TrackerTown(now: "2026-11-23T09:05")
        let (tracker, ending) = town.tracker(drains: false)
        tracker.start()
        try await town.publish([try Records.task("1", at: "2026-11-23T09:00")])
        try await eventually("the case") { tracker.summary.tally[.opened] == 1 }
        try town.broker.createTopic("progress.c", partitions: 1)
        try await town.publish([try Records.event(.accept, "progress.c", of: "1", at: "2026-11-23T09:02", name: "c")])
        try await eventually("the new topic's event") { tracker.summary.tally[.refused] == 1 }
        try town.set(now: "2026-11-23T12:00")
        try await eventually("a rung") { tracker.summary.tally.told > 0 }
        try await eventually("all is sent") { tracker.summary.sent >= 3 }
        tracker.stop()
        let summary = try await ending.wait().get()
        #expect(summary.messages == 2)
        #expect(try await town.contents("escalations").count == summary.tally.told)
    }

    @Test("a standby takes over when the active tracker ends, and goes on from where it stood")
    func standby() async throws {
        let town = try TrackerTown(now: "2026-11-23T09:05")
        let (active, ending) = town.tracker(drains: false)
        let (standby, last) = town.tracker(drains: false)
        active.start()
        try await town.publish([try Records.task("1", at: "2026-11-23T09:00")])
        try await eventually("the case") { active.summary.tally[.opened] == 1 }
        standby.start()
        active.stop()
        _ = try await ending.wait().get()
        try await town.publish([try Records.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:02", name: "e")])
        try await eventually("the standby's event") { standby.summary.tally[.applied] == 1 }
        #expect(standby.summary.messages == 1)
        standby.stop()
        _ = try await last.wait().get()
    }

    @Test("the broker goes and comes back: nothing is lost, the order holds")
    func outage() async throws {
        let town = try TrackerTown(now: "2026-11-24T12:00")
        let (tracker, ending) = town.tracker(drains: false)
        tracker.start()
        try await town.publish(try Self.lives(0..<20))
        try await eventually("a beginning") { tracker.summary.messages > 0 }
        town.broker.setDown()
        try await Task.sleep(for: .milliseconds(500))
        town.broker.setUp()
        try await town.publish(try Self.lives(20..<40, on: "2026-11-24"))
        try await eventually("the rest") {
            tracker.summary.tally[.opened] == 40 && tracker.summary.tally[.applied] == 240
        }
        tracker.stop()
        _ = try await ending.wait().get()
        try await town.drain()
        let told = try await town.contents("results.hotline")
        let ids = Set(told.compactMap { $0.headers.first { $0.name == "ce_id" }?.value })
        #expect(ids.count == 160)
    }

    @Test("a store of another cluster is refused by name")
    func otherCluster() async throws {
        let town = try TrackerTown()
        try await town.drain()
        let other = try TrackerTown()
        let (tracker, ending) = other.tracker(drains: true) { $0.path = town.path }
        tracker.start()
        guard case .failure(.store(.otherCluster)) = try await ending.wait() else {
            Issue.record("expected another cluster")
            return
        }
    }

    @Test("offsets that are gone, or that another moved, end it by name")
    func offsets() async throws {
        let town = try TrackerTown()
        try await town.publish([try Records.task("1", at: "2026-11-23T09:00")])
        try await town.drain()
        // Somebody else writes on: the store stands elsewhere than this tracker thinks.
        let (tracker, ending) = town.tracker(drains: false)
        tracker.start()
        try await eventually("it reads") { tracker.isReading }
        let store = try Store(path: town.path, calendars: town.context.policy.calendars)
        var step = TrackingStep()
        step.offsets = [OffsetMove("progress.a", 0, from: 0, to: 50)]
        try store.commit(step)
        try await town.publish([try Records.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:02", name: "e")])
        guard case .failure(.fenced(.offsetMoved)) = try await ending.wait() else {
            Issue.record("expected to be fenced")
            return
        }
        let (second, secondEnding) = town.tracker(drains: false)
        second.start()
        guard case .failure(.recordsGone) = try await secondEnding.wait() else {
            Issue.record("expected the offset to be out of range")
            return
        }
    }
}
