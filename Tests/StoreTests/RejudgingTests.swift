import Hotline
import Store
import Testing
import WorkTime

/// What another policy would have made of the same life.
@Suite(.timeLimit(.minutes(2)))
struct RejudgingTests {
    @Test(
        "By the policy that it was judged by, a case is what it is, whatever was done to it",
        arguments: [31, 32, 33] as [UInt64])
    func samePolicy(seed: UInt64) throws {
        let policy = try Samples.policy()
        var town = try Town(policy, seed: seed, cases: 12)
        for _ in 0..<400 { town.live() }
        for state in town.cases.values { #expect(state.rejudged(by: policy) == state) }
    }

    @Test("Other limits move the dates, nothing else: what happened stays when it happened")
    func otherLimits() throws {
        let policy = try Samples.policy()
        var strict = policy
        strict.version = "2027-1"
        var rule = LimitRule.standard
        rule.limits[.resolve] = TimeLimit(1, .workingDays)
        strict.limits = [rule]
        var state = try Samples.opened(1, policy)
        state.take(.accept, after: 10, policy)
        state.take(.return(.init(ground: .notResponsible)), after: 10, id: "r", policy)
        state.take(.grant(ref: "r"), by: "desk", after: 10, policy)
        state.take(.assign(.init(to: "housing")), by: "desk", after: 10, policy)
        let other = try #require(state.rejudged(by: strict))
        #expect(other.terms.policy == "2027-1")
        #expect(other.rounds.map(\.assignedAt) == state.rounds.map(\.assignedAt))
        #expect(other.rounds.map(\.ending) == state.rounds.map(\.ending))
        #expect(other.history.map(\.at) == state.history.map(\.at))
        let (due, strictDue) = (state.round.clock.due?.instant, other.round.clock.due?.instant)
        #expect(strictDue ?? .latest < due ?? .earliest)
        #expect(other.promisedBy ?? .latest < state.promisedBy ?? .earliest)
        #expect(other.rejudged(by: policy) == state)
    }
}
