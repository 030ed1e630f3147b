import Hotline
import TestKit
import Testing
import WorkTime

@Suite("Escalation: who is told when", .timeLimit(.minutes(1)))
struct EscalationTests {
    private func times(_ life: Life, _ clock: Rung.Clock) -> [String] {
        life.state.rungs(life.policy.calendars).filter { $0.clock == clock }.map(\.due.inChina)
    }

    @Test("four rungs of each clock, the department's to its own ladder, the resident's to the place's")
    func ladders() throws {
        let life = try Life(Policies.always())
        let rungs = life.state.rungs(life.policy.calendars)
        #expect(rungs.count == 16)
        #expect(rungs.map(\.due) == rungs.map(\.due).sorted())
        #expect(rungs.allSatisfy { ($0.ladder == .place) == ($0.clock == .resident) && $0.department == "a" })
        #expect(rungs.filter { $0.clock == .resolve }.map(\.level) == [0, 1, 2, 3])
        #expect(times(life, .resolve).map { $0.suffix(5) } == ["13:00", "15:24", "17:00", "21:00"])
        #expect(times(life, .resident).map { $0.suffix(8) } == ["23T21:00", "24T04:12", "24T09:00", "24T21:00"])
        #expect(rungs.first { $0.clock == .resident }?.id == "\(life.state.number).resident.0.50")
    }

    @Test("in working time, also for a limit that runs through the night; an emergency waits for nobody")
    func workingTime() throws {
        func life(_ urgency: Urgency) throws -> Life {
            var rule = LimitRule(limits: [.resolve: try limit("24 hours")])
            rule.calendar = "always"
            return try Life(Policies.district { $0.limits.insert(rule, at: 0) }, urgency: urgency)
        }
        #expect(
            times(try life(.normal), .resolve)
                == ["2026-11-24T09:00", "2026-11-24T09:00", "2026-11-24T09:00", "2026-11-25T09:00"])
        #expect(
            times(try life(.emergency), .resolve)
                == ["2026-11-23T21:00", "2026-11-24T04:12", "2026-11-24T09:00", "2026-11-24T21:00"])
        // At the close of working hours it is in time.
        #expect(times(try Life(Policies.district()), .resolve)[2] == "2026-11-30T18:00")
    }

    @Test("what is done is told no more; what is taken up again is")
    func stops() throws {
        var life = try Life(Policies.always())
        try life.send(.accept, "2026-11-23T09:10")
        #expect(times(life, .accept).isEmpty)
        #expect(!times(life, .contact).isEmpty)
        try life.send(.resolved(), "2026-11-23T10:00")
        #expect(life.state.rungs(life.policy.calendars).isEmpty)
        try life.send(.reopen, by: .hotline, "2026-11-23T12:00")
        #expect(times(life, .accept).count == 4)
        #expect(times(life, .resident).map { $0.suffix(8) } == ["23T23:00", "24T06:12", "24T11:00", "24T23:00"])
    }

    @Test("an extension moves the rungs, which keep their names: none is told twice")
    func extended() throws {
        var life = try Life(Policies.always { $0.rules.autoGrant = [.extend] })
        let before = Set(life.state.rungs(life.policy.calendars).map(\.id))
        try life.send(.more(1), "2026-11-23T10:00")
        #expect(Set(life.state.rungs(life.policy.calendars).map(\.id)) == before)
        // 8 hours and then to the end of the next day: 39 hours of all days.
        #expect(life.state.round.clock.due?.instant.inChina == "2026-11-25T00:00")
        #expect(
            times(life, .resolve) == ["2026-11-24T04:30", "2026-11-24T16:12", "2026-11-25T00:00", "2026-11-25T19:30"])
    }

    @Test("the city platform's deadline is what the resident's rungs count to, if it is the earlier one")
    func external() throws {
        let life = try Life(Policies.always(), externalDueAt: "2026-11-23T19:00")
        #expect(times(life, .resident).map { $0.suffix(5) } == ["14:00", "17:00", "19:00", "00:00"])
        #expect(times(life, .resolve).map { $0.suffix(5) } == ["13:00", "15:24", "17:00", "21:00"])
    }

    @Test("while it is suspended nothing falls due; afterwards it is later by the pause")
    func suspended() throws {
        var life = try Life(Policies.always { $0.rules.autoGrant = [.suspend] })
        try life.send(.accept, "2026-11-23T09:10")
        try life.send(.wait("2026-11-24T10:00"), "2026-11-23T10:00")
        #expect(
            times(life, .resolve) == ["2026-11-24T13:00", "2026-11-24T15:24", "2026-11-24T17:00", "2026-11-24T21:00"])
        let calendars = life.policy.calendars
        #expect(life.state.rungsDue(asOf: try time("2026-11-24T10:59"), calendars).isEmpty)
        #expect(life.state.nextRung(after: try time("2026-11-24T10:59"), calendars)?.due.inChina == "2026-11-24T11:00")
    }

    @Test("help that was called for and does not come is told on the ladder of whoever was called, once a call")
    func assist() throws {
        var life = try Life(Policies.always { $0.rules.autoGrant = [.suspend] }, supporting: ["d"])
        func call(_ departments: String..., dueBy: String?, at: String) throws {
            let assistance = ProgressBody.Assistance(
                departments: departments, reason: "x", dueBy: try dueBy.map { try time($0) })
            try life.send(.assist(assistance), at)
        }
        func rungs() -> [String] {
            life.state.rungs(life.policy.calendars).filter { $0.clock == .assist }
                .map { "\($0.round) \($0.department) \($0.percent) \($0.level) \($0.due.inChina.suffix(5))" }
        }
        try call("b", "c", dueBy: "2026-11-23T12:00", at: "2026-11-23T10:00")
        #expect(rungs() == ["1 b 100 2 12:00", "2 c 100 2 12:00"])
        #expect(
            life.state.rungs(life.policy.calendars).first { $0.clock == .assist }?.id
                == "\(life.state.number).assist.1.100")
        // To arrive is not to help.
        try life.send(.arrive, by: .b, "2026-11-23T10:10")
        #expect(rungs().count == 2)
        try life.send(.contribute, by: .b, "2026-11-23T10:20")
        #expect(rungs() == ["2 c 100 2 12:00"])
        // Whoever leads helps no more; a later call has a number of its own.
        try life.send(.to("c"), by: .desk, "2026-11-23T10:30")
        #expect(rungs() == [])
        try life.send(.assist(.init(departments: ["e"], reason: "x")), by: .c, "2026-11-23T10:40")
        let again = ProgressBody.Assistance(departments: ["a"], reason: "x", dueBy: try time("2026-11-23T13:00"))
        try life.send(.assist(again), by: .c, "2026-11-23T10:50")
        #expect(rungs() == ["4 a 100 2 13:00"])
        #expect(life.state.supporting.map(\.call) == [0, 1, 3, 4])
        #expect(life.folded == life.state)
        #expect(try Case(json: life.state.json(utcOffset: 0).span.bytes) == life.state)
        // On the ledger nothing but the review falls due; what is resolved needs no more help.
        var ledger = life
        try ledger.send(.ledger("2026-12-01T10:00"), by: .c, "2026-11-23T11:00")
        #expect(!ledger.state.rungs(life.policy.calendars).contains { $0.clock == .assist })
        try life.send(.resolved(), by: .c, "2026-11-23T11:00")
        #expect(rungs() == [])
    }

    @Test("missed help falls into working time like the rest")
    func assistAtNight() throws {
        var life = try Life(Policies.district())
        let assistance = ProgressBody.Assistance(
            departments: ["b"], reason: "x", dueBy: try time("2026-11-23T22:00"))
        try life.send(.assist(assistance), "2026-11-23T10:00")
        let rung = life.state.rungs(life.policy.calendars).first { $0.clock == .assist }
        #expect(rung?.due.inChina == "2026-11-24T09:00" && rung?.department == "b")
    }

    @Test("asked again and again, in whatever steps, each rung is due once and in order")
    func steps() throws {
        let life = try Life(Policies.district())
        let calendars = life.policy.calendars
        var told: [String] = []
        var now = life.state.lastAppliedAt
        while let next = life.state.nextRung(after: now, calendars) {
            now = next.due
            for rung in life.state.rungsDue(asOf: now, calendars) where !told.contains(rung.id) { told.append(rung.id) }
        }
        #expect(told == life.state.rungs(calendars).map(\.id))
        #expect(told.count == 16)
    }
}
