import Foundation
import Hotline
import Store
import WorkTime

/// How figures are written on pages: always with what they are made of.
struct FigureWording: Sendable {
    let language: Language
    let names: GroupNames
    let days: DistrictDays

    /// A text of pages by its key.
    func text(_ key: String) -> String { Texts.of(language)[key] ?? key }

    /// `92.3%`.
    func percent(_ share: Double?) -> String { share.map { decimal($0 * 100) + "%" } ?? "-" }

    /// One digit behind the point.
    func decimal(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }

    /// Hours, as they are or beyond: `12.5`, `>50.0`.
    func hours(_ percentile: WaitingPercentile?) -> String {
        switch percentile {
        case nil: "-"
        case .reached(let milliseconds): decimal(Double(milliseconds) / 3_600_000)
        case .beyond(let milliseconds): ">" + decimal(Double(milliseconds) / 3_600_000)
        }
    }

    /// `81.2–95.0%`: how sure a share is.
    func interval(_ tally: Rate.Tally) -> String {
        tally.interval.map { "\(decimal($0.lower * 100))–\(decimal($0.upper * 100))%" } ?? "-"
    }

    /// A group's name.
    func name(_ group: FigureGroup, by grouping: FigureGrouping) -> String {
        switch group {
        case .whole: language(GroupNames.whole)
        case .group(let id): language(names.name(of: id, by: grouping))
        }
    }

    /// A class of the backlog: `3–7 days`.
    func age(_ index: Int) -> String {
        let limits = Backlog.dayLimits
        let range =
            switch index {
            case 0: "<\(limits[0])"
            case limits.count: "≥\(limits[index - 1])"
            default: "\(limits[index - 1])–\(limits[index])"
            }
        return range + text("figuresDays")
    }

    /// What a grouping is called.
    func title(of grouping: FigureGrouping) -> String { text("figuresBy" + grouping.rawValue.capitalized) }

    /// A time of the district: `2026-11-23 08:00`.
    func time(_ instant: Instant?) -> String {
        instant?.text(in: days) ?? "-"
    }

    /// What a count is called.
    func name(_ figure: CountFigure) -> String { language(figure.name) }

    /// What a rate is called.
    func name(_ figure: RateFigure) -> String { language(figure.name) }
}
