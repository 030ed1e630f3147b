import Hotline
import TestKit
import Testing
import WorkTime

@Suite("Late, early, repeated, too many", .timeLimit(.minutes(1)))
struct EventOrderTests {
    @Test(
        "an event counts from when it says, within half an hour before its record and not after it",
        arguments: [
            ("2026-11-23T09:50", "2026-11-23T10:00", "2026-11-23T09:50"),
            ("2026-11-23T09:30", "2026-11-23T10:00", "2026-11-23T09:30"),
            ("2026-11-23T09:29", "2026-11-23T10:00", "2026-11-23T09:30"),
            ("2026-11-20T09:00", "2026-11-23T10:00", "2026-11-23T09:30"),
            ("2026-11-23T10:05", "2026-11-23T10:00", "2026-11-23T10:00"),
            ("2026-11-23T08:50", "2026-11-23T09:10", "2026-11-23T09:00"),
        ])
    func effectiveTime(at: String, recorded: String, effective: String) throws {
        var life = try Life(Policies.district())
        try life.send(.accept, at, recorded: recorded)
        #expect(life.state.history.last?.at.inChina == effective)
        #expect(life.state.round.accept.stoppedAt?.inChina == effective)
        // Both are kept.
        #expect(life.state.history.last?.progress?.event.at.inChina == at)
        #expect(life.state.history.last?.progress?.received.recordedAt.inChina == recorded)
    }

    @Test("more than five minutes ahead of its record it is refused")
    func ahead() throws {
        var life = try Life(Policies.district())
        try life.send(.accept, "2026-11-23T10:06", recorded: "2026-11-23T10:00")
        #expect(life.refusal == .aheadOfTime)
    }

    @Test("never before the last event, whatever the timestamps of its topic")
    func monotonic() throws {
        var life = try Life(Policies.district())
        try life.send(.to("b"), by: .desk, "2026-11-23T11:00")
        try life.send(.accept, by: .b, "2026-11-23T10:00", recorded: "2026-11-23T10:00")
        #expect(life.state.history.last?.at.inChina == "2026-11-23T11:00")
    }

    @Test("the same identity with another body is refused, and so it stays")
    func identityReused() throws {
        var life = try Life(Policies.district())
        try life.send(.accept, "2026-11-23T10:00", id: "x")
        try life.send(.contact, "2026-11-23T10:00", id: "x")
        #expect(life.refusal == .identityReused)
        #expect(life.state.round.contact.stoppedAt == nil)
        // The other department's ids are its own.
        try life.send(.more(1), "2026-11-23T10:00", id: "y")
        try life.send(.grant(ref: "y"), by: .desk, "2026-11-23T10:00", id: "x")
        #expect(life.isApplied)
    }

    @Test("what was refused does not succeed by coming again, unless it was taken out of the dead letters")
    func refusedStaysRefused() throws {
        var life = try Life(Policies.district { $0.rules.autoGrant = [.suspend] })
        try life.send(.resume, "2026-11-23T10:00", id: "x")
        #expect(life.refusal == .wrongState(.assigned))
        try life.send(.wait("2026-12-23T10:00"), "2026-11-23T10:10")
        try life.send(.resume, "2026-11-23T10:00", id: "x")
        #expect(life.outcome == .repeated)
        try life.send(.contact, "2026-11-23T10:00", id: "x")
        #expect(life.refusal == .identityReused)
        #expect(life.state.state == .suspendedWaiting)
        var again = life.received(
            .resume, at: try time("2026-11-23T10:00"), recorded: try time("2026-11-23T10:30"), id: "x")
        again.replay = 1
        _ = life.apply(again)
        #expect(life.state.state == .assigned)
    }

    @Test("however much was refused, a replay of the topic is recognised")
    func refusedReplay() throws {
        var life = try Life(Policies.district { $0.rules.autoGrant = [.suspend] })
        var events = [life.received(.resume, at: try time("2026-11-23T10:00"), id: "x")]
        events.append(life.received(.contact, at: try time("2026-11-23T10:00"), id: "x"))
        for _ in 0..<150 { events.append(life.received(.resume, at: try time("2026-11-23T10:00"))) }
        for event in events { _ = life.apply(event) }
        #expect(life.state.memory.refused.count == CaseBounds.refused)
        // In a state that would allow it.
        try life.send(.wait("2026-12-23T10:00"), "2026-11-23T10:10")
        let before = life.state
        let outcomes = Set(events.map { life.apply($0) })
        #expect(outcomes == [.repeated])
        #expect(life.state == before)
    }

    @Test("a case holds 200 events; the last 40 are for those who can bring it to its end")
    func bounds() throws {
        var life = try Life(Policies.district())
        for _ in 0..<200 { try life.send(.urge, by: .hotline, "2026-11-23T10:00") }
        #expect(life.refusal == .tooManyEvents)
        #expect(life.state.urges == 160)
        for _ in 0..<19 {
            try life.send(.to("b"), by: .desk, "2026-11-23T10:00")
            try life.send(.to("a"), by: .desk, "2026-11-23T10:00")
        }
        try life.send(.resolved(), "2026-11-23T11:00")
        try life.send(.said(.no), by: .hotline, "2026-11-23T12:00")
        #expect(life.isApplied)
        try life.send(.resolved(), "2026-11-23T13:00")
        #expect(life.refusal == .tooManyEvents)
        #expect(life.folded == life.state)
        #expect(life.state.memory.refused.count == 41)
    }

    @Test("and half a mebibyte of what was written")
    func length() throws {
        var life = try Life(Policies.district())
        let reason = String(repeating: "🌳", count: 2_000)
        var texts = 0
        for index in 0..<60 {
            try life.send(.extend(.init(workingDays: 1, reason: reason)), "2026-11-23T10:00", id: "x\(index)")
            if life.isApplied { texts += 1 }
            try life.send(.refuse(ref: "x\(index)"), by: .desk, "2026-11-23T10:00")
        }
        #expect((45..<50).contains(texts), "\(texts)")
        #expect(life.state.json(utcOffset: 0).count < 1 << 20)
        try life.send(.resolved(reason), "2026-11-23T11:00")
        #expect(life.isApplied)
    }

    @Test("a refusal is said in both languages", arguments: CaseState.allCases)
    func texts(state: CaseState) {
        let number = Life.number("nobody")
        let all: [Refusal] = [
            .identityReused, .aheadOfTime, .tooManyEvents, .notYours([.desk, .holder]), .wrongState(state),
            .otherRound(present: 2), .sharedReturn, .returnTooLate, .finalDispatch(returns: 2), .requestPending,
            .unknownRequest, .needsManager, .timeOver, .extensionTooLate, .noLimit, .unknownDepartment("x"),
            .alreadyHolder("x"), .alreadySupporting("x"), .unknownCaller, .alreadyEvaluated, .wishNotEvaluated,
            .answerMissing, .answerOutOfPlace, .callBackOpen, .reopenTooLate, .unknownTarget, .ownTarget,
            .mergedTarget(into: number), .closedTarget, .mixedMerge, .onlyRaise, .unknownSupervision,
        ]
        #expect(Set(all.map(\.text.zh)).count == all.count)
        #expect(Set(all.map(\.text.en)).count == all.count)
        #expect(Refusal.notYours([.desk, .holder]).text.en == "this is for the holder or the desk to do")
        #expect(Refusal.notYours([.desk, .holder]).text.zh == "只能由主办单位、受理中心办理")
    }

    @Test("random events reach every action, every state and most refusals: the laws are tried on something")
    func coverage() throws {
        var actions: Set<ProgressAction> = []
        var states: Set<CaseState> = []
        var refusals: Set<String> = []
        for seed in UInt64(1)...200 {
            var world = try World(CaseLawTests.policy(seed), seed: seed)
            for _ in 0..<150 {
                world.wait()
                let event = world.event()
                switch world.apply(event) {
                case .applied: actions.insert(event.event.action)
                case .refused(let refusal): refusals.insert(String("\(refusal)".prefix { $0 != "(" }))
                default: break
                }
                states.formUnion(world.cases.values.map(\.state))
            }
        }
        #expect(actions == Set(ProgressAction.allCases))
        #expect(states == Set(CaseState.allCases))
        #expect(refusals.count >= 22, "\(refusals.sorted())")
    }
}
