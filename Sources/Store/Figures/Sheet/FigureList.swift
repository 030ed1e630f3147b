package import Hotline

/// A sheet of figures as a list for spreadsheets: a line a group and figure.
package struct FigureList {
    /// The cells' names.
    package static let header = [
        "view", "period", "by", "group", "name", "figure", "value", "unit", "n", "hits", "lower", "upper", "rank",
        "unanswered", "excluded", "before", "beforeN",
    ]

    private let names: GroupNames
    private let language: KeyPath<BilingualName, String>

    /// - Parameter language: in which groups are called by their names.
    package init(_ names: GroupNames, in language: KeyPath<BilingualName, String>) {
        self.names = names
        self.language = language
    }

    /// Lines of cells under ``header``.
    ///
    /// - Parameters:
    ///   - view: `figures`, or which part of a report.
    ///   - period: `present`, `previous` or `lastYear`.
    package func lines(_ sheet: FigureSheet, view: String = "figures", period: String = "present") -> [[String]] {
        let ranks = Dictionary(uniqueKeysWithValues: RateFigure.allCases.map { ($0, sheet.ranks(by: $0)) })
        return (sheet.rows.map { ($0, false) } + [(sheet.whole, true)]).flatMap { row, isWhole -> [[String]] in
            let grouping = isWhole ? FigureGrouping.whole : sheet.scope.grouping
            let name = (isWhole ? GroupNames.whole : names.name(of: row.group, by: grouping))[keyPath: language]
            let start = [view, period, grouping.rawValue, row.group ?? "", name]
            let rates = RateFigure.allCases.map { figure in
                start + rate(figure, row.rate(figure), isWhole ? nil : ranks[figure]?[row.group])
            }
            return counts(row).map { start + $0 } + rates + times(row).map { start + $0 }
        }
    }

    private func counts(_ row: FigureRow) -> [[String]] {
        let counts = CountFigure.allCases.map { figure in
            let count = String(row.count(figure))
            return [figure.rawValue, count, "count", count] + blanks(8)
        }
        let perTenThousand = row.perTenThousand.map {
            [["perTenThousand", "\($0)", "per 10000", String(row.count(.received))] + blanks(8)]
        }
        let backlog = row.backlog.classes.enumerated().map { index, n in
            let from = index == 0 ? 0 : Backlog.dayLimits[index - 1]
            return ["openFrom\(from)Days", String(n), "count", String(n)] + blanks(8)
        }
        return counts + (perTenThousand ?? []) + backlog
    }

    private func rate(_ figure: RateFigure, _ rate: Rate, _ rank: Int?) -> [String] {
        let (counted, before) = (rate.counted, rate.beforeExclusions)
        return [
            figure.rawValue, number(counted.share), "share", String(counted.n), String(counted.hits),
            number(counted.interval?.lower), number(counted.interval?.upper), rank.map(String.init) ?? "",
            String(counted.unanswered), String(rate.excludedCount), number(before.share), String(before.n),
        ]
    }

    private func times(_ row: FigureRow) -> [[String]] {
        [("Elapsed", row.elapsed), ("Working", row.working)].flatMap { name, summary -> [[String]] in
            guard let summary else { return [] }
            return ClosureTimes.percents.indices.flatMap { index -> [[String]] in
                let figure = "p\(ClosureTimes.percents[index])\(name)"
                let (value, unit): (Int64?, String) =
                    switch summary.percentiles[index] {
                    case nil: (nil, "hours")
                    case .reached(let time): (time, "hours")
                    case .beyond(let time): (time, "hours or more")
                    }
                return [
                    [figure, hours(value), unit, String(summary.n)] + blanks(8),
                    ["\(figure)OfDone", hours(summary.plain[index]), "hours", String(summary.done)] + blanks(8),
                ]
            }
        }
    }

    private func blanks(_ count: Int) -> [String] { Array(repeating: "", count: count) }

    private func number(_ share: Double?) -> String { share.map { "\($0)" } ?? "" }

    private func hours(_ milliseconds: Int64?) -> String {
        milliseconds.map { "\(Double($0) / 3_600_000)" } ?? ""
    }
}
