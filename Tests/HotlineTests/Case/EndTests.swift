import Hotline
import TestKit
import Testing
import WorkTime

@Suite("办结, 共评, 重办, 归档, 撤单", .timeLimit(.minutes(1)))
struct EndTests {
    @Test("a resolve stops both clocks and tells the caller; closure is exact: at due is in time")
    func resolving() throws {
        for (text, met) in [("2026-11-30T18:00", true), ("2026-11-30T18:01", false)] {
            var life = try Life(Policies.district())
            try life.send(.resolved(), text)
            #expect(life.results.map(\.occasion) == [.resolved])
            #expect(life.results.first?.reply == "修好了")
            #expect(life.results.first?.externalId == "XF-1")
            let later = try time("2027-01-01T09:00")
            #expect(life.state.isPromiseMet(asOf: later, life.policy.calendars) == met)
            #expect(life.state.round.isMet(asOf: later) == met)
            #expect(!life.state.isOverdue(asOf: later, life.policy.calendars))
        }
    }

    @Test("a suspension that lasts ends with the resolve")
    func resolvingSuspended() throws {
        var life = try Life(Policies.district { $0.rules.autoGrant = [.suspend] })
        try life.send(.ledger("2026-12-10T09:00"), "2026-11-23T10:00")
        try life.send(.resolved(), "2026-11-25T10:00")
        #expect(life.state.state == .resolved)
        let account = life.state.timeAccount(asOf: try time("2026-11-25T10:00"), life.policy.calendars)
        #expect(account.suspended == 48 * 3_600_000)
        #expect(account.charges.map(\.elapsed) == [3_600_000])
        #expect(account.charges.map(\.working) == [3_600_000])
        #expect(life.state.rawWait(asOf: try time("2027-01-01T09:00")) == 49 * 3_600_000)
    }

    @Test("it closes when every caller has spoken, or by itself after seven working days")
    func closing() throws {
        var life = try Life(Policies.district())
        try life.send(.resolved(), "2026-11-23T10:00")
        #expect(life.state.closesAt?.inChina == "2026-12-02T18:00")
        let calendars = life.policy.calendars
        #expect(life.state.asOf(try time("2026-12-02T18:00"), calendars).state == .resolved)
        let closed = life.state.asOf(try time("2026-12-02T18:01"), calendars)
        #expect(closed.closing?.outcome == .expired)
        #expect(closed.closing?.at.inChina == "2026-12-02T18:00")
        var timer = life.state
        let told = timer.settle(to: try time("2026-12-03T09:00"), calendars)
        #expect(timer == closed)
        #expect(told.count == 1)
        // Said at the last instant is said in time.
        try life.send(.said(.yes, 4), by: .resident, "2026-12-02T18:00")
        #expect(life.state.closing?.outcome == .evaluated)
        #expect(life.results.map(\.occasion) == [.closed])
        #expect(life.state.history.map(\.isDerived) == [false, false, false, true])
    }

    @Test("the desk closes what everybody was asked about")
    func deskCloses() throws {
        var life = try Life(Policies.district())
        try life.send(.resolved(), "2026-11-23T10:00")
        try life.send(.close, by: .desk, "2026-11-23T11:00")
        #expect(life.refusal == .callBackOpen)
        try life.send(.evaluate(.notReached), by: .hotline, "2026-11-23T11:30")
        #expect(life.state.state == .resolved)
        try life.send(.close, by: .desk, "2026-11-23T12:00")
        #expect(life.state.closing?.outcome == .desk)
    }

    @Test("who cannot be reached keeps nobody from closing, but closes nothing either")
    func unreachable() throws {
        var life = try Life(Policies.district(), isReachable: false)
        try life.send(.resolved(), "2026-11-23T10:00")
        #expect(life.state.state == .resolved)
        try life.send(.evaluate(.notReached), by: .hotline, "2026-11-23T11:00")
        #expect(life.state.state == .resolved)
        try life.send(.close, by: .desk, "2026-11-23T12:00")
        #expect(life.state.state == .closed)
    }

    @Test("one evaluation a caller a resolve; an attempt that reached nobody is none")
    func once() throws {
        var life = try Life(Policies.district())
        try life.send(.resolved(), "2026-11-23T10:00")
        try life.send(.evaluate(.notReached), by: .hotline, "2026-11-23T10:30")
        try life.send(.evaluate(.notReached), by: .hotline, "2026-11-23T10:40")
        try life.send(.said(.no, 1), by: .hotline, "2026-11-23T11:00")
        #expect(life.state.state == .assigned)
        try life.send(.resolved(), "2026-11-23T12:00")
        try life.send(.said(.yes, 3), by: .hotline, "2026-11-23T13:00", of: Life.number("nobody"))
        #expect(life.refusal == .unknownCaller)
        try life.send(.said(.yes, 3), by: .hotline, "2026-11-23T13:00")
        #expect(life.state.state == .closed)
        #expect(life.state.callers[0].evaluations.map(\.resolve) == [1, 1, 1, 2])
    }

    @Test("重办: back to those who resolved it, with the limit for it; the resident's clock stood still meanwhile")
    func redo() throws {
        var life = try Life(Policies.district())
        try life.send(.to("b"), by: .desk, "2026-11-23T10:00")
        try life.send(.resolved(), by: .b, "2026-11-24T10:00")
        try life.send(.said(.no, 2), by: .hotline, "2026-11-26T10:00")
        #expect(life.tasks == ["lead reopened b"])
        #expect(life.state.round.kind == .redo)
        #expect(life.state.round.clock.due?.instant.inChina == "2026-12-01T18:00")
        // Five working days from Monday, of which Wednesday does not count.
        #expect(life.state.promisedBy?.inChina == "2026-12-01T18:00")
        let account = life.state.timeAccount(asOf: try time("2026-11-26T11:00"), life.policy.calendars)
        #expect(account.betweenRounds == 48 * 3_600_000)
        #expect(account.charges.map(\.elapsed) == [3_600_000, 24 * 3_600_000, 3_600_000])
    }

    @Test("after two redos the desk decides")
    func maxRedo() throws {
        var life = try Life(Policies.district())
        for _ in 0..<2 {
            try life.send(.resolved(), "2026-11-23T10:00")
            try life.send(.reopen, by: .hotline, "2026-11-23T10:00")
            #expect(life.tasks == ["lead reopened a"])
        }
        try life.send(.resolved(), "2026-11-23T10:00")
        try life.send(.said(.no), by: .resident, "2026-11-23T10:00")
        #expect(life.tasks == ["lead reopened desk"])
        #expect(life.state.round.kind == .dispatch)
        try life.send(.to("a"), by: .desk, "2026-11-23T10:30")
        #expect(life.state.round.kind == .resolve)
    }

    @Test("a closed case opens again within thirty days, not later")
    func reopenWithin() throws {
        for (text, isApplied) in [("2026-12-23T11:00", true), ("2026-12-23T11:01", false)] {
            var life = try Life(Policies.district())
            try life.send(.resolved(), "2026-11-23T10:00")
            try life.send(.said(.yes, 5), by: .hotline, "2026-11-23T11:00")
            try life.send(.reopen, by: .hotline, text)
            #expect(life.isApplied == isApplied)
            #expect(isApplied || life.refusal == .reopenTooLate)
            #expect(life.state.closing == nil || !isApplied)
        }
    }

    @Test("撤单 ends it for good and is neither met nor missed; those who have a task are told")
    func withdrawing() throws {
        var life = try Life(Policies.district(), supporting: ["b"])
        try life.send(.withdraw, by: .resident, "2026-12-23T10:00")
        #expect(life.tasks == ["lead withdrawn a", "supporting withdrawn b"])
        #expect(life.results.map(\.state) == [.closed])
        #expect(life.state.closing?.outcome == .withdrawn)
        #expect(life.state.isPromiseMet(asOf: try time("2027-01-01T09:00"), life.policy.calendars) == nil)
        try life.send(.reopen, by: .hotline, "2026-12-24T10:00")
        #expect(life.tasks == ["lead reopened a"])
        #expect(life.state.redos == 0)
        #expect(life.state.round.kind == .resolve)
        #expect(life.state.presentCallers.count == 1)
    }

    @Test("a wish has one limit, is answered rather than evaluated, and is endorsed once a person")
    func wishes() throws {
        var life = try Life(Policies.district(), kind: .wish)
        #expect(life.state.round.kind == .answer)
        #expect(life.state.round.accept.due == nil)
        #expect(life.state.round.contact.due == nil)
        #expect(life.state.promisedBy?.inChina == "2026-12-14T18:00")
        #expect(["p1", "p1", "p2"].map { life.state.endorse(by: $0) } == [true, false, true])
        try life.send(.resolved(), "2026-11-24T10:00")
        #expect(life.refusal == .answerMissing)
        try life.send(.resolve(.init(reply: "明年建", answer: .planned)), "2026-11-24T10:01")
        try life.send(.said(.no), by: .resident, "2026-11-24T11:00")
        #expect(life.refusal == .wishNotEvaluated)
        try life.send(.close, by: .desk, "2026-11-24T11:00")
        #expect(["p3"].map { life.state.endorse(by: $0) } == [false])
        #expect(life.state.memory.endorsers == ["p1", "p2"])
        var plain = try Life(Policies.district())
        #expect(["p1"].map { plain.state.endorse(by: $0) } == [false])
        try plain.send(.resolve(.init(reply: "x", answer: .adopted)), "2026-11-24T10:01")
        #expect(plain.refusal == .answerOutOfPlace)
    }

    @Test("督办 is answered by the holder; an answer that nobody waits for is refused")
    func supervising() throws {
        var life = try Life(Policies.district())
        let order = ProgressBody.supervise(.init(level: .formal, answerBy: try time("2026-11-25T18:00")))
        try life.send(order, by: .manager, "2026-11-23T10:00", id: "s1")
        #expect(
            life.state.rungs(life.policy.calendars).contains {
                $0.clock == .report && $0.due.inChina == "2026-11-25T18:00"
            })
        try life.send(.report(ref: "s2"), "2026-11-23T11:00")
        #expect(life.refusal == .unknownSupervision)
        try life.send(.report(ref: nil), "2026-11-23T11:00")
        #expect(life.state.supervisions.map(\.answeredAt?.inChina) == ["2026-11-23T11:00"])
        try life.send(.report(ref: "s1"), "2026-11-23T12:00")
        #expect(life.refusal == .unknownSupervision)
        try life.send(order, by: .manager, "2026-11-25T18:00")
        #expect(life.refusal == .timeOver)
    }

    @Test("剔除 touches nothing but the rates, and may be taken back; 催单 counts")
    func notes() throws {
        var life = try Life(Policies.district())
        try life.send(.exclude(.init(ground: .unreasonable)), by: .desk, "2026-11-23T10:00")
        #expect(life.state.exclusion == .unreasonable)
        try life.send(.exclude(.init(ground: .none)), by: .desk, "2026-11-23T10:00")
        #expect(life.state.exclusion == nil)
        let promise = life.state.promisedBy
        for _ in 0..<3 { try life.send(.urge, by: .hotline, "2026-11-23T11:00") }
        #expect(life.state.urges == 3)
        #expect(life.state.promisedBy == promise)
    }
}
