import Hotline
import Store
import WorkTime

/// All that the managers' page shows, read from one snapshot.
struct FigureFindings: Sendable {
    /// Closure times of a grouping, in its order.
    struct Closures: Sendable {
        let grouping: FigureGrouping
        let rows: [(group: String?, elapsed: WaitingSummary, working: WaitingSummary)]
    }

    /// Counts of today, up to now.
    let today: [CountFigure: Int]
    let sheet: FigureSheet
    let closures: [Closures]
    /// Empty where a group is shown alone: topics are the district's.
    let topics: [HotTopic]
    /// What residents were promised first in the next day, at most ``mostDue``.
    var due: [CaseRow] = []
    private let dueNumbers: [CaseNumber]

    /// Counts of the page's first lines.
    static let todayFigures: [CountFigure] = [.received, .resolved, .open, .overdue, .dueSoon]
    /// By what closure times are plotted.
    static let plotted: [FigureGrouping] = [.department, .area, .community, .week]
    static let mostDue = 10

    private init(_ reader: FigureReader, _ search: FigureSearch) throws {
        let scope = search.scope
        let days = reader.terms.days
        let start = days.start(ofDay: days.date(at: scope.asOf).daysSince1970)
        let day = scope.over(FigureWindow(from: start, to: scope.asOf)).by(.whole)
        today = try Dictionary(
            uniqueKeysWithValues: Self.todayFigures.map { figure in
                (figure, try reader.count(figure, day, dueBefore: search.dueBefore)[nil] ?? 0)
            })
        sheet = try reader.sheet(scope, dueBefore: search.dueBefore)
        closures = try Self.plotted.map { grouping in
            let times = try reader.closureTimes(scope.by(grouping))
            return Closures(
                grouping: grouping,
                rows: times.sorted { ($0.key ?? "~") < ($1.key ?? "~") }.map { group, times in
                    (group, WaitingSummary(times.elapsed), WaitingSummary(times.working))
                })
        }
        topics = scope.only == nil ? try reader.hotTopics(asOf: scope.asOf) : []
        dueNumbers = try reader.cases(behind: .dueSoon, day, dueBefore: search.dueBefore)
    }

    /// Reads them; it blocks.
    static func read(_ store: Store, _ search: FigureSearch, _ terms: FigureTerms) throws(StoreError) -> FigureFindings
    {
        var findings = try store.figures(terms) { try FigureFindings($0, search) }
        var due: [CaseRow] = []
        for number in findings.dueNumbers {
            if let row = try store.row(of: number) { due.append(row) }
        }
        findings.due = Array(
            due.sorted { ($0.promisedBy ?? .latest, $0.number) < ($1.promisedBy ?? .latest, $1.number) }.prefix(mostDue)
        )
        return findings
    }
}

extension FigureScope {
    /// All groups as one, by the same clocks.
    var alone: FigureScope {
        var scope = by(.whole)
        scope.countsRounds = isByRound
        return scope
    }
}
