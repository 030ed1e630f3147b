import Hotline
import TestKit
import Testing
import WorkTime

@Suite("并案: one case answers for several", .timeLimit(.minutes(1)))
struct MergeTests {
    /// Merges one life into another at a time.
    static func merge(_ child: inout Life, into root: inout Life, _ text: String) throws {
        let actions = child.send(.merge(into: root.state.number), by: .desk, at: try time(text), target: root.state)
        guard case .applied(_, let told) = actions, case .absorb(root.state.number, let absorption) = told.last else {
            Issue.record("\(actions)")
            return
        }
        let more = root.state.absorb(absorption, at: try time(text), root.policy.calendars)
        root.outcome = .applied(seq: root.state.history.count, more)
    }

    @Test("the earliest clock holds, with the pauses it had", arguments: [true, false])
    func earliestClock(rootIsEarlier: Bool) throws {
        let policy = try Policies.always { $0.rules.autoGrant = [.suspend] }
        var root = try Life(policy, received: rootIsEarlier ? "2026-11-23T08:00" : "2026-11-23T12:00", id: "root")
        var child = try Life(policy, received: "2026-11-23T10:00", id: "child")
        try child.send(.wait("2026-11-23T11:00"), "2026-11-23T10:30")
        try Self.merge(&child, into: &root, "2026-11-23T13:00")
        #expect(root.state.promisedBy?.inChina == (rootIsEarlier ? "2026-11-24T08:00" : "2026-11-24T10:30"))
        #expect(root.state.residentClock.start.inChina == (rootIsEarlier ? "2026-11-23T08:00" : "2026-11-23T10:00"))
        #expect(root.state.rawWait(asOf: try time("2026-11-23T14:00")) == (rootIsEarlier ? 6 : 4) * 3_600_000)
        // The department's clock is its own.
        #expect(root.state.round.clock.due?.instant == root.state.round.assignedAt.adding(hours: 8))
        #expect(root.folded == root.state)
    }

    @Test("the earliest deadline of the city platform holds, and the clocks stand still together")
    func suspendedRoot() throws {
        let policy = try Policies.always { $0.rules.autoGrant = [.suspend] }
        var root = try Life(policy, received: "2026-11-23T12:00", id: "root")
        var child = try Life(policy, received: "2026-11-23T10:00", id: "child", externalDueAt: "2026-11-24T06:00")
        try root.send(.wait("2026-11-23T20:00"), "2026-11-23T13:00")
        try Self.merge(&child, into: &root, "2026-11-23T14:00")
        #expect(root.state.residentClock.due?.instant.inChina == "2026-11-24T16:00")
        #expect(root.state.promisedBy?.inChina == "2026-11-24T06:00")
        #expect(root.state.isOverdue(asOf: try time("2026-11-24T06:01"), policy.calendars))
    }

    @Test("those who had the duplicate are told that there is nothing to do")
    func withdrawn() throws {
        var root = try Life(Policies.district(), id: "root")
        var child = try Life(Policies.district(), department: "b", supporting: ["c"], id: "child")
        try Self.merge(&child, into: &root, "2026-11-23T14:00")
        #expect(child.tasks == ["lead withdrawn b", "supporting withdrawn c"])
        #expect(child.state.round.ending == .merged)
        try child.send(.accept, by: .b, "2026-11-23T14:10")
        #expect(child.refusal == .wrongState(.merged))
    }

    @Test("merged into what is resolved, a caller is told what was done, and may have it opened again")
    func resolvedRoot() throws {
        var root = try Life(Policies.district(), id: "root")
        var child = try Life(Policies.district(), received: "2026-11-23T09:30", id: "child")
        try root.send(.resolved("已疏通"), "2026-11-23T10:00")
        try Self.merge(&child, into: &root, "2026-11-23T11:00")
        #expect(root.results.map(\.caseNumber) == [child.state.number])
        #expect(root.results.map(\.reply) == ["已疏通"])
        try root.send(.said(.no), by: .resident, "2026-11-23T12:00", of: child.state.number)
        #expect(root.state.state == .assigned)
        #expect(root.folded == root.state)
    }

    @Test("what a merged caller is told of the own case and of the one that answers is never taken for a repeat")
    func identities() throws {
        let policy = try Policies.always { $0.rules.autoGrant = [.suspend] }
        var root = try Life(policy, id: "root")
        var child = try Life(policy, id: "child")
        try child.send(.accept, by: .a, "2026-11-23T09:10")
        try child.send(.wait("2026-11-23T09:30"), "2026-11-23T09:20")
        let own = try #require(child.results.first)
        try Self.merge(&child, into: &root, "2026-11-23T10:00")
        try root.send(.wait("2026-11-23T20:00"), "2026-11-23T13:00")
        let later = try #require(root.results.first { $0.caseNumber == child.state.number })
        #expect(own.seq == later.seq && own.occasion == later.occasion)
        #expect(own.id != later.id)
        let json = later.json(utcOffset: 28_800)
        #expect(try CaseResult(json: json.span.bytes, channel: "hotline") == later)
    }

    @Test("what was resolved before the other was reported keeps its own clock")
    func resolvedBefore() throws {
        let policy = try Policies.always()
        var hurried = policy
        hurried.limits[0].limits[.promise] = try limit("1 hour")
        var root = try Life(policy, id: "root")
        try root.send(.resolved(), "2026-11-23T10:00")
        let clock = root.state.residentClock
        var child = try Life(hurried, received: "2026-11-23T11:00", id: "child")
        try Self.merge(&child, into: &root, "2026-11-23T11:30")
        #expect(root.state.residentClock == clock)
        #expect(root.state.callers.count == 2)
    }

    @Test("what the closed root does, merged cases do; opened again, they wait again")
    func following() throws {
        var root = try Life(Policies.district(), id: "root")
        var child = try Life(Policies.district(), id: "child")
        var grandchild = try Life(Policies.district(), id: "grandchild")
        try Self.merge(&grandchild, into: &child, "2026-11-23T10:00")
        try Self.merge(&child, into: &root, "2026-11-23T11:00")
        #expect(root.state.callers.map(\.number) == [root, child, grandchild].map(\.state.number))
        try root.send(.resolved(), "2026-11-23T12:00")
        for number in root.state.callers.map(\.number) {
            try root.send(.said(.yes, 5), by: .hotline, "2026-11-23T13:00", of: number)
        }
        #expect(root.actions.last == .follow([child.state.number, grandchild.state.number], .closed))
        #expect(root.results.count == 3)
        child.state.follow(.closed, at: try time("2026-11-23T13:00"), root.policy.calendars)
        #expect(child.state.state == .closed)
        try child.send(.reopen, by: .hotline, "2026-11-24T13:00")
        #expect(child.outcome == .forwarded(to: root.state.number))
        try root.send(.reopen, by: .hotline, "2026-11-24T13:00", of: child.state.number)
        #expect(root.actions.last == .follow([child.state.number, grandchild.state.number], .reopened))
        child.state.follow(.reopened, at: try time("2026-11-24T13:00"), root.policy.calendars)
        #expect(child.state.state == .merged)
        #expect(child.folded == child.state)
    }

    @Test("one caller's withdrawal leaves the others' case; the last one's ends it")
    func withdrawals() throws {
        var root = try Life(Policies.district(), id: "root", externalDueAt: "2026-11-24T06:00")
        var child = try Life(Policies.district(), id: "child")
        try Self.merge(&child, into: &root, "2026-11-23T10:00")
        try root.send(.withdraw, by: .hotline, "2026-11-23T11:00")
        #expect(root.state.state == .assigned)
        #expect(root.results.map(\.caseNumber) == [root.state.number])
        #expect(root.state.promisedBy?.inChina == "2026-11-30T18:00")
        try root.send(.withdraw, by: .hotline, "2026-11-23T11:10")
        #expect(root.refusal == .alreadyEvaluated)
        try root.send(.withdraw, by: .hotline, "2026-11-23T12:00", of: child.state.number)
        #expect(root.state.closing?.outcome == .withdrawn)
    }

    @Test("an unknown, merged, closed or own target is refused, and a wish is merged with wishes")
    func targets() throws {
        var child = try Life(Policies.district(), id: "child")
        var root = try Life(Policies.district(), id: "root")
        let merge = ProgressBody.merge(into: root.state.number)
        try child.send(merge, by: .desk, "2026-11-23T10:00")
        #expect(child.refusal == .unknownTarget)
        try child.send(.merge(into: child.state.number), by: .desk, "2026-11-23T10:00", target: child.state)
        #expect(child.refusal == .ownTarget)
        let wish = try Life(Policies.district(), kind: .wish, id: "root")
        try child.send(merge, by: .desk, "2026-11-23T10:00", target: wish.state)
        #expect(child.refusal == .mixedMerge)
        try root.send(.resolved(), "2026-11-23T10:00")
        var late = child
        try late.send(merge, by: .desk, "2027-01-05T10:00", target: root.state)
        #expect(late.refusal == .closedTarget)
        var other = try Life(Policies.district(), id: "other")
        var merged = try Life(Policies.district(), id: "root")
        try Self.merge(&merged, into: &other, "2026-11-23T10:00")
        try child.send(merge, by: .desk, "2026-11-23T10:30", target: merged.state)
        #expect(child.refusal == .mergedTarget(into: other.state.number))
    }

    @Test("a merge that is done twice keeps each caller once")
    func twice() throws {
        var root = try Life(Policies.district(), id: "root")
        var child = try Life(Policies.district(), id: "child")
        try Self.merge(&child, into: &root, "2026-11-23T10:00")
        guard case .absorb(_, let absorption) = child.actions.last else { return }
        let once = root.state.callers
        _ = root.state.absorb(absorption, at: try time("2026-11-23T10:00"), root.policy.calendars)
        #expect(root.state.callers == once)
    }

    @Test("an amended report withdraws the task of the department that it strayed to")
    func amended() throws {
        var life = try Life(Policies.district())
        let calendars = life.policy.calendars
        let told = life.state.amend(wouldGoTo: "b", at: try time("2026-11-23T10:00"), calendars)
        guard case .task(let order) = told.first else {
            Issue.record("\(told)")
            return
        }
        #expect(order.assignment.reason == .withdrawn)
        #expect(order.assignment.department == "b")
        #expect(life.state.amend(wouldGoTo: "a", at: try time("2026-11-23T10:00"), calendars).isEmpty)
        for _ in 0..<30 { _ = life.state.amend(wouldGoTo: "a", at: try time("2026-11-23T10:00"), calendars) }
        #expect(life.state.history.count == 1 + CaseBounds.amendments)
        #expect(life.folded == life.state)
    }
}
