/// What had to be done twice, by what ended in the window.
///
/// By department, rounds that ended: what it held and gave back. Otherwise, and of what rounds do not hold, cases whose
/// last resolve lies in the window.
extension Cohort {
    private static let closed = "c.resolvedAt >= ?1 AND c.resolvedAt < min(?2, ?3)"
    private static let ended = "r.endedAt >= ?1 AND r.endedAt < min(?2, ?3) AND r.kind <> 'dispatch'"

    /// 首次派单准确率 = resolved without a granted return or a re-assignment ÷ resolved.
    ///
    /// By department: of cases that went to it first, before any other but the desk.
    static var firstRight: Cohort {
        cases(
            closed, outcome: "c.firstRight",
            department: """
                CASE WHEN c.rounds = 1 THEN c.resolvedBy ELSE coalesce(
                    (SELECT f.department FROM rounds f WHERE f.caseID = c.id AND f.kind <> 'dispatch'
                        ORDER BY f.round LIMIT 1), c.resolvedBy) END
                """)
    }

    /// 退单率 = cases with a granted return ÷ resolved; by department, rounds that it returned ÷ rounds that ended.
    static func returned(byRound: Bool) -> Cohort {
        byRound ? rounds(ended, outcome: "r.ending = 'returned'") : cases(closed, outcome: "c.returns > 0")
    }

    /// 转派率 = cases that were re-assigned ÷ resolved; by department, rounds taken away from it ÷ rounds that ended.
    static func reassigned(byRound: Bool) -> Cohort {
        byRound ? rounds(ended, outcome: "r.ending = 'reassigned'") : cases(closed, outcome: "c.reassignments > 0")
    }

    /// 重办率 = cases that came back ÷ resolved; by department, resolves of what had come back to it ÷ its resolves.
    static func redone(byRound: Bool) -> Cohort {
        byRound
            ? rounds(ended, outcome: "CASE r.ending WHEN 'resolved' THEN r.kind = 'redo' END")
            : cases(closed, outcome: "c.redos > 0")
    }

    /// 延期率 = cases with a granted extension ÷ resolved.
    static var extended: Cohort { cases(closed, outcome: "c.extensions > 0") }

    /// 挂账率 = cases that were on the ledger ÷ resolved.
    static var onLedger: Cohort { cases(closed, outcome: "c.ledgers > 0") }

    /// 重复来电率 = cases about which somebody called again, to urge or with another report that replies to it, ÷ resolved.
    static var calledAgain: Cohort {
        cases(
            closed,
            outcome: "c.urges > 0 OR EXISTS (SELECT 1 FROM reports q WHERE q.inReplyTo = c.number)")
    }
}
