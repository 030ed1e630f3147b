import GRDB
import Hotline
import Store
import Synchronization
import Testing
import WorkTime

/// How SQLite answers: by what lies in the window, along an index.
@Suite(.timeLimit(.minutes(1)))
struct FigurePlanTests {
    @Test(
        "No figure looks through all cases, rounds or answers",
        arguments: FigureGrouping.allCases,
        [nil, FigureScope.Selection(.street, "shipu"), FigureScope.Selection(.department, "rural")])
    func searched(grouping: FigureGrouping, only: FigureScope.Selection?) throws {
        let test = try TestStore()
        try test.open(0..<3)
        let terms = try test.terms()
        let end = Instant(milliseconds: Samples.start.milliseconds + 86_400_000)
        let scope = FigureScope(FigureWindow(from: Samples.start, to: end), asOf: end, by: grouping, only: only)
        let group: String? = grouping == .whole ? nil : "housing"
        let plans = try test.plans { store in
            _ = try store.figures(terms) { try $0.sheet(scope) }
            _ = try store.figures(terms) { try $0.hotTopics(asOf: end) }
            try store.figures(terms) { reader in
                for figure in CountFigure.allCases { _ = try reader.cases(behind: figure, scope, group: group) }
                for age in 0...Backlog.dayLimits.count { _ = try reader.cases(ofAge: age, scope, group: group) }
                _ = try reader.cases(behindClosures: .misses, scope, group: group)
                for figure in RateFigure.allCases {
                    for part in FigurePart.allCases {
                        _ = try reader.cases(behind: figure, part, scope, group: group)
                    }
                }
            }
        }
        #expect(plans.count > 40)
        for (sql, plan) in plans {
            // What is searched for once and kept, and the few that are excluded, may be gone through.
            let kept =
                ["SCAN p", "SCAN e", "SCAN x", "SCAN CONSTANT ROW"] + (plan.contains("UNION ALL") ? ["SCAN r"] : [])
            let scanned = plan.filter { $0.hasPrefix("SCAN") && !kept.contains($0) && !$0.contains("cases_excluded") }
            #expect(scanned.isEmpty, "\(sql): \(plan)")
        }
    }

    @Test("Closure times and counts of what came are read from an index alone")
    func covered() throws {
        let test = try TestStore()
        let terms = try test.terms()
        let end = Instant(milliseconds: Samples.start.milliseconds + 86_400_000)
        let window = FigureWindow(from: Samples.start, to: end)
        for grouping in [FigureGrouping.whole, .area, .community, .street, .channel, .kind] {
            let scope = FigureScope(window, asOf: end, by: grouping)
            let plans = try test.plans { store in
                _ = try store.figures(terms) { try $0.closureTimes(scope) }
                _ = try store.figures(terms) { try $0.count(.received, scope) }
            }
            for (sql, plan) in plans {
                #expect(plan.contains { $0.hasPrefix("SEARCH c USING COVERING INDEX cases_") }, "\(sql): \(plan)")
            }
        }
        let scope = FigureScope(window, asOf: end, by: .department)
        for figure in [CountFigure.received, .resolved, .open] {
            let plans = try test.plans { store in _ = try store.figures(terms) { try $0.count(figure, scope) } }
            #expect(plans.allSatisfy { $0.plan.contains { $0.contains("USING COVERING INDEX rounds_") } }, "\(plans)")
        }
    }
}
