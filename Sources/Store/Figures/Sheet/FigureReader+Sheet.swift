package import WorkTime

extension FigureReader {
    /// All figures of a scope.
    ///
    /// - Parameter dueBefore: until when to look for what falls due; by default a day from `asOf` on.
    package func sheet(_ scope: FigureScope, dueBefore: Instant? = nil) throws -> FigureSheet {
        let dueBefore = dueBefore ?? Instant(milliseconds: scope.asOf.milliseconds + 86_400_000)
        if scope.grouping == .week {
            // Weeks are not parts of one reading, and not all figures are told apart by them.
            let whole = try self.sheet(scope.together, dueBefore: dueBefore).whole
            return FigureSheet(scope: scope, dueBefore: dueBefore, whole: whole, rows: try read(scope, dueBefore).rows)
        }
        let (rows, times) = try read(scope, dueBefore)
        // Groups have all rows between them, each once: so all together is what they add up to.
        var whole = rows.reduce(FigureRow(group: nil)) { $0.adding($1) }
        whole.set(times.values.reduce(ClosureTimes(), +))
        whole.perTenThousand = perTenThousand(whole, scope.together)
        return FigureSheet(
            scope: scope, dueBefore: dueBefore, whole: whole, rows: scope.grouping == .whole ? [] : rows)
    }

    private func read(
        _ scope: FigureScope, _ dueBefore: Instant
    ) throws -> (rows: [FigureRow], times: [String?: ClosureTimes]) {
        var rows: [String?: FigureRow] = [:]
        func set<Value>(_ values: [String?: Value], _ change: (inout FigureRow, Value) -> Void) {
            for (group, value) in values { change(&rows[group, default: FigureRow(group: group)], value) }
        }
        for figure in CountFigure.allCases {
            set(try count(figure, scope, dueBefore: dueBefore)) { $0.counts[figure] = $1 }
        }
        for (figure, values) in try rates(RateFigure.allCases, scope) { set(values) { $0.rates[figure] = $1 } }
        let times = try closureTimes(scope)
        set(times) { $0.set($1) }
        set(try backlog(scope)) { $0.backlog = $1 }
        let listed = rows.values.map { row in
            var row = row
            row.perTenThousand = perTenThousand(row, scope)
            return row
        }
        return (
            listed.sorted { ($0.group == nil ? 1 : 0, $0.group ?? "") < ($1.group == nil ? 1 : 0, $1.group ?? "") },
            times
        )
    }

    /// 万人受理量 = received ÷ inhabitants × 10,000: of a community, of a street (its communities together), or of all.
    private func perTenThousand(_ row: FigureRow, _ scope: FigureScope) -> Double? {
        let inhabitants: Int? =
            switch (scope.grouping, scope.only) {
            case (.community, nil): row.group.flatMap { terms.communityPopulation[$0] }
            case (.street, nil): row.group.flatMap { terms.streetPopulation[$0] }
            case (.whole, nil) where !scope.isByRound: terms.communityPopulation.values.reduce(0, +)
            default: nil
            }
        guard let inhabitants, inhabitants > 0 else { return nil }
        return Double(row.count(.received)) / Double(inhabitants) * 10_000
    }
}

extension FigureScope {
    /// All groups as one, by the same clocks.
    fileprivate var together: FigureScope {
        var scope = by(.whole)
        scope.countsRounds = isByRound
        return scope
    }
}

extension FigureRow {
    fileprivate mutating func set(_ times: ClosureTimes) {
        guard times.elapsed.count > 0 else { return }
        elapsed = WaitingSummary(times.elapsed)
        working = WaitingSummary(times.working)
    }

    /// What is counted of both; percentiles do not add up.
    fileprivate func adding(_ other: FigureRow) -> FigureRow {
        var both = self
        both.counts.merge(other.counts, uniquingKeysWith: +)
        both.rates.merge(other.rates, uniquingKeysWith: +)
        both.backlog = backlog + other.backlog
        return both
    }
}
