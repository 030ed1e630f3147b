import GRDB
package import Hotline
package import WorkTime

// Figures: what managers see, from rows of the store, as of an instant.
//
//     FigureScope ──> Cohort (SQL: which rows, what each counts as) ──> counts, rates ─┐
//        window,      cases, rounds: narrow reads ──> WaitingTimes ──> percentiles ────┼─> FigureSheet
//        asOf, by     the same Cohort ──> numbers of the cases behind a figure         ┘
//
// Nothing here reads a clock or a case's body. All of one reader is of one snapshot. Calls block, as all of the store's.

/// Reads figures from one snapshot of the store; not to be kept.
package struct FigureReader {
    let db: Database
    /// What they are made by.
    package let terms: FigureTerms
    private let exclusions = Exclusions()

    init(db: Database, terms: FigureTerms) {
        self.db = db
        self.terms = terms
    }

    /// How many of each group; groups of which there is none are missing. The key is nil for cases that have no such
    /// thing, and for the whole district; of weeks it is the Monday's date, and what is of now is not told apart by them.
    package func count(
        _ figure: CountFigure, _ scope: FigureScope, dueBefore: Instant? = nil
    ) throws -> [String?: Int] {
        if scope.grouping == .week, figure.isOfNow { return [:] }
        return try byWeek(scope) { scope in
            var counts: [String?: Int] = [:]
            let cohort = figure.cohort(byRound: scope.isByRound)
            try rows(cohort.source(scope).reading([cohort.outcome], grounds: false), scope, dueBefore: dueBefore) {
                row in
                if row[3] == 1 as Int { counts[row[0], default: 0] += 1 }
            }
            return counts
        }
    }

    /// A rate of each group; groups of which nothing is in it are missing. Keys are those of ``count(_:_:dueBefore:)``.
    package func rate(_ figure: RateFigure, _ scope: FigureScope) throws -> [String?: Rate] {
        try rates([figure], scope)[figure] ?? [:]
    }

    /// Several rates at once: what is of the same rows is read together.
    package func rates(
        _ figures: some Sequence<RateFigure>, _ scope: FigureScope
    ) throws -> [RateFigure: [String?: Rate]] {
        guard scope.grouping != .week else { return try ratesByWeek(Array(figures), scope) }
        let cohorts = figures.map { ($0, $0.cohort(byRound: scope.isByRound, terms)) }
        let families = Dictionary(grouping: cohorts) { $0.1.source(scope) }
        var rates: [RateFigure: [String?: Rate]] = [:]
        for (source, family) in families {
            let table = try tallies(source, family.map(\.1.outcome), scope)
            for (index, (figure, _)) in family.enumerated() { rates[figure] = table.rates(of: index) }
        }
        return rates
    }

    private func ratesByWeek(
        _ figures: [RateFigure], _ scope: FigureScope
    ) throws -> [RateFigure: [String?: Rate]] {
        var rates: [RateFigure: [String?: Rate]] = [:]
        for week in terms.days.weeks(in: scope.window) {
            for (figure, values) in try self.rates(figures, scope.over(week.window).by(.whole)) {
                rates[figure, default: [:]][week.monday.text] = values[nil]
            }
        }
        return rates
    }

    /// One pass over the rows, for all of `outcomes`.
    private func tallies(_ source: CohortSource, _ outcomes: [String], _ scope: FigureScope) throws -> TallyTable {
        var table = TallyTable(width: outcomes.count)
        let excluded = source.hasCase ? [:] : try exclusions.read(db)
        try rows(source.reading(outcomes, grounds: true), scope) { row in
            let ground = try source.hasCase ? row.ground(2) : excluded[row[1]]
            let slot = table.slot(of: row[0])
            for index in outcomes.indices {
                guard let outcome: Int = row[Int32(index + 3)] else { continue }
                table.add(outcome, ground, at: slot + index)
            }
        }
        return table
    }
}

/// The cases behind figures.
extension FigureReader {
    /// The cases behind a count, in the order of their arrival.
    ///
    /// - Parameter group: the group's key, if the scope has groups; of weeks give the week's window instead.
    package func cases(
        behind figure: CountFigure, _ scope: FigureScope, group: String? = nil, dueBefore: Instant? = nil,
        limit: Int = 1_000
    ) throws -> [CaseNumber] {
        let cohort = figure.cohort(byRound: scope.isByRound)
        return try numbers(cohort, nil, scope, group: group, dueBefore: dueBefore, limit: limit)
    }

    /// The cases behind a part of a rate, in the order of their arrival. By department a case may have several rounds in
    /// it; it is named once.
    ///
    /// - Parameter group: the group's key, if the scope has groups; of weeks give the week's window instead.
    package func cases(
        behind figure: RateFigure, _ part: FigurePart, _ scope: FigureScope, group: String? = nil, limit: Int = 1_000
    ) throws -> [CaseNumber] {
        let cohort = figure.cohort(byRound: scope.isByRound, terms)
        return try numbers(cohort, part, scope, group: group, limit: limit)
    }

    /// The numbers of the cases of a cohort's part; nil for all that count as 1, see ``CohortSource/listing(_:_:)``.
    func numbers(
        _ cohort: Cohort, _ part: FigurePart?, _ scope: FigureScope, group: String?, dueBefore: Instant? = nil,
        limit: Int
    ) throws -> [CaseNumber] {
        var numbers: [CaseNumber] = []
        let sql = cohort.source(scope).listing(cohort.outcome, part)
        try rows(sql, scope, dueBefore: dueBefore, group: group, limit: limit) { row in numbers.append(try row[0]) }
        return numbers
    }
}

extension FigureReader {
    /// Binds a scope to `?1` to `?7` and reads all rows.
    func rows(
        _ sql: String, _ scope: FigureScope, dueBefore: Instant? = nil, group: String? = nil, limit: Int = 0,
        _ body: (Columns) throws -> Void
    ) throws {
        var statement = try RowStatement(db, sql)
        statement.bind(scope.window.start)
        statement.bind(scope.window.end)
        statement.bind(scope.asOf)
        statement.bind(dueBefore ?? scope.asOf)
        statement.bind(scope.only?.id)
        statement.bind(group)
        statement.bind(limit)
        try statement.each { row in
            try body(row)
            return true
        }
    }

    /// By weeks, each week's figure for itself: their borders are those of the district's zone.
    func byWeek<Value>(
        _ scope: FigureScope, _ read: (FigureScope) throws -> [String?: Value]
    ) throws -> [String?: Value] {
        guard scope.grouping == .week else { return try read(scope) }
        var values: [String?: Value] = [:]
        for week in terms.days.weeks(in: scope.window) {
            values[week.monday.text] = try read(scope.over(week.window).by(.whole))[nil]
        }
        return values
    }
}

extension Store {
    /// Reads figures, all from one snapshot.
    package func figures<Value>(
        _ terms: FigureTerms, _ body: (FigureReader) throws -> Value
    ) throws(StoreError) -> Value {
        try read { db in try body(FigureReader(db: db, terms: terms)) }
    }
}
