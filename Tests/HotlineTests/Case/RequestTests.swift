import Hotline
import TestKit
import Testing
import WorkTime

@Suite("Requests: 退单, 挂起, 挂账, 延期", .timeLimit(.minutes(1)))
struct RequestTests {
    @Test("a request changes nothing until it is granted; a refused one never does")
    func pending() throws {
        for request in [ProgressBody.back(), try .wait("2026-11-25T09:00"), .more(2)] {
            var life = try Life(Policies.district())
            let before = life.state
            try life.send(request, "2026-11-23T10:00", id: "r")
            #expect(life.actions == [])
            #expect(life.state.state == before.state)
            #expect(life.state.promisedBy == before.promisedBy)
            #expect(life.state.requests.map(\.id) == ["r"])
            try life.send(request, "2026-11-23T10:01")
            #expect(life.refusal == .requestPending)
            try life.send(.refuse(ref: "r"), by: .desk, "2026-11-23T11:00")
            #expect(life.state.requests == [])
            #expect(life.state.promisedBy == before.promisedBy)
            #expect(life.state.rounds == before.rounds)
            try life.send(.grant(ref: "r"), by: .desk, "2026-11-23T11:01")
            #expect(life.refusal == .unknownRequest)
        }
    }

    @Test("a request ends with its round")
    func endsWithRound() throws {
        var life = try Life(Policies.district())
        try life.send(.more(2), "2026-11-23T10:00", id: "r")
        try life.send(.to("b"), by: .desk, "2026-11-23T11:00")
        try life.send(.grant(ref: "r"), by: .desk, "2026-11-23T11:01")
        #expect(life.refusal == .unknownRequest)
    }

    @Test("退单 goes to the desk and is within a working day; what is shared is not returned")
    func returning() throws {
        var life = try Life(Policies.district())
        try life.send(.back(.shared), "2026-11-23T10:00")
        #expect(life.refusal == .sharedReturn)
        try life.send(.back(), "2026-11-24T18:00", id: "r")
        #expect(life.isApplied)
        try life.send(.grant(ref: "r"), by: .desk, "2026-11-25T10:00")
        #expect(life.tasks == ["lead assigned desk"])
        #expect(life.state.state == .assigned)
        #expect(life.state.round.kind == .dispatch)
        var late = try Life(Policies.district())
        try late.send(.back(), "2026-11-24T18:01")
        #expect(late.refusal == .returnTooLate)
        // And nobody returns to the desk what the desk has.
        try life.send(.back(), by: .desk, "2026-11-25T10:01")
        #expect(life.refusal == .alreadyHolder("desk"))
    }

    @Test("after two granted returns the desk dispatches finally")
    func finalDispatch() throws {
        var life = try Life(Policies.district { $0.rules.autoGrant = [.return] })
        for (department, sender) in [("b", Life.Sender.a), ("c", .b)] {
            try life.send(.back(), by: sender, "2026-11-23T10:00")
            #expect(life.state.holder == "desk")
            try life.send(.to(department), by: .desk, "2026-11-23T10:00")
        }
        try life.send(.back(), by: .c, "2026-11-23T10:30")
        #expect(life.refusal == .finalDispatch(returns: 2))
        #expect(life.state.round.number == 5)
        #expect(life.state.rounds.map(\.ending) == [.returned, .dispatched, .returned, .dispatched, nil])
    }

    @Test("挂起 ends by itself; both clocks have stood still, in working time")
    func waiting() throws {
        var life = try Life(Policies.district())
        #expect(life.state.promisedBy?.inChina == "2026-11-30T18:00")
        try life.send(.start(.init()), "2026-11-23T09:30")
        try life.send(.wait("2026-11-26T09:00"), "2026-11-23T10:00", id: "r")
        try life.send(.grant(ref: "r"), by: .desk, "2026-11-23T18:30")
        #expect(life.state.state == .suspendedWaiting)
        #expect(life.results.map(\.occasion) == [.suspended])
        // Tuesday and Wednesday lie wholly inside.
        #expect(life.state.promisedBy?.inChina == "2026-12-02T18:00")
        #expect(life.results.first?.promisedBy == life.state.promisedBy)
        #expect(life.state.nextByItself?.inChina == "2026-11-26T09:00")
        let calendars = life.policy.calendars
        #expect(life.state.asOf(try time("2026-11-26T08:59"), calendars).state == .suspendedWaiting)
        let then = life.state.asOf(try time("2026-11-26T09:00"), calendars)
        #expect(then.state == .working)
        #expect(then.round.clock.due?.instant.inChina == "2026-12-02T18:00")
        #expect(then.history.last?.kind == .resumed)
        #expect(then.history.last?.at.inChina == "2026-11-26T09:00")
        // It may be prolonged, and resumed before its time.
        try life.send(.wait("2026-12-26T09:00"), "2026-11-24T10:00", id: "r2")
        try life.send(.grant(ref: "r2"), by: .desk, "2026-11-24T11:00")
        #expect(life.state.suspension?.since.inChina == "2026-11-23T18:30")
        try life.send(.resume, "2026-11-25T09:00")
        #expect(life.state.state == .working)
        #expect(life.state.promisedBy?.inChina == "2026-12-01T18:00")
    }

    @Test("a suspension whose end is past is neither asked for nor granted")
    func pastUntil() throws {
        var life = try Life(Policies.district())
        try life.send(.wait("2026-11-23T10:00"), "2026-11-23T10:00")
        #expect(life.refusal == .timeOver)
        try life.send(.wait("2026-11-23T10:30"), "2026-11-23T10:00", id: "r")
        try life.send(.grant(ref: "r"), by: .desk, "2026-11-23T10:30")
        #expect(life.refusal == .timeOver)
    }

    @Test("挂账 does not end by itself: past its review date it counts as overdue and somebody is told")
    func ledger() throws {
        var life = try Life(Policies.district { $0.rules.autoGrant = [.suspend] })
        try life.send(.ledger("2026-12-10T09:00"), "2026-11-23T09:30")
        let calendars = life.policy.calendars
        #expect(life.state.suspension?.owner == "区住建局")
        #expect(!life.state.isOverdue(asOf: try time("2026-12-10T09:00"), calendars))
        let late = try time("2026-12-10T09:01")
        #expect(life.state.asOf(late, calendars).state == .suspendedLedger)
        #expect(life.state.isOverdue(asOf: late, calendars))
        #expect(life.state.isPromiseMet(asOf: late, calendars) == false)
        #expect(life.state.rungsDue(asOf: late, calendars).map(\.id) == ["\(life.state.number).review.2.100"])
        // A review gives it another date.
        try life.send(.ledger("2026-12-20T09:00"), "2026-12-10T10:00")
        #expect(!life.state.isOverdue(asOf: try time("2026-12-11T09:00"), calendars))
        let next = life.state.rungsDue(asOf: try time("2026-12-21T09:00"), calendars)
        #expect(next.map(\.id) == ["\(life.state.number).review.3.100"])
        try life.send(.resume, by: .desk, "2026-12-15T09:00")
        #expect(life.state.state == .assigned)
        #expect(!life.state.isOverdue(asOf: try time("2026-12-15T10:00"), calendars))
    }

    @Test("延期 moves both clocks from the old due, is asked for before it, and the second is a manager's")
    func extending() throws {
        var life = try Life(Policies.district(), externalDueAt: "2026-12-01T12:00")
        try life.send(.more(2), "2026-11-30T18:00", id: "r1")
        try life.send(.grant(ref: "r1"), by: .desk, "2026-12-01T09:30")
        #expect(life.state.round.clock.due?.instant.inChina == "2026-12-02T18:00")
        #expect(life.state.residentClock.due?.instant.inChina == "2026-12-02T18:00")
        // The city platform's deadline stays what it is.
        #expect(life.state.promisedBy?.inChina == "2026-12-01T12:00")
        #expect(life.results.map(\.reply) == ["等材料"])
        try life.send(.more(1), "2026-12-02T10:00", id: "r2")
        try life.send(.grant(ref: "r2"), by: .desk, "2026-12-02T10:01")
        #expect(life.refusal == .needsManager)
        try life.send(.grant(ref: "r2"), by: .manager, "2026-12-02T10:02")
        #expect(life.state.round.clock.due?.instant.inChina == "2026-12-03T18:00")
        var late = try Life(Policies.district())
        try late.send(.more(2), "2026-11-30T18:01")
        #expect(late.refusal == .extensionTooLate)
    }

    @Test("a first extension may be granted at once, a second never is")
    func autoGrant() throws {
        var life = try Life(Policies.district { $0.rules.autoGrant = [.extend] })
        try life.send(.more(1), "2026-11-23T10:00")
        #expect(life.state.residentClock.extensions == [1])
        try life.send(.more(1), "2026-11-23T10:01")
        #expect(life.state.residentClock.extensions == [1])
        #expect(life.state.requests.count == 1)
    }
}
