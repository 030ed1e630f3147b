import Hotline
import TestKit
import Testing
import WorkTime

@Suite("Rounds, support, limits that change", .timeLimit(.minutes(1)))
struct RoundTests {
    @Test("the day of receipt is day 0, and each limit ends when it should")
    func dues() throws {
        let life = try Life(Policies.district(), received: "2026-11-23T15:00")
        #expect(life.state.round.accept.due?.instant.inChina == "2026-11-23T17:00")
        #expect(life.state.round.contact.due?.instant.inChina == "2026-11-24T18:00")
        #expect(life.state.round.clock.due?.instant.inChina == "2026-11-30T18:00")
        let desk = try Life(Policies.district(), department: "desk", received: "2026-11-23T15:00")
        #expect(desk.state.round.clock.due?.instant.inChina == "2026-11-23T17:00")
        #expect(desk.state.round.accept.due == nil)
        #expect(desk.state.promisedBy?.inChina == "2026-11-30T18:00")
    }

    @Test("contact, start and resolve imply accept", arguments: [ProgressBody.contact, .start(.init()), .resolved()])
    func impliesAccept(body: ProgressBody) throws {
        var life = try Life(Policies.district())
        try life.send(body, "2026-11-23T10:30")
        #expect(life.state.round.accept.stoppedAt?.inChina == "2026-11-23T10:30")
        #expect(life.state.round.isAcceptMet(asOf: try time("2026-12-23T10:00")) == true)
    }

    @Test("accepted exactly at due is in time, a millisecond later is not; without any it is late when due is past")
    func exactly() throws {
        for (milliseconds, met) in [(0, true), (1, false)] as [(Int64, Bool)] {
            var life = try Life(Policies.district())
            let due = try time("2026-11-23T11:00")
            life.send(.accept, at: Instant(milliseconds: due.milliseconds + milliseconds))
            #expect(life.state.round.isAcceptMet(asOf: try time("2026-12-23T10:00")) == met)
        }
        let life = try Life(Policies.district())
        #expect(life.state.round.isAcceptMet(asOf: try time("2026-11-23T11:00")) == nil)
        #expect(life.state.round.isAcceptMet(asOf: try time("2026-11-23T11:01")) == false)
    }

    @Test("转派: the next department's clock starts, the resident's runs on; the last one is told")
    func reassigned() throws {
        var life = try Life(Policies.district(), supporting: ["b"])
        let promise = life.state.promisedBy
        try life.send(.to("b", ["c", "a"]), by: .desk, "2026-11-24T10:00")
        #expect(
            life.tasks == [
                "lead withdrawn a", "lead assigned b", "supporting supporting c", "supporting supporting a",
            ])
        #expect(life.state.supporting.map(\.department) == ["c", "a"])
        #expect(life.state.promisedBy == promise)
        #expect(life.state.round.clock.due?.instant.inChina == "2026-12-01T18:00")
        #expect(life.results.map(\.occasion) == [.dispatched])
        #expect(life.state.rounds[0].isMet(asOf: try time("2027-01-01T09:00")) == nil)
        try life.send(.to("b"), by: .desk, "2026-11-24T11:00")
        #expect(life.refusal == .alreadyHolder("b"))
        try life.send(.to("x"), by: .desk, "2026-11-24T11:00")
        #expect(life.refusal == .unknownDepartment("x"))
        try life.send(.resolved(), by: .a, "2026-11-24T11:00")
        #expect(life.refusal == .notYours([.holder]))
    }

    @Test("taken away when it was late already, a round counts as missed")
    func takenAwayLate() throws {
        var life = try Life(Policies.district())
        try life.send(.to("b"), by: .desk, "2026-12-02T10:00")
        #expect(life.state.rounds[0].isMet(asOf: try time("2026-12-02T10:00")) == false)
    }

    @Test("吹哨: a task to each, the lead's clock runs on; those report and contribute")
    func assisting() throws {
        var life = try Life(Policies.district())
        let due = life.state.round.clock.due
        try life.send(
            .assist(.init(departments: ["b", "c", "b"], reason: "挖路", dueBy: try time("2026-11-25T18:00"))),
            "2026-11-23T10:00")
        #expect(life.tasks == ["supporting supporting b", "supporting supporting c"])
        guard case .task(let order) = life.actions.first else {
            Issue.record("no task")
            return
        }
        #expect(order.deadlines.resolveBy?.inChina == "2026-11-25T18:00")
        #expect(life.state.round.clock.due == due)
        try life.send(.arrive, by: .b, "2026-11-23T11:00")
        try life.send(.contribute, by: .c, "2026-11-23T12:00")
        #expect(life.state.supporting.map(\.arrivedAt?.inChina) == ["2026-11-23T11:00", "2026-11-23T12:00"])
        #expect(life.state.supporting.map(\.contributions) == [0, 1])
        try life.send(.assist(.init(departments: ["b"], reason: "x")), by: .desk, "2026-11-23T12:00")
        #expect(life.refusal == .alreadySupporting("b"))
        try life.send(.assist(.init(departments: ["a"], reason: "x")), by: .desk, "2026-11-23T12:00")
        #expect(life.refusal == .alreadyHolder("a"))
    }

    @Test("an event about another round than the present one is refused")
    func staleRound() throws {
        var life = try Life(Policies.district())
        try life.send(.to("b"), by: .desk, "2026-11-23T10:00")
        try life.send(.accept, by: .b, "2026-11-23T10:01", round: 1)
        #expect(life.refusal == .otherRound(present: 2))
        try life.send(.accept, by: .b, "2026-11-23T10:02", round: 2)
        #expect(life.isApplied)
    }

    @Test("特急 runs around the clock from when it is said, and what was used stays used")
    func becomesEmergency() throws {
        var life = try Life(Policies.district(), received: "2026-11-23T17:00")
        try life.send(.accept, "2026-11-23T17:10")
        // One working hour was used at 09:00 the next day; the emergency allows two hours.
        try life.send(.setUrgency(.emergency), "2026-11-24T09:00")
        #expect(life.state.promisedBy?.inChina == "2026-11-24T10:00")
        #expect(life.state.round.clock.due?.instant.inChina == "2026-11-24T10:00")
        #expect(life.state.residentClock.start.inChina == "2026-11-23T17:00")
        // What was done in time before stays done in time.
        #expect(life.state.round.isAcceptMet(asOf: try time("2026-11-24T12:00")) == true)
        try life.send(.setUrgency(.normal), "2026-11-24T09:10")
        #expect(life.refusal == .onlyRaise)
        try life.send(.setUrgency(.normal), by: .desk, "2026-11-24T09:10")
        #expect(life.isApplied)
    }

    @Test("and what had stood still before it became one, had")
    func emergencyAfterPause() throws {
        var life = try Life(Policies.district { $0.rules.autoGrant = [.suspend] }, received: "2026-11-23T17:00")
        try life.send(.wait("2026-11-24T10:00"), "2026-11-23T17:30")
        // Half an hour was used on Monday and a quarter on Tuesday.
        try life.send(.setUrgency(.emergency), "2026-11-24T10:15")
        #expect(life.state.promisedBy?.inChina == "2026-11-24T11:30")
        #expect(life.state.residentClock.pauses.list.count == 1)
    }

    @Test("what a round had not come to when it ended is neither met nor missed")
    func endedBefore() throws {
        var life = try Life(Policies.district())
        try life.send(.to("b"), by: .desk, "2026-11-23T10:00")
        let later = try time("2026-12-23T10:00")
        #expect(life.state.rounds[0].isAcceptMet(asOf: later) == nil)
        #expect(life.state.rounds[0].isContactMet(asOf: later) == nil)
        try life.send(.to("a"), by: .desk, "2026-11-24T10:00")
        #expect(life.state.rounds[1].isAcceptMet(asOf: later) == false)
    }

    @Test("the five co's stand with the case, with those who took part")
    func stages() throws {
        var life = try Life(Policies.district())
        try life.send(.start(.init(stage: .plan, participants: ["居民议事会"])), "2026-11-23T10:00")
        try life.send(.start(.init()), "2026-11-23T11:00")
        try life.send(.start(.init(stage: .build)), "2026-11-23T12:00")
        #expect(life.state.stages.map(\.stage) == [.plan, .build])
        #expect(life.state.stages.first?.participants == ["居民议事会"])
    }

    @Test("what is told has an id of its own, the same whenever the same history is applied")
    func ids() throws {
        var ids: [[String]] = []
        for _ in 0..<2 {
            var life = try Life(Policies.district(), supporting: ["b"])
            var told: [String] = []
            for (body, text) in [(ProgressBody.to("c"), "2026-11-23T10:00"), (.to("a"), "2026-11-23T11:00")] {
                try life.send(body, by: .desk, text)
                for action in life.actions {
                    switch action {
                    case .task(let order): told.append(order.id)
                    case .result(let result): told.append(result.id)
                    default: break
                    }
                }
            }
            #expect(Set(told).count == told.count)
            #expect(told.first == "\(life.state.number).2.lead.withdrawn.a")
            #expect(told.last == "\(life.state.number).3.dispatched")
            ids.append(told)
        }
        #expect(ids[0] == ids[1])
    }

    @Test("reclassified, a case is measured by the other area's limit from its old start, with its pauses")
    func reclassified() throws {
        var greenery = LimitRule(limits: [.resolve: try limit("10 working days")])
        greenery.areas = ["greenery"]
        var life = try Life(
            Policies.district {
                $0.limits.insert(greenery, at: 0)
                $0.rules.autoGrant = [.suspend]
            })
        try life.send(.wait("2026-11-26T09:00"), "2026-11-23T18:00")
        try life.send(.resume, "2026-11-26T09:00", id: "x")
        try life.send(.reclassify(.init(area: "greenery")), by: .desk, "2026-11-26T10:00")
        #expect(life.state.promisedBy?.inChina == "2026-12-09T18:00")
        #expect(life.state.subject.area == "greenery")
    }

    @Test("today's policy holds for a new round, not for a clock that runs")
    func policyChanges() throws {
        var life = try Life(Policies.district())
        let promise = life.state.promisedBy
        life.policy.version = "2027-1"
        life.policy.limits = [try Policies.limits("split", resolve: "1 working day")]
        try life.send(.accept, "2026-11-23T10:00")
        #expect(life.state.terms.policy == "2026-1")
        try life.send(.to("b"), by: .desk, "2026-11-23T11:00")
        #expect(life.state.terms.policy == "2027-1")
        #expect(life.state.round.clock.due?.instant.inChina == "2026-11-24T18:00")
        #expect(life.state.promisedBy == promise)
    }

    @Test("where the calendar ends or is not known, there is no due, and none is invented")
    func noDue() throws {
        let last = try Life(Policies.district(), received: "2099-12-31T17:00")
        #expect(last.state.promisedBy == nil)
        #expect(last.state.rungs(last.policy.calendars).isEmpty)
        var policy = try Policies.district()
        policy.calendars = []
        var unknown = try Life(policy)
        #expect(unknown.state.promisedBy == nil)
        try unknown.send(.more(1), "2026-11-23T10:00")
        #expect(unknown.refusal == .noLimit)
        try unknown.send(.resolved(), "2026-11-23T11:00")
        #expect(unknown.isApplied)
        #expect(unknown.state.closesAt == nil)
    }
}
