import Hotline
import TestKit
import Testing
import WorkTime

@Suite("Ladders", .timeLimit(.minutes(1)))
struct LadderTests {
    private func ladder(_ name: String, _ ids: String...) -> Ladder {
        Ladder(ids: ids, contacts: (0..<Ladder.levels).map { Contact(name: "\(name)\($0)") })
    }

    @Test("there is a level for each share of a limit")
    func levels() {
        #expect(Ladder.levels == Rung.shares.count)
    }

    @Test("a rung tells the level of its share: the department's own ladder, or that of all others")
    func contacts() throws {
        let ladders = Ladders(
            departments: [ladder("others"), ladder("a", "a", "x")], communities: [ladder("baiwan", "baiwan")])
        var life = try Life(Policies.always())
        func names(_ ladder: Rung.Ladder) -> Set<String?> {
            Set(
                life.state.rungs(life.policy.calendars).filter { $0.ladder == ladder }
                    .map { ladders.contact(for: $0, of: life.state)?.name })
        }
        #expect(names(.holder) == ["a0", "a1", "a2", "a3"])
        #expect(names(.place) == ["baiwan0", "baiwan1", "baiwan2", "baiwan3"])
        try life.send(.to("b"), by: .desk, "2026-11-23T09:10")
        #expect(names(.holder) == ["others0", "others1", "others2", "others3"])
        #expect(
            Ladders().contact(for: try #require(life.state.rungs(life.policy.calendars).first), of: life.state) == nil)
    }

    @Test("what happens at no known place goes up the ladder of all other places")
    func unknownPlace() throws {
        let ladders = Ladders(communities: [ladder("baiwan", "baiwan"), ladder("others")])
        let policy = try Policies.always()
        var assignment = Life.assignment("1", department: "a", at: try time("2026-11-23T09:00"))
        assignment.community = nil
        let caller = Caller(
            number: assignment.caseNumber, channel: "hotline", reportedAt: assignment.assignedAt,
            receivedAt: assignment.assignedAt)
        let terms = policy.terms(area: assignment.area, kind: .help, urgency: .normal)
        let (state, _) = Case.open(Opening(assignment: assignment, caller: caller, terms: terms), policy.calendars)
        let rung = try #require(state.rungs(policy.calendars).last { $0.ladder == .place })
        #expect(ladders.contact(for: rung, of: state)?.name == "others3")
    }
}
