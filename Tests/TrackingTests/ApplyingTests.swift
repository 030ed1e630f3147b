import Hotline
import Store
import Testing
import Tracking
import WorkTime

@Suite("Applying records to cases", .timeLimit(.minutes(1)))
struct ApplyingTests {
    @Test(
        "a life from its task to its closing: the hotline is told, departments get tasks, the case is told once a step")
    func life() throws {
        var bench = try Bench()
        try bench.task("1", "污水漫出来了", at: "2026-11-23T09:00")
        try bench.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:30")
        try bench.event(
            .return(.init(ground: .notResponsible)), "progress.a", of: "1", at: "2026-11-23T09:40", name: "r")
        try bench.event(.grant(ref: "r"), "progress.desk", of: "1", at: "2026-11-23T10:00", by: "desk")
        try bench.event(.assign(.init(to: "b")), "progress.desk", of: "1", at: "2026-11-23T10:05", by: "desk")
        try bench.step()
        #expect(bench.state("1")?.holder == "b")
        #expect(bench.sent("tasks.desk").count == 1 && bench.sent("tasks.b").count == 1)
        #expect(bench.sent("cases") == ["\(Bench.number("1")).5"], "five entries, told once")
        try bench.event(.resolve(.init(reply: "修好了")), "progress.b", of: "1", at: "2026-11-23T11:00")
        try bench.event(
            .evaluate(.init(resolved: .yes, satisfaction: 5)), "progress.desk", of: "1", at: "2026-11-23T12:00",
            by: "hotline")
        try bench.step()
        #expect(bench.state("1")?.state == .closed)
        let number = Bench.number("1")
        #expect(
            bench.sent("results.hotline")
                == [
                    "\(number).1.dispatched", "\(number).5.dispatched", "\(number).6.resolved", "\(number).8.closed",
                ])
        #expect(bench.tally[.opened] == 1 && bench.tally[.applied] == 6 && bench.deaths.isEmpty)
    }

    @Test("what comes again changes nothing, in the same step or in another, after a restart too")
    func repeats() throws {
        var bench = try Bench()
        try bench.task("1", "污水", at: "2026-11-23T09:00")
        try bench.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:30")
        try bench.event(.close, "progress.a", of: "1", at: "2026-11-23T09:35")
        bench.records += bench.records
        try bench.step()
        let dump = bench.source.dump
        let sent = bench.source.outbox.count
        bench.records = bench.log
        bench.restart()
        let again = try bench.step()
        #expect(again.tally[.repeated] == 3 && again.step.cases.isEmpty && again.step.outbox.isEmpty)
        #expect(bench.source.dump == dump && bench.source.outbox.count == sent)
    }

    @Test("an action of somebody else, one that the state forbids and one under another's id die, and change nothing")
    func refused() throws {
        var bench = try Bench()
        try bench.task("1", "污水", at: "2026-11-23T09:00")
        try bench.task("2", "路灯不亮", at: "2026-11-23T09:00")
        try bench.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:10", name: "x")
        try bench.event(.resolve(.init(reply: "假的")), "progress.b", of: "1", at: "2026-11-23T09:20")
        try bench.event(.close, "progress.desk", of: "1", at: "2026-11-23T09:30", by: "desk")
        try bench.event(.accept, "progress.a", of: "2", at: "2026-11-23T09:40", name: "x")
        try bench.step()
        #expect(bench.deaths == ["notYours", "wrongState", "identityReused"])
        #expect(bench.state("1")?.state == .accepted && bench.state("2")?.state == .assigned)
        let dead = try #require(bench.source.outbox.first { $0.topic == "dead.progress" })
        #expect(dead.id == "dead.progress.b.0.0" && dead.headers.first?.name == "sender")
    }

    @Test("a replayed dead letter is another event")
    func replay() throws {
        var bench = try Bench()
        try bench.task("1", "污水", at: "2026-11-23T09:00")
        try bench.event(.resume, "progress.a", of: "1", at: "2026-11-23T09:10", name: "x")
        try bench.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:10", name: "x", replay: 1)
        try bench.step()
        #expect(bench.tally[.refused] == 1 && bench.tally[.applied] == 1)
    }

    @Test("an event whose case has not arrived waits for it, across a restart; after 7 days it dies")
    func early() throws {
        var bench = try Bench()
        try bench.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:30")
        try bench.event(.accept, "progress.a", of: "2", at: "2026-11-23T09:30")
        try bench.step()
        #expect(bench.tally[.early] == 2 && bench.source.early.count == 2)
        bench.restart()
        try bench.task("1", "污水", at: "2026-11-23T09:31")
        try bench.step()
        #expect(bench.state("1")?.state == .accepted && bench.source.early.count == 1)
        #expect(try bench.settle("2026-11-30T09:30").firstExpiry == Instant(rfc3339: "2026-11-30T09:30:00.001+08:00"))
        #expect(bench.deaths.isEmpty)
        let last = try bench.settle("2026-11-30T09:31")
        #expect(bench.deaths == ["caseNeverCame"] && bench.source.early.isEmpty && last.firstExpiry == nil)
    }

    @Test("an early event waits while its case's partition is behind, however new the others' records are")
    func behind() throws {
        var bench = try Bench()
        try bench.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:30")
        #expect(try bench.step().wakeAt == Instant(rfc3339: "2026-11-30T09:30:00.001+08:00"))
        try bench.task("2", "污水", at: "2026-12-20T09:00")
        try bench.step()
        try bench.task("1", "污水", at: "2026-11-23T09:29")
        try bench.step()
        #expect(bench.state("1")?.state == .accepted && bench.deaths.isEmpty)
    }

    @Test("a case that comes more than 7 days after its event is not changed by it, whenever that is read")
    func tooLate() throws {
        var bench = try Bench()
        try bench.event(.accept, "progress.a", of: "1", at: "2026-11-23T09:30")
        try bench.step()
        try bench.task("1", "污水", at: "2026-11-30T09:31")
        try bench.step()
        #expect(bench.state("1")?.state == .assigned && bench.deaths == ["caseNeverCame"])
    }

    @Test("at most a hundred events wait for one case")
    func tooManyEarly() throws {
        var bench = try Bench()
        for _ in 0..<101 { try bench.event(.urge, "progress.desk", of: "1", at: "2026-11-23T09:30", by: "hotline") }
        try bench.step()
        #expect(bench.tally[.early] == 100 && bench.deaths == ["tooManyEarlyEvents"])
    }

    @Test("a merged case's callers go to the root, which answers for them; what the hotline says of it counts there")
    func merge() throws {
        var bench = try Bench()
        try bench.task("1", "污水", at: "2026-11-23T09:00")
        try bench.task("2", "污水", at: "2026-11-23T09:05")
        try bench.event(.merge(into: Bench.number("1")), "progress.desk", of: "2", at: "2026-11-23T09:30", by: "desk")
        try bench.event(.urge, "progress.desk", of: "2", at: "2026-11-23T09:40", by: "hotline")
        try bench.event(.resolve(.init(reply: "好")), "progress.a", of: "1", at: "2026-11-23T10:00")
        try bench.event(
            .evaluate(.init(resolved: .yes)), "progress.desk", of: "1", at: "2026-11-23T11:00", by: "hotline")
        try bench.event(
            .evaluate(.init(resolved: .yes)), "progress.desk", of: "2", at: "2026-11-23T11:00", by: "hotline")
        try bench.step()
        #expect(bench.state("1")?.urges == 1 && bench.state("1")?.callers.count == 2)
        #expect(bench.state("1")?.state == .closed && bench.state("2")?.closing?.outcome == .merged)
        #expect(bench.deaths.isEmpty)
    }

    @Test("a report with another body amends its case, each body once; another department is told to leave it")
    func amended() throws {
        var bench = try Bench()
        try bench.task("1", "污水", at: "2026-11-23T09:00")
        try bench.task("1", to: "b", "污水和路灯", at: "2026-11-23T09:10")
        try bench.step()
        #expect(bench.sent("tasks.b").count == 1 && bench.state("1")?.history.count == 2)
        bench.records = bench.log
        try bench.step()
        bench.restart()
        bench.records = bench.log
        try bench.step()
        #expect(bench.tally[.amended] == 1 && bench.tally[.repeated] == 4 && bench.state("1")?.history.count == 2)
    }

    @Test("another report under the same number is a dead letter: case collision")
    func collision() throws {
        var bench = try Bench()
        try bench.task("1", "污水", at: "2026-11-23T09:00")
        try bench.task("other", "路灯", at: "2026-11-23T09:10", as: Bench.number("1"))
        try bench.step()
        #expect(bench.deaths == ["caseCollision"])
    }

    @Test("a report in reply to a wish endorses it, once a person; in reply to something else it is linked")
    func wishes() throws {
        var bench = try Bench()
        let wish = Bench.number("w")
        try bench.task("w", "想要一个凉亭", kind: .wish, at: "2026-11-23T09:00")
        try bench.task("1", "我也要凉亭", at: "2026-11-23T09:10", phone: "13800138000", inReplyTo: wish)
        try bench.task("2", "再说一次凉亭", at: "2026-11-23T09:20", phone: "138 0013 8000", inReplyTo: wish)
        try bench.task("3", "支持凉亭", at: "2026-11-23T09:30", phone: "13900139000", inReplyTo: wish)
        try bench.task("4", "上次的事怎么样了", at: "2026-11-23T09:40", inReplyTo: Bench.number("1"))
        try bench.step()
        #expect(bench.state("w")?.memory.endorsers.count == 2 && bench.tally.endorsed == 2)
        #expect(bench.source.links.contains(CaseLink(Bench.number("4"), Bench.number("1"), similarity: 1)))
        #expect(bench.state("w")?.memory.endorsers.contains { $0.contains("138") } == false)
    }

    @Test("what nobody can read dies with the reason; tasks that follow from a case are nothing new")
    func unreadable() throws {
        var bench = try Bench()
        let at = try instant("2026-11-23T09:00")
        try bench.add("progress.a", json: Array("{".utf8), at: at)
        try bench.add("tasks.a", json: Array("[]".utf8), at: at)
        try bench.task("1", "污水", at: "2026-11-23T09:00")
        try bench.event(
            .assign(.init(to: "b", supporting: ["c"])), "progress.desk", of: "1", at: "2026-11-23T09:30", by: "desk")
        try bench.step()
        for record in bench.source.outbox where record.topic.hasPrefix("tasks.") {
            guard case .bytes(let json) = record.value else { continue }
            try bench.add(record.topic, json: json, at: at)
        }
        try bench.step()
        #expect(bench.deaths == ["MessageError", "MessageError"])
        #expect(bench.tally[.shadow] == 3 && bench.tally[.opened] == 1)
    }

    @Test(
        "cases, outbox and dead letters do not depend on how the records are cut into steps, nor on the cache, nor on how late they are written"
    )
    func cuts() throws {
        var whole = try Bench(cacheBytes: 64 << 20)
        for index in 0..<120 {
            let id = "\(index)"
            let minute = String(format2(index % 60))
            try whole.task(id, to: ["a", "b"][index % 2], "污水 \(index)", at: "2026-11-23T09:\(minute)")
            try whole.event(.accept, "progress.\(["a", "b"][index % 2])", of: id, at: "2026-11-23T10:\(minute)")
            if index % 7 == 0 {
                try whole.event(.close, "progress.b", of: id, at: "2026-11-23T10:\(minute)")
            }
            if index > 10 {
                try whole.event(.urge, "progress.desk", of: "\(index - 10)", at: "2026-11-23T11:00", by: "hotline")
            }
        }
        let log = whole.log
        try whole.step()
        for (size, bytes, isLate) in [(1, 0, false), (1, 0, true), (7, 10_000, true), (50, 1 << 20, false)] {
            var cut = try Bench(cacheBytes: bytes)
            cut.isLate = isLate
            for start in stride(from: 0, to: log.count, by: size) {
                cut.records = Array(log[start..<min(log.count, start + size)])
                try cut.step()
            }
            try cut.flush()
            #expect(cut.source.dump == whole.source.dump)
            let told: (Bench) -> [OutboxRecord] = { $0.source.outbox.filter { $0.topic != "cases" } }
            #expect(told(cut) == told(whole))
        }
    }

    private func format2(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
