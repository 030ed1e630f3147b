import Hotline
import Store
import Testing
import WorkTime

/// What others get wrong, case by case.
@Suite(.timeLimit(.minutes(1)))
struct FigureTrapTests {
    private let test: TestStore
    private let terms: FigureTerms

    init() throws {
        test = try TestStore()
        terms = try test.terms()
    }

    /// Everything until some days after the start, as of then.
    private func scope(days: Int64 = 60, by grouping: FigureGrouping = .whole) -> FigureScope {
        let end = Instant(milliseconds: Samples.start.milliseconds + days * 86_400_000)
        return FigureScope(FigureWindow(from: Samples.start, to: end), asOf: end, by: grouping)
    }

    private func opened(_ id: Int, at department: String = "housing", kind: ReportKind = .help) throws -> Case {
        try Samples.opened(id, test.policy, department: department, kind: kind)
    }

    private func write(_ cases: [Case]) throws { try test.write(cases.map { ($0, 0) }) }

    private func rate(_ figure: RateFigure, _ scope: FigureScope, _ group: String? = nil) throws -> Rate? {
        try test.store.figures(terms) { try $0.rate(figure, scope)[group] }
    }

    private let answered = ProgressBody.evaluate(.init(resolved: .yes, satisfaction: 3))

    @Test("What is open past its date is missed, not missing: the worst case is in the on-time rate")
    func openIsMissed() throws {
        var done = try opened(1)
        done.take(.resolve(.init(reply: "好了")), test.policy)
        try write([done, try opened(2)])
        #expect(try rate(.resolveOnTime, scope())?.counted == Rate.Tally(hits: 1, misses: 1))
        #expect(try rate(.resolveOnTime, scope(by: .department), "housing")?.counted.n == 2)
        // What has not fallen due yet is in no rate, even if it is done.
        #expect(try rate(.resolveOnTime, scope(days: 1)) == nil)
    }

    @Test("A granted return is neither met nor missed for the department, and the resident's clock runs on")
    func returned() throws {
        var state = try opened(1)
        state.take(.return(.init(ground: .notResponsible)), id: "r", test.policy)
        state.take(.grant(ref: "r"), by: "desk:chen", test.policy)
        state.take(.assign(.init(to: "rural", supporting: [])), by: "desk:chen", test.policy)
        try write([state])
        let byDepartment = scope(by: .department)
        #expect(try rate(.resolveOnTime, byDepartment, "housing") == nil)
        #expect(try rate(.resolveOnTime, byDepartment, "rural")?.counted == Rate.Tally(misses: 1))
        #expect(try rate(.resolveOnTime, scope())?.counted == Rate.Tally(misses: 1))
        #expect(try rate(.returned, byDepartment, "housing")?.counted == Rate.Tally(hits: 1))
        // Two departments were to contact the resident; for the resident there is one date, the first.
        #expect(try rate(.response, byDepartment, "rural")?.counted == Rate.Tally(misses: 1))
        #expect(try rate(.response, scope())?.counted == Rate.Tally(misses: 1))
    }

    @Test("Who is contacted in time by the second department is contacted in time")
    func contactedBySecond() throws {
        var state = try opened(1)
        state.take(.return(.init(ground: .notResponsible)), after: 5, id: "r", test.policy)
        state.take(.grant(ref: "r"), by: "desk:chen", after: 5, test.policy)
        state.take(.assign(.init(to: "rural", supporting: [])), by: "desk:chen", after: 5, test.policy)
        state.take(.contact, after: 5, test.policy)
        try write([state])
        #expect(try rate(.response, scope())?.counted == Rate.Tally(hits: 1))
    }

    @Test("Unanswered call-backs are in no denominator; coverage says how many there are")
    func unanswered() throws {
        var cases = try (0..<4).map { try opened($0) }
        for index in cases.indices { cases[index].take(.resolve(.init(reply: "好了")), test.policy) }
        cases[0].take(answered, by: "hotline:1", test.policy)
        cases[1].take(.evaluate(.init(resolved: .no, satisfaction: 1)), by: "hotline:1", test.policy)
        cases[2].take(.evaluate(.notReached), by: "hotline:1", test.policy)
        try write(cases)
        let solved = try #require(try rate(.solvedFinal, scope()))
        #expect(solved.counted == Rate.Tally(hits: 1, misses: 1, unanswered: 1))
        #expect(solved.counted.coverage == 2.0 / 3)
    }

    @Test("Tried in vain and then reached counts once, as reached")
    func triedAgain() throws {
        var state = try opened(1)
        state.take(.resolve(.init(reply: "好了")), test.policy)
        state.take(.evaluate(.notReached), by: "hotline:1", test.policy)
        state.take(answered, by: "hotline:1", test.policy)
        try write([state])
        #expect(try rate(.solvedFinal, scope())?.counted == Rate.Tally(hits: 1))
        #expect(try rate(.solvedFirst, scope())?.counted == Rate.Tally(hits: 1))
    }

    @Test(
        "First and final: no at first and yes after the redo are a miss and a hit, each charged to who had resolved it")
    func firstAndFinal() throws {
        var state = try opened(1)
        state.take(.resolve(.init(reply: "好了")), test.policy)
        state.take(.evaluate(.init(resolved: .no, satisfaction: 1)), by: "hotline:1", test.policy)
        state.take(.assign(.init(to: "rural", supporting: [])), by: "desk:chen", test.policy)
        state.take(.resolve(.init(reply: "修好了")), test.policy)
        state.take(.evaluate(.init(resolved: .yes, satisfaction: 4)), by: "hotline:1", test.policy)
        try write([state])
        #expect(try rate(.solvedFirst, scope())?.counted == Rate.Tally(misses: 1))
        #expect(try rate(.solvedFinal, scope())?.counted == Rate.Tally(hits: 1))
        let byDepartment = scope(by: .department)
        #expect(try rate(.satisfiedFirst, byDepartment, "housing")?.counted == Rate.Tally(misses: 1))
        #expect(try rate(.satisfiedFinal, byDepartment, "rural")?.counted == Rate.Tally(hits: 1))
        #expect(try rate(.satisfiedFinal, byDepartment, "housing") == nil)
    }

    @Test("基本满意 is satisfied where the district says so, and beside it stands how many are at least 满意")
    func satisfiedFrom() throws {
        var state = try opened(1)
        state.take(.resolve(.init(reply: "好了")), test.policy)
        state.take(answered, by: "hotline:1", test.policy)
        try write([state])
        #expect(try rate(.satisfiedFinal, scope())?.counted == Rate.Tally(hits: 1))
        #expect(try rate(.verySatisfiedFinal, scope())?.counted == Rate.Tally(misses: 1))
        var strict = terms
        strict.satisfiedFrom = 4
        let rate = try test.store.figures(strict) { try $0.rate(.satisfiedFinal, scope())[nil] }
        #expect(rate?.counted == Rate.Tally(misses: 1))
    }

    @Test("Exclusions are counted by ground, both figures stand, and the cases behind each part are found")
    func exclusions() throws {
        var cases = try (0..<3).map { try opened($0) }
        for index in cases.indices {
            cases[index].take(.resolve(.init(reply: "好了")), test.policy)
            cases[index].take(
                .evaluate(.init(resolved: index == 0 ? .yes : .no, satisfaction: 1)), by: "hotline:1", test.policy)
        }
        cases[1].take(.exclude(.init(ground: .unreasonable)), by: "desk:chen", test.policy)
        try write(cases)
        let solved = try #require(try rate(.solvedFinal, scope()))
        #expect(solved.counted == Rate.Tally(hits: 1, misses: 1))
        #expect(solved.excluded == [.unreasonable: Rate.Tally(misses: 1)])
        #expect(solved.beforeExclusions == Rate.Tally(hits: 1, misses: 2))
        let parts = try test.store.figures(terms) { (reader) throws in
            try FigurePart.allCases.map { try reader.cases(behind: .solvedFinal, $0, scope()) }
        }
        #expect(parts == [[0], [2], [0, 2], [], [1]].map { $0.map(Samples.number) })
        cases[1].take(.exclude(.init(ground: .none)), by: "desk:chen", test.policy)
        try test.write([(cases[1], cases[1].history.count - 1)])
        #expect(try rate(.solvedFinal, scope())?.counted == Rate.Tally(hits: 1, misses: 2))
    }

    @Test("Wishes stay out of the three rates and of closure times, and have a rate of their own")
    func wishes() throws {
        var wish = try opened(1, kind: .wish)
        wish.take(.resolve(.init(reply: "列入计划", answer: .planned)), test.policy)
        try write([wish])
        for figure in [RateFigure.response, .resolveOnTime, .solvedFinal, .satisfiedFinal] {
            #expect(try rate(figure, scope()) == nil)
            #expect(try rate(figure, scope(by: .department), "housing") == nil)
        }
        #expect(try rate(.answerOnTime, scope())?.counted == Rate.Tally(hits: 1))
        #expect(try test.store.figures(terms) { try $0.closureTimes(scope()) }.isEmpty)
        #expect(try test.store.figures(terms) { try $0.count(.received, scope()) } == [nil: 1])
    }

    @Test("A case open for 50 hours raises p90; by the plain percentiles beside it would not")
    func oldOpenCase() throws {
        var cases = try (0..<10).map { try opened($0) }
        for index in cases.indices {
            cases[index].take(.resolve(.init(reply: "好了")), after: 60 * (index + 1), test.policy)
        }
        try write(cases)
        let scope = scope(days: 3)
        func elapsed() throws -> WaitingSummary? {
            try test.store.figures(terms) { try $0.closureTimes(scope)[nil] }.map { WaitingSummary($0.elapsed) }
        }
        let hour: Int64 = 3_600_000
        #expect(try elapsed()?.percentiles == [5, 9, 10].map { .reached($0 * hour) })
        try write([try opened(10)])
        let after = try #require(try elapsed())
        #expect(after.percentiles.prefix(2) == [.reached(6 * hour), .reached(10 * hour)])
        #expect(after.plain == [5, 9, 10].map { $0 * hour })
        #expect((after.done, after.open, after.n) == (10, 1, 11))
    }

    @Test("A merged case is neither open nor done nor late: the one that answers for it is")
    func merged() throws {
        let root = try opened(1)
        var child = try opened(2)
        child.take(.merge(into: root.number), by: "desk:chen", target: root, test.policy)
        try write([root, child])
        try test.store.figures(terms) { (reader) throws in
            #expect(try reader.count(.received, scope()) == [nil: 2])
            #expect(try reader.count(.open, scope()) == [nil: 1])
            #expect(try reader.count(.overdue, scope()) == [nil: 1])
            #expect(try reader.rate(.resolveOnTime, scope())[nil]?.counted == Rate.Tally(misses: 1))
            #expect(try reader.closureTimes(scope())[nil]?.elapsed.count == 1)
        }
    }

    @Test("On the ledger the date waits with the clock; past its review the case is overdue for the resident")
    func ledger() throws {
        let until = Instant(milliseconds: Samples.start.milliseconds + 30 * 86_400_000)
        var state = try opened(1)
        state.take(.suspend(.init(kind: .ledger, until: until, owner: "住建局")), id: "s", test.policy)
        state.take(.grant(ref: "s"), by: "desk:chen", test.policy)
        try write([state])
        func count(_ figure: CountFigure, _ scope: FigureScope) throws -> Int {
            try test.store.figures(terms) { (reader) throws in
                let soon = Instant(milliseconds: scope.asOf.milliseconds + 2 * 86_400_000)
                return try reader.count(figure, scope, dueBefore: soon).values.reduce(0, +)
            }
        }
        #expect(try count(.overdue, scope(days: 29)) == 0)
        #expect(try count(.dueSoon, scope(days: 29)) == 1)
        #expect(try count(.overdue, scope(days: 31)) == 1)
        #expect(try count(.overdue, scope(days: 60, by: .department)) == 0)
        #expect(try count(.ledger, scope(days: 31)) == 1)
        #expect(try rate(.resolveOnTime, scope(days: 60, by: .department), "housing") == nil)
        // Contact had waited as well.
        #expect(try rate(.response, scope(days: 60)) == nil)
    }

    @Test("What was late before it was suspended stays late")
    func lateBefore() throws {
        let until = Instant(milliseconds: Samples.start.milliseconds + 50 * 86_400_000)
        var state = try opened(1)
        state.take(.urge, by: "hotline:1", after: 20 * 1_440, test.policy)
        state.take(.suspend(.init(kind: .waiting, until: until)), id: "s", test.policy)
        state.take(.grant(ref: "s"), by: "desk:chen", test.policy)
        try write([state])
        #expect(try rate(.resolveOnTime, scope(days: 30))?.counted == Rate.Tally(misses: 1))
        #expect(try rate(.resolveOnTime, scope(days: 30, by: .department), "housing")?.counted == Rate.Tally(misses: 1))
    }

    @Test("Inhabitants: a community's by its own, a street's by those of its communities, where nobody lives nothing")
    func perTenThousand() throws {
        try write(try (0..<5).map { try opened($0) })
        var terms = terms
        terms.communityPopulation = ["baiwan": 2_500, "shiying": 7_500]
        terms.streetPopulation = ["shipu": 10_000]
        try test.store.figures(terms) { (reader) throws in
            #expect(try reader.sheet(scope(by: .community)).rows.map(\.perTenThousand) == [20])
            #expect(try reader.sheet(scope(by: .street)).rows.map(\.perTenThousand) == [5])
            #expect(try reader.sheet(scope()).whole.perTenThousand == 5)
            #expect(try reader.sheet(scope(by: .area)).rows.allSatisfy { $0.perTenThousand == nil })
        }
        let none = try test.store.figures(self.terms) { try $0.sheet(scope(by: .community)) }
        #expect(none.rows.map(\.perTenThousand) == [nil])
    }

    @Test("Departments and places are ranked, not areas or cases of an unknown place, and nobody with fewer than ten")
    func ranked() throws {
        let town = BusyTown(test.policy, seed: 3, cases: 250)
        try write(town.cases)
        try test.store.figures(terms) { (reader) throws in
            for grouping in [FigureGrouping.department, .community, .street] {
                let sheet = try reader.sheet(scope(by: grouping))
                let ranks = sheet.ranks(by: .resolveOnTime)
                let expected = sheet.rows.filter { $0.group != nil && $0.rate(.resolveOnTime).counted.n >= 10 }
                #expect(Set(ranks.keys) == Set(expected.map(\.group)))
                #expect(ranks.values.min() == 1)
            }
            #expect(try reader.sheet(scope(by: .area)).ranks(by: .resolveOnTime).isEmpty)
        }
    }

    @Test("An empty store gives empty figures, sheets and reports, not errors")
    func empty() throws {
        let instant = scope().asOf
        try test.store.figures(terms) { (reader) throws in
            for grouping in FigureGrouping.allCases {
                let sheet = try reader.sheet(scope(by: grouping))
                #expect(sheet.whole == FigureRow(group: nil) || sheet.whole.perTenThousand != nil)
                #expect(sheet.rows.isEmpty || grouping == .week)
                #expect(try jsonBytes(FigureDocument(sheet, terms)).count > 100)
            }
            let report = try reader.report(terms.days.lastWhole(.week, before: instant), asOf: instant)
            #expect(report.departments.present.rows.isEmpty)
            #expect(report.topics.isEmpty)
        }
    }
}
