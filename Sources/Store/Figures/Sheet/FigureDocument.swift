import Hotline
import WorkTime

/// A sheet of figures as JSON shows it: for the command, the page and whoever asks over HTTP. Every share stands with what
/// it is made of. Shares are 0 to 1, times of closure hours; what is not known is left out.
package struct FigureDocument: Encodable, Sendable {
    let from, to, asOf, by, dueBefore: String
    let only: Only?
    let counts: String
    let whole: Row
    let groups: [Row]

    /// The one group that it is of alone.
    struct Only: Encodable, Sendable {
        let by: String
        let group: String?
    }

    struct Row: Encodable, Sendable {
        let group: String?
        let counts: [String: Int]
        let perTenThousand: Double?
        let rates: [String: Share]
        let score: Double?
        let closure: [String: Closure]
        let backlog: [AgeClass]
    }

    struct Share: Encodable, Sendable {
        let share: Double?
        let hits, n: Int
        let lower, upper: Double?
        let rank: Int?
        let unanswered: Int
        let coverage: Double?
        let excluded: [String: Int]
        let before: Before
    }

    /// Before exclusions.
    struct Before: Encodable, Sendable {
        let share: Double?
        let hits, n: Int
    }

    struct Closure: Encodable, Sendable {
        let n, done, open: Int
        let mean: Double?
        let percentiles: [Percentile]
    }

    struct Percentile: Encodable, Sendable {
        let percent: Int
        /// With open ones as censored; if it was not reached, it lies beyond these hours.
        let hours: Double
        let reached: Bool
        /// Of what is done alone.
        let plain: Double?
    }

    struct AgeClass: Encodable, Sendable {
        let fromDays: Int
        let toDays: Int?
        let n: Int
    }

    /// - Parameter terms: in whose zone times are written.
    package init(_ sheet: FigureSheet, _ terms: FigureTerms) {
        let scope = sheet.scope
        from = terms.days.text(of: scope.window.start)
        to = terms.days.text(of: scope.window.end)
        asOf = terms.days.text(of: scope.asOf)
        by = scope.grouping.rawValue
        dueBefore = terms.days.text(of: sheet.dueBefore)
        only = scope.only.map { Only(by: $0.grouping.rawValue, group: $0.id) }
        counts = scope.isByRound ? "rounds" : "cases"
        let ranks = Dictionary(uniqueKeysWithValues: RateFigure.allCases.map { ($0, sheet.ranks(by: $0)) })
        whole = Row(sheet.whole, terms, ranks: [:])
        groups = sheet.rows.map { row in Row(row, terms, ranks: ranks.compactMapValues { $0[row.group] }) }
    }
}

extension FigureDocument.Row {
    fileprivate init(_ row: FigureRow, _ terms: FigureTerms, ranks: [RateFigure: Int]) {
        group = row.group
        counts = Dictionary(uniqueKeysWithValues: CountFigure.allCases.map { ($0.rawValue, row.count($0)) })
        perTenThousand = row.perTenThousand
        rates = Dictionary(
            uniqueKeysWithValues: row.rates.map {
                ($0.key.rawValue, FigureDocument.Share($0.value, rank: ranks[$0.key]))
            })
        score = terms.weights.score(row)
        var closure: [String: FigureDocument.Closure] = [:]
        closure["elapsed"] = row.elapsed.map { FigureDocument.Closure($0) }
        closure["working"] = row.working.map { FigureDocument.Closure($0) }
        self.closure = closure
        backlog = row.backlog.classes.enumerated().map { index, n in
            FigureDocument.AgeClass(
                fromDays: index == 0 ? 0 : Backlog.dayLimits[index - 1],
                toDays: index < Backlog.dayLimits.count ? Backlog.dayLimits[index] : nil, n: n)
        }
    }
}

extension FigureDocument.Share {
    fileprivate init(_ rate: Rate, rank: Int?) {
        let counted = rate.counted
        share = counted.share
        (hits, n, unanswered) = (counted.hits, counted.n, counted.unanswered)
        (lower, upper) = (counted.interval?.lower, counted.interval?.upper)
        self.rank = rank
        coverage = counted.coverage
        excluded = Dictionary(uniqueKeysWithValues: rate.excluded.map { ($0.key.rawValue, $0.value.asked) })
        let all = rate.beforeExclusions
        before = FigureDocument.Before(share: all.share, hits: all.hits, n: all.n)
    }
}

extension FigureDocument.Closure {
    fileprivate init(_ summary: WaitingSummary) {
        func hours(_ milliseconds: Int64) -> Double { Double(milliseconds) / 3_600_000 }
        (n, done, open) = (summary.n, summary.done, summary.open)
        mean = summary.mean.map { $0 / 3_600_000 }
        percentiles = ClosureTimes.percents.indices.compactMap { index in
            let (percent, plain) = (ClosureTimes.percents[index], summary.plain[index].map(hours))
            switch summary.percentiles[index] {
            case nil: return nil
            case .reached(let time):
                return FigureDocument.Percentile(percent: percent, hours: hours(time), reached: true, plain: plain)
            case .beyond(let time):
                return FigureDocument.Percentile(percent: percent, hours: hours(time), reached: false, plain: plain)
            }
        }
    }
}

/// A report as JSON shows it.
package struct ReportDocument: Encodable, Sendable {
    let period, from, to: String
    let departments, streets: Comparison
    let hotTopics: [Topic]

    struct Comparison: Encodable, Sendable {
        let present, previous, lastYear: FigureDocument
    }

    struct Topic: Encodable, Sendable {
        let area, community, street, similarTo: String?
        let callers: Int
        let weeklyMean: Double
        let reasons, cases: [String]
    }

    package init(_ report: FigureReport, _ terms: FigureTerms) {
        period = report.period.unit.rawValue
        from = report.period.firstDate.text
        to = report.period.lastDate.text
        departments = Comparison(report.departments, terms)
        streets = Comparison(report.streets, terms)
        hotTopics = report.topics.map(Topic.init)
    }
}

extension ReportDocument.Comparison {
    fileprivate init(_ comparison: FigureReport.Comparison, _ terms: FigureTerms) {
        present = FigureDocument(comparison.present, terms)
        previous = FigureDocument(comparison.previous, terms)
        lastYear = FigureDocument(comparison.lastYear, terms)
    }
}

extension ReportDocument.Topic {
    fileprivate init(_ topic: HotTopic) {
        switch topic.cluster {
        case .place(let area, let community, let street):
            (self.area, self.community, self.street, similarTo) = (area, community, street, nil)
        case .similar(let number):
            (area, community, street, similarTo) = (nil, nil, nil, number.description)
        }
        (callers, weeklyMean) = (topic.callers, topic.weeklyMean)
        reasons = topic.reasons.map(\.rawValue).sorted()
        cases = topic.cases.map(\.description)
    }
}
