import Hotline
import Testing
import WorkTime
import qiaomen

@Suite("What a district that lives means to do", .timeLimit(.minutes(1)))
struct LivePlansTests {
    private func later(_ instant: Instant, hours: Double) -> Instant {
        Instant(milliseconds: instant.milliseconds + Int64(hours * 3_600_000))
    }

    @Test("a deed comes when its time has come, once")
    func once() throws {
        let town = try SmallTown()
        var plans = LivePlans(town.district)
        let opening = try #require(town.openings(5).last)
        let (state, _) = Case.open(opening, town.district.policy.calendars)
        plans.learn(state, now: state.lastAppliedAt)
        #expect(plans.take(at: state.lastAppliedAt) == nil)
        let taken = plans.take(at: later(state.lastAppliedAt, hours: 2_000))
        let deed = try #require(taken)
        #expect(deed.at > state.lastAppliedAt)
        #expect(plans.take(at: .latest) == nil, "what comes next depends on what becomes of it")
    }

    @Test("what is heard of a case makes plans anew, and what was sent is not sent again")
    func anew() throws {
        let town = try SmallTown()
        let policy = town.district.policy
        var plans = LivePlans(town.district)
        var state = Case.open(try #require(town.openings(2).last), policy.calendars).0
        var sent: [String] = []
        var now = state.lastAppliedAt
        plans.learn(state, now: now)
        for offset in 1...200 {
            guard let deed = plans.take(at: later(now, hours: 3_000)) else { break }
            now = max(now, deed.at)
            sent.append(deed.name)
            _ = state.apply(deed.received(offset: Int64(offset)), policy)
            plans.learn(state, now: now)
        }
        #expect(sent.count > 3)
        #expect(Set(sent).count == sent.count)
    }

    @Test("it counts cases by state and by department, and those that are overdue")
    func census() throws {
        let town = try SmallTown()
        let policy = town.district.policy
        var plans = LivePlans(town.district)
        for opening in town.openings(8) {
            plans.learn(Case.open(opening, policy.calendars).0, now: opening.assignment.assignedAt)
        }
        #expect(plans.counts[.assigned] == 8)
        #expect(plans.open.values.reduce(0, +) == 8)
        #expect(plans.overdue(at: town.start) == 0)
        #expect(plans.overdue(at: later(town.start, hours: 3_000)) == 8)
    }

    @Test("a fast clock goes so much faster")
    func clock() {
        let begin = ContinuousClock.now
        let clock = FastClock(from: Instant(milliseconds: 0), speed: 3_600, at: begin)
        #expect(clock.now(at: begin + .seconds(2)) == Instant(milliseconds: 7_200_000))
    }
}
