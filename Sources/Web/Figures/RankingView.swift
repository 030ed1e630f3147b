import Store

/// Who does best by the rates that somebody answers for: with n and how sure each share is.
struct RankingView {
    let sheet: FigureSheet
    let address: FigureAddress
    let words: FigureWording

    private static let figures: [RateFigure] = [.resolveOnTime, .solvedFinal, .satisfiedFinal]

    /// What the template `figure-ranking.html` shows, a ranking a rate; none where there is nobody to be ranked.
    var models: [[String: Any]] {
        guard sheet.scope.grouping.isRanked else { return [] }
        return Self.figures.filter { !sorted($0).isEmpty }.map { figure in
            let plot = plot(figure)
            return ["table": table(figure).model, "plot": plot.model, "hasPlot": !plot.rows.isEmpty]
        }
    }

    private func sorted(_ figure: RateFigure) -> [(row: FigureRow, rank: Int?)] {
        let ranks = sheet.ranks(by: figure)
        return sheet.rows.map { ($0, ranks[$0.group]) }.filter { $0.row.rate(figure).counted.n > 0 }
            .sorted { ($0.rank ?? .max, $0.row.group ?? "~") < ($1.rank ?? .max, $1.row.group ?? "~") }
    }

    private func title(_ figure: RateFigure) -> String { words.text("figuresRanking") + " · " + words.name(figure) }

    private func table(_ figure: RateFigure) -> FigureTable {
        var table = FigureTable(
            title(figure),
            [words.title(of: sheet.scope.grouping)]
                + ["figuresRank", "figuresShare", "figuresHits", "n", "figuresInterval"].map(words.text))
        for (row, rank) in sorted(figure) {
            let tally = row.rate(figure).counted
            let group = FigureGroup.group(row.group)
            table.add(
                words.name(group, by: sheet.scope.grouping),
                [
                    FigureTable.Cell(rank.map(String.init) ?? words.text("figuresNotRanked")),
                    FigureTable.Cell(words.percent(tally.share)),
                    FigureTable.Cell(String(tally.hits), to: address.cases(behind: figure.rawValue, .hits, of: group)),
                    FigureTable.Cell(String(tally.n), to: address.cases(behind: figure.rawValue, .all, of: group)),
                    FigureTable.Cell(words.interval(tally)),
                ])
        }
        return table
    }

    private func plot(_ figure: RateFigure) -> FigurePlot {
        let ranked = sorted(figure).filter { $0.rank != nil }.prefix(FigurePlot.mostRows)
        let rows = ranked.compactMap { row, rank -> FigurePlot.Row? in
            let tally = row.rate(figure).counted
            guard let share = tally.share, let interval = tally.interval else { return nil }
            return FigurePlot.Row(
                name: words.name(.group(row.group), by: sheet.scope.grouping),
                range: interval.lower...interval.upper,
                marks: [
                    FigurePlot.Mark(
                        shape: .circle, position: share,
                        words: "\(words.percent(share)), n = \(tally.n), \(words.interval(tally))")
                ])
        }
        return FigurePlot(
            id: "ranking-\(figure.rawValue)", title: title(figure), description: words.text("figuresRankingHelp"),
            ticks: [0, 0.25, 0.5, 0.75, 1].map { (position: $0, label: "\(Int($0 * 100))%") }, rows: rows,
            legend: [(.circle, words.text("figuresShare"))])
    }
}
