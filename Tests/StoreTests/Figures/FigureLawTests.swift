import Hotline
import Store
import TestKit
import Testing
import WorkTime

/// Every figure is what whole cases say, whatever people do.
@Suite(.timeLimit(.minutes(5)))
struct FigureLawTests {
    static let groupings: [FigureGrouping] = [.whole, .department, .area, .kind, .community, .street, .channel]

    /// A town that has lived for some weeks, in a store.
    private static func town(seed: UInt64, _ test: TestStore) throws -> (cases: [Case], random: SeededGenerator) {
        let town = BusyTown(test.policy, seed: seed, cases: 150)
        try test.write(town.cases.map { ($0, 0) })
        return (town.cases, town.random)
    }

    private static func scopes(_ cases: [Case], _ random: inout SeededGenerator) -> [FigureScope] {
        let last = cases.map(\.lastAppliedAt).max() ?? Samples.start
        let hours = (last.milliseconds - Samples.start.milliseconds) / 3_600_000
        return (0..<4).flatMap { turn -> [FigureScope] in
            let first = turn == 0 ? 0 : Int64.random(in: 0...hours, using: &random)
            let length = turn == 0 ? hours * 2 : Int64.random(in: 1...hours, using: &random)
            let start = Instant(milliseconds: Samples.start.milliseconds + first * 3_600_000)
            let window = FigureWindow(
                from: start, to: Instant(milliseconds: start.milliseconds + length * 3_600_000))
            let later = Int64.random(in: 1...400, using: &random) * 3_600_000
            let asOf = Instant(milliseconds: last.milliseconds + later)
            return groupings.map { FigureScope(window, asOf: asOf, by: $0) }
        }
    }

    @Test("Every rate, count and time of a random store is what the cases say", arguments: 1...12)
    func figures(seed: UInt64) throws {
        let test = try TestStore()
        var (cases, random) = try Self.town(seed: seed, test)
        let terms = try test.terms()
        for scope in Self.scopes(cases, &random) {
            let slow = SlowFigures(cases, scope, test.policy.calendars)
            let soon = Instant(milliseconds: scope.asOf.milliseconds + 40 * 3_600_000)
            try test.store.figures(terms) { reader in
                for figure in RateFigure.allCases {
                    #expect(try reader.rate(figure, scope) == slow.rate(figure), "\(figure) by \(scope.grouping)")
                }
                for figure in CountFigure.allCases {
                    let found = try reader.count(figure, scope, dueBefore: soon)
                    #expect(found == slow.count(figure, dueBefore: soon), "\(figure) by \(scope.grouping)")
                }
                let times = try reader.closureTimes(scope)
                let expected = slow.closureTimes()
                #expect(Set(times.keys) == Set(expected.keys))
                for (key, (done, open)) in expected {
                    var waiting = WaitingTimes()
                    done.forEach { waiting.addDone(after: $0) }
                    open.forEach { waiting.addOpen(for: $0) }
                    waiting.sort()
                    #expect(times[key]?.elapsed == waiting, "\(key ?? "-") by \(scope.grouping)")
                    #expect(times[key]?.working.count == waiting.count)
                }
                let backlog = try reader.backlog(scope)
                #expect(backlog.mapValues(\.count) == slow.count(.open, dueBefore: soon))
            }
        }
    }

    @Test("The random stores have something of everything, by rounds and by cases")
    func everything() throws {
        var sums: [String: Rate] = [:]
        var counts: [CountFigure: Int] = [:]
        for seed in 1...12 as ClosedRange<UInt64> {
            let test = try TestStore()
            var (cases, random) = try Self.town(seed: seed, test)
            let scopes = Self.scopes(cases, &random).prefix(2)
            try test.store.figures(try test.terms()) { reader in
                for scope in scopes {
                    for figure in RateFigure.allCases {
                        let rates = try reader.rate(figure, scope)
                        sums["\(figure) by \(scope.grouping)", default: Rate()] =
                            rates.values.reduce(sums["\(figure) by \(scope.grouping)"] ?? Rate(), +)
                    }
                    for figure in CountFigure.allCases {
                        let soon = Instant(milliseconds: scope.asOf.milliseconds + 400 * 3_600_000)
                        counts[figure, default: 0] += try reader.count(figure, scope, dueBefore: soon).values.reduce(
                            0, +)
                    }
                }
            }
        }
        for (figure, rate) in sums {
            let isThere = rate.counted.hits > 0 && rate.counted.misses > 0 && rate.excludedCount > 0
            #expect(isThere, "\(figure): \(rate)")
            let isAsked = figure.hasPrefix("s") || figure.hasPrefix("v")
            #expect(isAsked == (rate.counted.unanswered > 0), "\(figure): \(rate)")
        }
        for figure in CountFigure.allCases { #expect(counts[figure, default: 0] > 0, "\(figure)") }
    }

    @Test("Behind every figure lie as many cases as it says", arguments: 1...4)
    func drillDown(seed: UInt64) throws {
        let test = try TestStore()
        var (cases, random) = try Self.town(seed: seed, test)
        for scope in Self.scopes(cases, &random) where scope.grouping != .department {
            try test.store.figures(try test.terms()) { reader in
                for figure in RateFigure.allCases {
                    // A case may have several callers, and the desk several turns.
                    let isOneEach =
                        !figure.rawValue.hasPrefix("s") && !figure.rawValue.hasPrefix("v")
                        && figure != .dispatchOnTime
                    for (group, rate) in try reader.rate(figure, scope) {
                        for part in FigurePart.allCases {
                            let found = try reader.cases(behind: figure, part, scope, group: group)
                            let expected = part.count(in: rate)
                            #expect(isOneEach ? found.count == expected : found.count <= expected)
                            #expect(found.isEmpty == (expected == 0))
                            #expect(Set(found).count == found.count)
                        }
                    }
                }
                let soon = Instant(milliseconds: scope.asOf.milliseconds + 40 * 3_600_000)
                for figure in CountFigure.allCases {
                    for (group, count) in try reader.count(figure, scope, dueBefore: soon) {
                        let found = try reader.cases(behind: figure, scope, group: group, dueBefore: soon)
                        #expect(found.count == count, "\(figure) by \(scope.grouping)")
                    }
                }
                try agree(reader, scope)
            }
        }
    }

    /// Ages and closure times lead to as many cases as they count, each once; of weeks only the window leads anywhere.
    private func agree(_ reader: FigureReader, _ scope: FigureScope) throws {
        guard scope.grouping != .week else { return }
        for (group, backlog) in try reader.backlog(scope) {
            for (age, count) in backlog.classes.enumerated() {
                #expect(try reader.cases(ofAge: age, scope, group: group).count == count)
            }
        }
        for (group, times) in try reader.closureTimes(scope) {
            let summary = WaitingSummary(times.elapsed)
            let found = try [FigurePart.all, .hits, .misses].map {
                Set(try reader.cases(behindClosures: $0, scope, group: group))
            }
            #expect(found.map(\.count) == [summary.n, summary.done, summary.open])
            #expect(found[1].union(found[2]) == found[0])
        }
    }

    @Test(
        "What is open at the end of a window is what was open at its start, and what came, less what ended",
        arguments: 1...4)
    func balance(seed: UInt64) throws {
        let test = try TestStore()
        var (cases, random) = try Self.town(seed: seed, test)
        for scope in Self.scopes(cases, &random) where scope.grouping == .department {
            let before = scope.over(FigureWindow(from: .earliest, to: scope.window.start))
            try test.store.figures(try test.terms()) { reader in
                let (first, last) = (try reader.count(.open, before), try reader.count(.open, scope))
                let came = try reader.count(.received, scope)
                for department in ["housing", "rural", "greening", "desk"] {
                    let ended = cases.flatMap(\.rounds).count {
                        $0.department == department && $0.endedAt.map(scope.window.contains) ?? false
                    }
                    let expected = (first[department] ?? 0) + (came[department] ?? 0) - ended
                    #expect(last[department] ?? 0 == expected)
                }
            }
        }
    }

    @Test("Weeks add up to their window, and one group alone is what it is among all", arguments: 1...4)
    func parts(seed: UInt64) throws {
        let test = try TestStore()
        var (cases, random) = try Self.town(seed: seed, test)
        for scope in Self.scopes(cases, &random) where scope.grouping == .area {
            try test.store.figures(try test.terms()) { reader in
                let sums: [CountFigure] = [.received, .resolved]
                for figure in sums {
                    let weeks = try reader.count(figure, scope.by(.week))
                    let all = try reader.count(figure, scope.by(.whole))[nil] ?? 0
                    #expect(weeks.values.reduce(0, +) == all)
                    #expect(weeks.keys.allSatisfy { $0?.count == 10 })
                }
                for figure in RateFigure.allCases {
                    for (area, rate) in try reader.rate(figure, scope) {
                        var alone = scope.by(.whole)
                        alone.only = FigureScope.Selection(.area, area)
                        #expect(try reader.rate(figure, alone)[nil] == rate)
                    }
                    for (department, rate) in try reader.rate(figure, scope.by(.department)) {
                        var alone = scope.by(.area)
                        alone.only = FigureScope.Selection(.department, department)
                        let areas = try reader.rate(figure, alone)
                        #expect(areas.values.reduce(Rate(), +) == rate, "\(figure)")
                    }
                }
            }
        }
    }
}

extension FigurePart {
    /// How many it is of a rate.
    fileprivate func count(in rate: Rate) -> Int {
        switch self {
        case .hits: rate.counted.hits
        case .misses: rate.counted.misses
        case .all: rate.counted.n
        case .unanswered: rate.counted.unanswered
        case .excluded: rate.excludedCount
        }
    }
}

extension TestStore {
    /// Figures as the policy and China's zone say.
    func terms() throws -> FigureTerms {
        guard let days = DistrictDays(zone: "Asia/Shanghai") else {
            throw TimedOut(description: "the machine does not know Asia/Shanghai")
        }
        return FigureTerms(days: days, policy: policy)
    }
}
