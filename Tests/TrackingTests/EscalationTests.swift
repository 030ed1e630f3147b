import Hotline
import Store
import Testing
import Tracking
import WorkTime

@Suite("Escalation", .timeLimit(.minutes(1)))
struct EscalationTests {
    /// 24 hours for everything, around the clock.
    private func bench() throws -> Bench {
        var bench = try Bench()
        try bench.task("1", "污水", at: "2026-11-23T09:00")
        try bench.step()
        return bench
    }

    @Test("rungs are told once, in the order of time, whatever the timer does in between")
    func once() throws {
        var often = try bench()
        var seldom = try bench()
        for day in 23...30 {
            for hour in ["08", "10", "12", "15", "18", "23"] { try often.settle("2026-11-\(day)T\(hour):00") }
        }
        try seldom.settle("2026-11-30T23:00")
        #expect(often.source.told == seldom.source.told && !often.source.told.isEmpty)
        #expect(often.sent("escalations").count == often.source.told.count)
        try often.settle("2026-11-30T23:30")
        often.restart()
        try often.settle("2026-12-01T23:30")
        #expect(Set(often.sent("escalations")).count == often.sent("escalations").count)
    }

    @Test("a case is woken for the next rung, and not before: each wake-up moves on")
    func wakes() throws {
        var bench = try bench()
        var seen: [Instant] = []
        for _ in 0..<30 {
            guard let wake = bench.source.wakes[Bench.number("1")] else { break }
            #expect(seen.allSatisfy { $0 < wake })
            seen.append(wake)
            try bench.settle(wake.rfc3339(utcOffset: 28_800))
        }
        #expect(bench.source.wakes[Bench.number("1")] == nil, "all rungs are told")
        let state = try #require(bench.state("1"))
        #expect(bench.source.told == Set(state.rungs(bench.context.policy.calendars).map(\.id)))
    }

    @Test("a rung names its ladder's level, and who bears it")
    func contact() throws {
        var bench = try bench()
        try bench.settle("2026-12-30T12:00")
        let values = bench.source.outbox.filter { $0.topic == "escalations" }.compactMap { record -> Escalation? in
            guard case .bytes(let json) = record.value else { return nil }
            return try? Escalation(json: json.span.bytes)
        }
        let resolve = values.filter { $0.rung.clock == .resolve }
        #expect(resolve.map(\.rung.percent) == [50, 80, 100, 150])
        #expect(resolve.map(\.contact) == ["张", "李", "王", "赵"])
        #expect(values.first { $0.rung.ladder == .place }?.contact == nil)
    }

    @Test("what is done in time is not told of; a suspension ends by itself once no earlier event can come")
    func settled() throws {
        var bench = try bench()
        let until = try instant("2026-11-23T11:00")
        try bench.event(
            .suspend(.init(kind: .waiting, until: until)), "progress.a", of: "1", at: "2026-11-23T09:10", name: "s")
        try bench.event(.grant(ref: "s"), "progress.desk", of: "1", at: "2026-11-23T09:20", by: "desk")
        try bench.step()
        try bench.settle("2026-11-23T11:29")
        #expect(bench.state("1")?.state == .suspendedWaiting)
        try bench.settle("2026-11-23T11:30")
        #expect(bench.state("1")?.state == .assigned && bench.tally.settled == 1)
        #expect(bench.sent("cases").last == "\(Bench.number("1")).4")
    }

    @Test("a resolved case that nobody speaks about closes by itself, and the hotline is told")
    func closes() throws {
        var bench = try bench()
        try bench.event(.resolve(.init(reply: "好")), "progress.a", of: "1", at: "2026-11-23T10:00")
        try bench.step()
        try bench.settle("2026-12-02T18:00")
        #expect(bench.state("1")?.state == .resolved)
        try bench.settle("2026-12-03T18:00")
        #expect(bench.state("1")?.closing?.outcome == .expired)
        #expect(bench.sent("results.hotline").last?.hasSuffix("closed") == true)
        #expect(bench.source.wakes[Bench.number("1")] == nil)
    }
}
