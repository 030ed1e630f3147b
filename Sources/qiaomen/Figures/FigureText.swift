import Store
import WorkTime

/// How figures are written for people: always with what they are made of.
struct FigureText: Sendable {
    let language: OutputLanguage

    /// `92.3% (12/13)`; `-` of nothing.
    func share(_ tally: Rate.Tally) -> String {
        guard let share = tally.share else { return "-" }
        return "\(percent(share)) (\(tally.hits)/\(tally.n))"
    }

    /// The same with the rank, if it has one: `92.3% (12/13) #2`.
    func share(_ rate: Rate, rank: Int?) -> String {
        share(rate.counted) + (rank.map { " #\($0)" } ?? "")
    }

    /// `92.3%`.
    func percent(_ share: Double) -> String { "\(decimal(share * 100))%" }

    /// One digit behind the point.
    func decimal(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }

    /// A relative change: `+12.5%`; `-` where there was nothing before.
    func change(_ now: Int, from before: Int) -> String {
        Change.relative(now, from: before).map { signed($0 * 100) + "%" } ?? "-"
    }

    /// A change of a rate in percentage points: `+1.2pp`.
    func change(_ now: Rate, from before: Rate) -> String {
        Change.points(now, from: before).map { signed($0 * 100) + language.text("百分点", "pp") } ?? "-"
    }

    private func signed(_ number: Double) -> String {
        (number > 0 ? "+" : "") + decimal(number)
    }

    /// Hours, as they are or beyond: `12.5`, `>50.0`.
    func hours(_ percentile: WaitingPercentile?) -> String {
        switch percentile {
        case nil: "-"
        case .reached(let milliseconds): hours(milliseconds)
        case .beyond(let milliseconds): ">" + hours(milliseconds)
        }
    }

    /// Hours: `12.5`; `-` of nothing.
    func hours(_ milliseconds: Int64?) -> String {
        milliseconds.map { decimal(Double($0) / 3_600_000) } ?? "-"
    }

    /// p50, p90 and p99 with what is open, and in brackets without: `12.5 (8.0)`.
    func percentiles(_ summary: WaitingSummary?) -> [String] {
        guard let summary else { return ClosureTimes.percents.map { _ in "-" } }
        return zip(summary.percentiles, summary.plain).map { "\(hours($0)) (\(hours($1)))" }
    }
}
