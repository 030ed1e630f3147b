import Foundation
import Store

/// Closure times of a grouping: a plot, and its table.
struct ClosureView {
    let closures: FigureFindings.Closures
    /// Of the page that it stands on.
    let address: FigureAddress
    let words: FigureWording

    private typealias Row = (group: String?, elapsed: WaitingSummary, working: WaitingSummary)
    private static let shapes = FigurePlot.Shape.allCases
    /// Hours at which the axis has lines; it goes by powers of ten, for some take minutes and some take months.
    private static let ticks: [Double] = [0.1, 1, 3, 10, 30, 100, 300, 1_000, 3_000]

    /// What the template `figure-closures.html` shows.
    var model: [String: Any] {
        let plot = plot
        return [
            "table": table.model, "plot": plot.model, "hasPlot": !plot.rows.isEmpty,
        ]
    }

    private var title: String {
        words.text("figuresClosure") + " · " + words.title(of: closures.grouping)
    }

    private var table: FigureTable {
        let percents = ClosureTimes.percents.map { "p\($0)" }
        var table = FigureTable(
            title,
            [words.title(of: closures.grouping), "n", words.text("figuresDone"), words.text("figuresNotDone")]
                + percents.map { "\($0) " + words.text("figuresWorking") }
                + percents.map { "\($0) " + words.text("figuresElapsed") })
        for row in closures.rows {
            table.add(
                name(row),
                [
                    link(row.elapsed.n, .all, row), link(row.elapsed.done, .hits, row),
                    link(row.elapsed.open, .misses, row),
                ]
                    + (row.working.percentiles + row.elapsed.percentiles).map { FigureTable.Cell(words.hours($0)) })
        }
        return table
    }

    private func link(_ count: Int, _ part: FigurePart, _ row: Row) -> FigureTable.Cell {
        let cases = address.by(closures.grouping).cases(
            behind: FigureCaseSearch.closures, part, of: .group(row.group))
        return FigureTable.Cell(String(count), to: cases)
    }

    private func name(_ row: Row) -> String { words.name(.group(row.group), by: closures.grouping) }

    private var plot: FigurePlot {
        let shown = closures.rows.filter { $0.working.n > 0 }
        // Weeks follow each other; of others the slowest come first.
        let sorted = closures.grouping == .week ? shown : shown.sorted { slowness($0) > slowness($1) }
        let kept = sorted.prefix(FigurePlot.mostRows)
        let most = kept.flatMap { $0.working.percentiles.compactMap(Self.hours) }.max() ?? 1
        let end = Self.ticks.first { $0 >= most } ?? most
        let legend = zip(Self.shapes, ClosureTimes.percents).map { (shape: $0, words: "p\($1)") }
        return FigurePlot(
            id: "closure-\(closures.grouping.rawValue)", title: title, description: words.text("figuresPlotHelp"),
            ticks: Self.ticks.filter { $0 <= end }.map {
                (Self.position($0, end), $0 < 1 ? "0.1 h" : "\(Int($0)) h")
            },
            rows: kept.map { row($0, end) }, legend: legend)
    }

    private func slowness(_ row: Row) -> Double { Self.hours(row.working.percentiles[1]) ?? 0 }

    private func row(_ row: Row, _ end: Double) -> FigurePlot.Row {
        let marks = zip(Self.shapes, zip(ClosureTimes.percents, row.working.percentiles)).compactMap {
            shape, value -> FigurePlot.Mark? in
            guard let hours = Self.hours(value.1) else { return nil }
            return FigurePlot.Mark(
                shape: shape, position: Self.position(hours, end), words: "p\(value.0) \(words.hours(value.1)) h",
                isBeyond: Self.isBeyond(value.1))
        }
        let positions = marks.map(\.position)
        return FigurePlot.Row(name: name(row), range: (positions.min() ?? 0)...(positions.max() ?? 0), marks: marks)
    }

    private static func isBeyond(_ percentile: WaitingPercentile?) -> Bool {
        if case .beyond = percentile { true } else { false }
    }

    private static func hours(_ percentile: WaitingPercentile?) -> Double? {
        switch percentile {
        case nil: nil
        case .reached(let milliseconds), .beyond(let milliseconds): Double(milliseconds) / 3_600_000
        }
    }

    private static func position(_ hours: Double, _ end: Double) -> Double {
        let (low, high) = (log10(ticks[0]), log10(max(1, end)))
        return min(1, max(0, (log10(max(hours, ticks[0])) - low) / (high - low)))
    }
}
