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
        let first = (judged == .first ? " AND e.resolve = 1" : "", judged == .first ? " AND l.resolve = 1" : "")
        // Of one caller's in the window the last: none of the others, which lie beside it, is later.
        let condition = """
            e.at >= ?1 AND e.at < min(?2, ?3)\(first.0) AND NOT EXISTS (
                SELECT 1 FROM evaluations l WHERE l.caseID = e.caseID AND l.caller = e.caller\(first.1)
                    AND (l.at > e.at OR (l.at = e.at AND l.resolve > e.resolve)) AND l.at < min(?2, ?3))
            """
        return Cohort(
            rows: "evaluations e", condition: condition, outcome: outcome, caseID: "e.caseID",
            department: "e.department", hasCase: false)
    }
}
