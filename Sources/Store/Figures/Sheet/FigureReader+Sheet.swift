package import WorkTime

extension FigureReader {
    /// All figures of a scope.
    ///
    /// - Parameter dueBefore: until when to look for what falls due; by default a day from `asOf` on.
    package func sheet(_ scope: FigureScope, dueBefore: Instant? = nil) throws -> FigureSheet {
        let dueBefore = dueBefore ?? Instant(milliseconds: scope.asOf.milliseconds + 86_400_000)
        let groups = try rows(scope, dueBefore)
        let isWhole = scope.grouping == .whole
        let whole = isWhole ? groups : try rows(scope.together, dueBefore)
        return FigureSheet(
            scope: scope, dueBefore: dueBefore, whole: whole.first ?? FigureRow(group: nil),
            rows: isWhole ? [] : groups)
    }

    private func rows(_ scope: FigureScope, _ dueBefore: Instant) throws -> [FigureRow] {
        var rows: [String?: FigureRow] = [:]
        func set<Value>(_ values: [String?: Value], _ change: (inout FigureRow, Value) -> Void) {
            for (group, value) in values { change(&rows[group, default: FigureRow(group: group)], value) }
        }
        for figure in CountFigure.allCases {
            set(try count(figure, scope, dueBefore: dueBefore)) { $0.counts[figure] = $1 }
        }
        for figure in RateFigure.allCases { set(try rate(figure, scope)) { $0.rates[figure] = $1 } }
        set(try closureTimes(scope)) { row, times in
            row.elapsed = WaitingSummary(times.elapsed)
            row.working = WaitingSummary(times.working)
        }
        set(try backlog(scope)) { $0.backlog = $1 }
        return rows.values.map { row in
            var row = row
            row.perTenThousand = perTenThousand(row, scope)
            return row
        }.sorted { ($0.group == nil ? 1 : 0, $0.group ?? "") < ($1.group == nil ? 1 : 0, $1.group ?? "") }
    }

    /// 万人受理量 = received ÷ inhabitants × 10,000: of a community, of a street (its communities together), or of all.
    private func perTenThousand(_ row: FigureRow, _ scope: FigureScope) -> Double? {
        let inhabitants: Int? =
            switch (scope.grouping, scope.only) {
            case (.community, nil): row.group.flatMap { terms.communityPopulation[$0] }
            case (.street, nil): row.group.flatMap { terms.streetPopulation[$0] }
            case (.whole, nil): terms.communityPopulation.values.reduce(0, +)
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
