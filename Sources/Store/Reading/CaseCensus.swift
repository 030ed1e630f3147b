package import Hotline
package import WorkTime

/// How many cases there are, as monitoring asks every minute.
package struct CaseCensus: Sendable, Hashable {
    /// All that there ever were; states without one are missing.
    package internal(set) var byState: [CaseState: Int] = [:]
    /// 超期量, as `CountFigure.overdue` counts it for the district.
    package internal(set) var overdue = 0
}

extension Store {
    /// Counts the cases: all of them along an index, without the cases themselves, and of those that are open each one.
    package func census(asOf instant: Instant) throws(StoreError) -> CaseCensus {
        try read { db in
            var census = CaseCensus()
            var states = try RowStatement(
                db, "SELECT state, count(*) FROM cases INDEXED BY cases_state GROUP BY state")
            try states.each { row in
                if let state = CaseState(rawValue: row[0]) { census.byState[state] = row[1] }
                return true
            }
            let scope = FigureScope(FigureWindow(from: .earliest, to: .latest), asOf: instant)
            let cohort = Cohort.overdue(byRound: false)
            var overdue = try RowStatement(
                db, "SELECT count(*) \(cohort.source(scope).body) AND (\(cohort.outcome)) = 1")
            overdue.bind(scope.window.start)
            overdue.bind(scope.window.end)
            overdue.bind(scope.asOf)
            census.overdue = try overdue.first { $0[0] } ?? 0
            return census
        }
    }
}
