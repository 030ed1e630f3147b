/// What is counted.
extension Cohort {
    /// Where things stand: at the end of the window, or as of now if that comes first.
    private static let instant = "min(?2, ?3)"

    /// Rounds that had not ended then: two searches along the index of ends, which one condition with OR would not be.
    static let inTurn = """
        (SELECT caseID, department, assignedAt, endedAt, dueAt FROM rounds WHERE endedAt IS NULL
            UNION ALL
            SELECT caseID, department, assignedAt, endedAt, dueAt FROM rounds WHERE endedAt >= \(instant)) r
        """

    private static func roundsInTurn(_ condition: String, outcome: String) -> Cohort {
        Cohort(
            rows: inTurn, condition: "r.assignedAt < \(instant)\(condition)", outcome: outcome, caseID: "r.caseID",
            department: "r.department", hasCase: false)
    }

    /// 受理量: cases received in the window; by department, rounds that began at it.
    static func received(byRound: Bool) -> Cohort {
        byRound
            ? rounds("r.assignedAt >= ?1 AND r.assignedAt < \(instant)", outcome: "1")
            : cases("c.receivedAt >= ?1 AND c.receivedAt < \(instant)", outcome: "1", department: "c.holder")
    }

    /// 办结量: cases whose last resolve lies in the window; by department, its resolves in it.
    static func resolved(byRound: Bool) -> Cohort {
        byRound
            ? rounds("r.endedAt >= ?1 AND r.endedAt < \(instant) AND r.ending = 'resolved'", outcome: "1")
            : cases("c.resolvedAt >= ?1 AND c.resolvedAt < \(instant)", outcome: "1")
    }

    /// 在办量: cases that somebody had to answer for at the end of the window; by department, that it had.
    static var open: Cohort { roundsInTurn("", outcome: "1") }

    /// 超期量: open ones past what the resident was promised, and such on the ledger whose review is late; by department,
    /// past the round's limit.
    static func overdue(byRound: Bool) -> Cohort {
        guard !byRound else {
            return roundsInTurn(
                " AND +r.dueAt < \(instant)",
                outcome: "CASE WHEN r.endedAt IS NULL AND \(standsStill("r.dueAt")) THEN NULL ELSE 1 END")
        }
        return Cohort(
            rows: "\(inTurn) JOIN cases c ON c.id = r.caseID",
            condition: """
                r.assignedAt < \(instant) AND (c.promisedBy < \(instant)
                    OR (r.endedAt IS NULL AND c.suspension = 'ledger' AND c.suspendedUntil < \(instant)))
                """,
            outcome: "1", caseID: "c.id", department: "r.department", hasCase: true)
    }

    /// 挂账中: cases that lie on the ledger, as the store knows them.
    static var ledger: Cohort { cases("c.suspension = 'ledger'", outcome: "1", department: "c.holder") }

    /// 即将到期: open cases whose promise ends from now until `?4`, and reviews of the ledger that do; by department, open
    /// rounds whose limit does.
    static func dueSoon(byRound: Bool) -> Cohort {
        let date = byRound ? "c.dueAt" : "c.promisedBy"
        let index = byRound ? "c.workBy" : "c.promisedBy"
        return cases(
            """
            c.id IN (
                SELECT c.id FROM cases c WHERE c.open = 1 AND \(index) >= ?3 AND \(index) < ?4
                    AND c.suspension IS NOT 'ledger' AND \(date) IS NOT NULL
                UNION ALL
                SELECT c.id FROM cases c WHERE c.suspension = 'ledger' AND c.suspendedUntil >= ?3
                    AND c.suspendedUntil < ?4)
            """,
            outcome: "1", department: "c.holder")
    }
}
