import Hotline
import TestKit
import Testing
import WorkTime

/// What holds of every case, whatever is done to it.
@Suite("Laws of the life of a case", .timeLimit(.minutes(3)))
struct CaseLawTests {
    static let seeds = Array(UInt64(1)...60)

    static func policy(_ seed: UInt64) throws -> CasePolicy {
        let autoGrant: [Set<ProgressAction>] = [[], [.suspend], [.return, .extend], [.return, .suspend, .extend]]
        func change(_ policy: inout CasePolicy) { policy.rules.autoGrant = autoGrant[Int(seed % 4)] }
        return seed % 3 == 0 ? try Policies.always(change) : try Policies.district(change)
    }

    @Test("a history gives its state, in order; what is refused or repeated changes nothing", arguments: seeds)
    func folding(seed: UInt64) throws {
        var world = try World(Self.policy(seed), seed: seed)
        for _ in 0..<120 {
            world.wait()
            let event = world.event()
            let before = world.cases
            let outcome = world.apply(event)
            for (number, state) in world.cases {
                #expect(Case.fold(state.history, memory: state.memory, world.policy.calendars) == state)
                #expect(state.history.map(\.seq) == Array(1...state.history.count))
                #expect(zip(state.history, state.history.dropFirst()).allSatisfy { $0.at <= $1.at })
                if case .applied = outcome { continue }
                #expect(state.history == before[number]?.history, "\(outcome)")
            }
            let after = world.cases
            #expect(world.apply(event) == .repeated)
            #expect(world.cases == after)
        }
        #expect(world.applied > 10, "\(world.applied) of \(world.sent.count)")
    }

    @Test("everything sent once more, from the start, changes nothing", arguments: seeds.prefix(20))
    func replay(seed: UInt64) throws {
        var world = try World(Self.policy(seed), seed: seed)
        for _ in 0..<150 {
            world.wait()
            world.apply(world.event())
        }
        let before = world.cases
        for event in world.sent { #expect(world.apply(event) == .repeated) }
        #expect(world.cases == before)
    }

    @Test("it makes no difference whether somebody looked in between", arguments: seeds)
    func settling(seed: UInt64) throws {
        var world = try World(Self.policy(seed), seed: seed)
        let calendars = world.policy.calendars
        for _ in 0..<100 {
            world.wait()
            let event = world.event()
            guard let state = world.cases[event.event.caseNumber], state.mergedInto == nil else {
                world.apply(event)
                continue
            }
            let at = state.effectiveTime(of: event)
            let first = Instant(milliseconds: state.lastAppliedAt.milliseconds / 2 + at.milliseconds / 2)
            #expect(state.asOf(first, calendars).asOf(at, calendars) == state.asOf(at, calendars))
            var (plain, settled) = (state, state)
            var target: Case?
            if case .merge(let into) = event.event.body { target = world.cases[into] }
            _ = settled.settle(to: at, calendars)
            let outcomes = (
                plain.apply(event, world.policy, target: target), settled.apply(event, world.policy, target: target)
            )
            #expect(plain.asOf(at, calendars) == settled.asOf(at, calendars), "\(outcomes)")
            world.apply(event)
        }
    }

    @Test("the resident's clock never starts anew, and every hour is somebody's", arguments: seeds)
    func time(seed: UInt64) throws {
        var world = try World(Self.policy(seed), seed: seed)
        let starts = world.cases.mapValues(\.residentClock.start)
        let calendars = world.policy.calendars
        for _ in 0..<120 {
            world.wait()
            world.apply(world.event())
            let earliest = starts.values.min() ?? world.now
            for (number, state) in world.cases {
                let start = state.residentClock.start
                // Only the clock of another caller who waits too may take its place.
                let others = Set(state.callers.compactMap { starts[$0.number] })
                #expect(state.callers.count == 1 ? start == starts[number] : others.contains(start))
                #expect(start >= earliest)
                let now = max(world.now, state.lastAppliedAt)
                let account = state.timeAccount(asOf: now, calendars)
                let end = state.asOf(now, calendars).rounds.last?.endedAt ?? now
                let received = state.rounds[0].assignedAt
                #expect(account.total == end.milliseconds - received.milliseconds)
                #expect(account.charges.allSatisfy { $0.elapsed >= 0 && $0.working ?? 0 >= 0 })
                #expect(account.suspended >= 0 && account.betweenRounds >= 0)
                if state.callers.count == 1, state.mergedInto == nil {
                    // And the resident's clock has stood still for just what nobody is charged for.
                    let ran = state.residentTime(asOf: now, calendars).elapsed
                    let held = account.charges.reduce(0) { $0 + $1.elapsed }
                    #expect(ran - held == received.milliseconds - start.milliseconds)
                }
            }
        }
    }

    @Test("no case is ever in a state that cannot be, or that it cannot leave", arguments: seeds)
    func soundness(seed: UInt64) throws {
        var world = try World(Self.policy(seed), seed: seed)
        for _ in 0..<150 {
            world.wait()
            world.apply(world.event())
            for (_, state) in world.cases { Self.check(state) }
        }
        for (_, state) in world.cases where CaseState.open.contains(state.state) {
            var life = try Life(world.policy)
            life.state = state
            let holder: Life.Sender = state.holder == "desk" ? .desk : .department(state.holder)
            let answer: ProgressBody.Resolution.Answer? = state.subject.kind == .wish ? .declined : nil
            let event = ProgressEvent(
                id: "end", caseNumber: state.number, at: world.now, body: .resolve(.init(reply: "x", answer: answer)))
            let outcome = life.apply(
                ReceivedProgress(event: event, topic: holder.topic, offset: .max, recordedAt: world.now))
            guard case .applied = outcome else {
                Issue.record("\(outcome)")
                continue
            }
            #expect(life.state.asOf(world.now.adding(hours: 3_000), world.policy.calendars).state == .closed)
        }
    }

    /// What must hold in each state.
    static func check(_ state: Case) {
        let isOpen = CaseState.open.contains(state.state)
        #expect((state.suspension != nil) == CaseState.suspended.contains(state.state))
        #expect((state.closing != nil) == (state.state == .closed))
        #expect((state.round.ending == nil) == isOpen, "\(state.state)")
        #expect((state.round.endedAt == nil) == isOpen)
        #expect(isOpen || state.requests.isEmpty)
        #expect(state.state == .resolved || state.closesAt == nil)
        #expect(state.state != .merged || state.mergedInto != nil)
        #expect((state.residentClock.standstill != nil) == (state.suspension != nil))
        #expect(state.mergedInto != nil || (state.residentClock.stoppedAt == nil) == isOpen)
        #expect(state.rounds.dropLast().allSatisfy { $0.ending != nil && $0.endedAt != nil })
        #expect(
            zip(state.rounds, state.rounds.dropFirst()).allSatisfy { ($0.endedAt ?? $1.assignedAt) <= $1.assignedAt })
        #expect(state.rounds.map(\.number) == Array(1...state.rounds.count))
        #expect(!state.supporting.contains { $0.department == state.holder })
        #expect(Set(state.supporting.map(\.department)).count == state.supporting.count)
        #expect(Set(state.callers.map(\.number)).count == state.callers.count)
        #expect(state.grantedReturns <= state.terms.rules.maxReturns)
        #expect(state.history.count { $0.progress != nil } <= CaseBounds.events)
        if state.state != .assigned, isOpen, state.suspension == nil { #expect(state.round.accept.stoppedAt != nil) }
    }
}
