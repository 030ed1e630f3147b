package import WorkTime

/// 通报: a week or month, beside the one before (环比) and the same a year before (同比).
package struct FigureReport: Sendable, Hashable {
    /// What it is about.
    package let period: FigurePeriod
    /// The instants of it.
    package let window: FigureWindow
    /// By department: rounds.
    package let departments: Comparison
    /// By street: cases.
    package let streets: Comparison
    /// 热点 at its end.
    package let topics: [HotTopic]

    /// One window's figures beside two others'.
    package struct Comparison: Sendable, Hashable {
        /// The window's.
        package let present: FigureSheet
        /// 环比: of the one before.
        package let previous: FigureSheet
        /// 同比: of the same a year before.
        package let lastYear: FigureSheet
    }
}

extension FigureReader {
    /// The figures of a period by department and by street. Of one that still lasts, as much of the others is taken as has
    /// passed of it.
    package func report(
        _ period: FigurePeriod, asOf instant: Instant, dueBefore: Instant? = nil
    ) throws -> FigureReport {
        let window = terms.days.window(of: period)
        func compare(by grouping: FigureGrouping) throws -> FigureReport.Comparison {
            let scope = FigureScope(window, asOf: instant, by: grouping)
            func sheet(of other: FigurePeriod) throws -> FigureSheet {
                try self.sheet(scope.over(window.passedShare(of: terms.days.window(of: other), asOf: instant)))
            }
            return FigureReport.Comparison(
                present: try self.sheet(scope, dueBefore: dueBefore), previous: try sheet(of: period.previous),
                lastYear: try sheet(of: period.lastYear))
        }
        return FigureReport(
            period: period, window: window, departments: try compare(by: .department),
            streets: try compare(by: .street), topics: try hotTopics(asOf: min(window.end, instant)))
    }
}

/// How much a figure has changed.
package enum Change {
    /// (now − before) ÷ before; nil where there was nothing before.
    package static func relative(_ now: Int, from before: Int) -> Double? {
        before == 0 ? nil : Double(now - before) / Double(before)
    }

    /// Of rates: now − before, 0.01 for a percentage point; nil where one of them is unknown.
    package static func points(_ now: Rate, from before: Rate) -> Double? {
        guard let now = now.counted.share, let before = before.counted.share else { return nil }
        return now - before
    }
}
