import Hotline
import Store
import Testing
import WorkTime

@Suite("How many cases there are", .timeLimit(.minutes(1)))
struct CensusTests {
    @Test("Cases count by state; overdue are those that the figure counts")
    func counts() throws {
        let test = try TestStore()
        var cases = try test.open(0..<9)
        for index in 0..<4 {
            for body in [ProgressBody.accept, .resolve(.init(reply: "修好了"))].prefix(index < 2 ? 1 : 2) {
                guard case .applied = cases[index].take(body, test.policy) else {
                    Issue.record("\(body) is refused")
                    return
                }
            }
        }
        try test.write(cases.prefix(4).map { ($0, 1) })
        for days in [0, 3, 30] as [Int64] {
            let now = Instant(milliseconds: Samples.start.milliseconds + days * 86_400_000)
            let census = try test.store.census(asOf: now)
            #expect(census.byState == [.assigned: 5, .accepted: 2, .resolved: 2])
            let scope = FigureScope(FigureWindow(from: .earliest, to: .latest), asOf: now)
            let figure = try test.store.figures(try test.terms()) { try $0.count(.overdue, scope)[nil] }
            #expect(census.overdue == figure ?? 0)
            #expect((census.overdue > 0) == (days == 30))
        }
    }

    @Test("All cases are counted along an index alone; only open ones are looked at")
    func plans() throws {
        let test = try TestStore()
        try test.open(0..<3)
        let plans = try test.plans { _ = try $0.census(asOf: Samples.start) }
        #expect(plans.count == 2)
        #expect(plans[0].plan == ["SCAN cases USING COVERING INDEX cases_state"])
        let searches = plans[1].plan.filter { $0.hasPrefix("SEARCH") || $0.hasPrefix("SCAN") }
        #expect(
            searches.allSatisfy {
                $0.hasPrefix("SEARCH rounds USING COVERING INDEX rounds_ended")
                    || $0.hasPrefix("SEARCH c USING INTEGER PRIMARY KEY") || $0 == "SCAN r"
            }, "\(searches)")
    }
}
