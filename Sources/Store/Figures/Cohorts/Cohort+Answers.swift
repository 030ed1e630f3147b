/// What callers said in the window. Of each caller one answer of a case counts, that of the department that had resolved
/// it; who was not reached, or gave none, is in no denominator. Wishes are not evaluated.
extension Cohort {
    /// Which result is judged.
    enum Judged: Sendable {
        /// The first that the case had.
        case first
        /// The last that the caller was asked about in the window.
        case final
    }

    /// 解决率 = yes ÷ yes and no.
    static func solved(_ judged: Judged) -> Cohort {
        answers(judged, outcome: "coalesce(e.resolved, 2)")
    }

    /// 满意率 = at least `least` of 5 ÷ answered.
    static func satisfied(_ judged: Judged, from least: Int) -> Cohort {
        answers(judged, outcome: "coalesce(e.satisfaction >= \(least), 2)")
    }

    private static func answers(_ judged: Judged, outcome: String) -> Cohort {
        let first = judged == .first ? " AND resolve = 1" : ""
        // The other columns are those of the row with the greatest `at`, as SQLite promises for max().
        let rows = """
            (SELECT caseID, max(at) AS at, resolved, satisfaction, department FROM evaluations
            WHERE at >= ?1 AND at < min(?2, ?3)\(first) GROUP BY caseID, caller) e
            """
        return Cohort(
            rows: rows, condition: "1", outcome: outcome, caseID: "e.caseID", department: "e.department",
            hasCase: false)
    }
}
