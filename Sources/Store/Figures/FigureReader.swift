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

    /// How many of each group; groups of which there is none are missing. The key is nil for cases that have no such
    /// thing, and for the whole district; of weeks it is the Monday's date, and what is of now is not told apart by them.
    package func count(
        _ figure: CountFigure, _ scope: FigureScope, dueBefore: Instant? = nil
    ) throws -> [String?: Int] {
        if scope.grouping == .week, figure.isOfNow { return [:] }
        return try byWeek(scope) { scope in
            var counts: [String?: Int] = [:]
            let sql = figure.cohort(byRound: scope.isByRound).counting(scope, grounds: false)
            try rows(sql, scope, dueBefore: dueBefore) { row in counts[row[0], default: 0] += row[3] as Int }
            return counts
        }
    }

    /// A rate of each group; groups of which nothing is in it are missing. Keys are those of ``count(_:_:dueBefore:)``.
    package func rate(_ figure: RateFigure, _ scope: FigureScope) throws -> [String?: Rate] {
        try byWeek(scope) { scope in
            var rates: [String?: Rate] = [:]
            let sql = figure.cohort(byRound: scope.isByRound, terms).counting(scope, grounds: true)
            try rows(sql, scope) { row in
                let count: Int = row[3]
                let (isHit, isMiss) = (row[1] == 1 as Int, row[1] == 0 as Int)
                let tally = Rate.Tally(
                    hits: isHit ? count : 0, misses: isMiss ? count : 0, unanswered: isHit || isMiss ? 0 : count)
                let ground: ProgressBody.Exclusion.Ground? =
                    (row[2] as String?) == nil ? nil : try row.word(2)
                let one = ground.map { Rate(excluded: [$0: tally]) } ?? Rate(counted: tally)
                rates[row[0]] = (rates[row[0]] ?? Rate()) + one
            }
            return rates
        }
    }

    /// The cases behind a count, in the order of their arrival.
    ///
    /// - Parameter group: the group's key, if the scope has groups; of weeks give the week's window instead.
    package func cases(
        behind figure: CountFigure, _ scope: FigureScope, group: String? = nil, dueBefore: Instant? = nil,
        limit: Int = 1_000
    ) throws -> [CaseNumber] {
        let cohort = figure.cohort(byRound: scope.isByRound)
        return try numbers(
            cohort.listing(.hits, scope, grounds: false), scope, group: group, dueBefore: dueBefore, limit: limit)
    }

    /// The cases behind a part of a rate, in the order of their arrival. By department a case may have several rounds in
    /// it; it is named once.
    ///
    /// - Parameter group: the group's key, if the scope has groups; of weeks give the week's window instead.
    package func cases(
        behind figure: RateFigure, _ part: FigurePart, _ scope: FigureScope, group: String? = nil, limit: Int = 1_000
    ) throws -> [CaseNumber] {
        let cohort = figure.cohort(byRound: scope.isByRound, terms)
        return try numbers(cohort.listing(part, scope, grounds: true), scope, group: group, limit: limit)
    }

    private func numbers(
        _ sql: String, _ scope: FigureScope, group: String?, dueBefore: Instant? = nil, limit: Int
    ) throws -> [CaseNumber] {
        var numbers: [CaseNumber] = []
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
