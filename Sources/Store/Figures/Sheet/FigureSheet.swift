package import WorkTime

/// All figures of a scope: what a page, a file or a metric is made from.
package struct FigureSheet: Sendable, Hashable {
    /// What it is of.
    package let scope: FigureScope
    /// Until when ``CountFigure/dueSoon`` looks.
    package let dueBefore: Instant
    /// All groups together, as the scope's own clocks say: by department they are rounds, otherwise cases.
    package let whole: FigureRow
    /// A row a group, in the order of their ids; who has none comes last.
    package let rows: [FigureRow]
}

/// All figures of one group.
package struct FigureRow: Sendable, Hashable {
    /// Its id; nil for all, or for cases that have none.
    package let group: String?
    /// What is counted; 0 where there is nothing.
    package var counts: [CountFigure: Int] = [:]
    /// Shares; those of nothing are missing.
    package var rates: [RateFigure: Rate] = [:]
    /// Closure times as time passes.
    package var elapsed: WaitingSummary?
    /// Closure times in working time.
    package var working: WaitingSummary?
    /// What is open, by age.
    package var backlog = Backlog()
    /// 万人受理量: received ÷ inhabitants × 10,000; nil where nobody is known to live.
    package var perTenThousand: Double?

    /// One with nothing in it.
    package init(group: String?) {
        self.group = group
    }

    /// A rate, empty where there is nothing to judge.
    package func rate(_ figure: RateFigure) -> Rate { rates[figure] ?? Rate() }

    /// A count.
    package func count(_ figure: CountFigure) -> Int { counts[figure] ?? 0 }
}

extension FigureSheet {
    /// Ranks of its rows by a rate, see ``Ranking``; who has too few is missing. Only who can answer for it is ranked:
    /// departments, communities and streets, and no cases of an unknown place.
    package func ranks(by figure: RateFigure) -> [String?: Int] {
        guard scope.grouping.isRanked else { return [:] }
        let rates = Dictionary(rows.filter { $0.group != nil }.map { ($0.group, $0.rate(figure)) }) { first, _ in first
        }
        return Ranking.ranks(rates, isBetterHigh: figure.isBetterHigh)
    }
}
