/// What fell due in the window, done or not. What is open past its date is missed; what could not be missed any more when
/// the date came, because it was taken away in time, is neither.
///
/// A date that passed before a case was put on the ledger stays missed; one that would come while the case lies there has
/// not come. See `Round.isMet(asOf:)`, `Case.isPromiseMet(asOf:_:)`.
extension Cohort {
    /// The clock stands still on the ledger: the date lies behind the one at which that is reviewed, and waits with it.
    static func standsStill(_ date: String) -> String {
        // Those on the ledger are few and found once, so that no other case is looked up.
        """
        (r.caseID IN (SELECT y.id FROM cases y WHERE y.suspension = 'ledger')
            AND (SELECT z.suspendedUntil <= \(date) FROM cases z WHERE z.id = r.caseID))
        """
    }

    /// 按时签收率 = taken by `acceptBy` ÷ `acceptBy` in the window.
    ///
    /// By department, each round; a round that ended before either is neither. Otherwise each case: the date is that of its
    /// first round that had one, whoever takes it; neither if nobody had to answer for the case when it came.
    static func acceptOnTime(byRound: Bool) -> Cohort { firstStep("accept", byRound: byRound) }

    /// 响应率, 按时先行联系率 = residents spoken to by `contactBy` ÷ `contactBy` in the window; rows as in
    /// ``acceptOnTime(byRound:)``. Who cannot be contacted is excluded by that ground.
    static func contactOnTime(byRound: Bool) -> Cohort { firstStep("contact", byRound: byRound) }

    private static func firstStep(_ step: String, byRound: Bool) -> Cohort {
        let (due, done) = ("r.\(step)By", "r.\(step)edAt")
        let fellDue = "\(due) >= ?1 AND \(due) < min(?2, ?3)"
        if byRound {
            return rounds(
                fellDue,
                outcome: """
                    CASE WHEN \(done) IS NOT NULL THEN \(done) <= \(due)
                        WHEN r.endedAt IS NOT NULL THEN CASE WHEN r.endedAt <= \(due) THEN NULL ELSE 0 END
                        WHEN \(standsStill(due)) THEN NULL ELSE 0 END
                    """)
        }
        return rounds(
            """
            \(fellDue) AND (r.round = 1 OR NOT EXISTS (
                SELECT 1 FROM rounds p WHERE p.caseID = r.caseID AND p.round < r.round AND p.\(step)By IS NOT NULL))
            """,
            outcome: """
                CASE WHEN \(done) <= \(due) THEN 1
                    WHEN (SELECT min(d.\(step)edAt) FROM rounds d WHERE d.caseID = r.caseID) <= \(due) THEN 1
                    WHEN NOT EXISTS (
                        SELECT 1 FROM rounds o WHERE o.caseID = r.caseID AND o.assignedAt <= \(due)
                            AND (o.endedAt IS NULL OR o.endedAt > \(due))) THEN NULL
                    WHEN r.endedAt IS NULL AND \(standsStill(due)) THEN NULL ELSE 0 END
                """)
    }

    /// 按时办结率 = done by then ÷ due in the window.
    ///
    /// By department: rounds with a limit to `resolve` or `redo`; a granted return is neither, nor is what was taken away
    /// in time. Otherwise: cases by what residents were promised, without wishes, withdrawn and merged cases.
    static func resolveOnTime(byRound: Bool) -> Cohort {
        byRound ? roundsOnTime("'resolve', 'redo'") : casesOnTime("c.kind <> 'wish'")
    }

    /// 按时派单率 = sent on by then ÷ due in the window: rounds of the desk. There is no resident's clock for it.
    static func dispatchOnTime(byRound: Bool) -> Cohort {
        var cohort = roundsOnTime("'dispatch'")
        // By round they are read together with the others; otherwise only these are looked for.
        if !byRound { cohort.condition += " AND r.kind = 'dispatch'" }
        return cohort
    }

    /// 点单按时答复率 = wishes answered by then ÷ due in the window, as ``resolveOnTime(byRound:)``.
    static func answerOnTime(byRound: Bool) -> Cohort {
        byRound ? roundsOnTime("'answer'") : casesOnTime("c.kind = 'wish'")
    }

    private static func roundsOnTime(_ kinds: String) -> Cohort {
        rounds(
            "r.dueAt >= ?1 AND r.dueAt < min(?2, ?3)",
            outcome: """
                CASE WHEN r.kind NOT IN (\(kinds)) THEN NULL
                    WHEN r.endedAt IS NULL THEN CASE WHEN \(standsStill("r.dueAt")) THEN NULL ELSE 0 END
                    WHEN r.ending = 'returned' THEN NULL
                    WHEN r.endedAt > r.dueAt THEN 0
                    WHEN r.ending IN ('resolved', 'dispatched') THEN 1 END
                """)
    }

    private static func casesOnTime(_ kinds: String) -> Cohort {
        cases(
            "c.promisedBy >= ?1 AND c.promisedBy < min(?2, ?3)",
            outcome: """
                CASE WHEN NOT (\(kinds)) THEN NULL
                    WHEN c.outcome IN ('withdrawn', 'merged') THEN NULL
                    WHEN c.resolvedAt IS NOT NULL THEN c.resolvedAt <= c.promisedBy
                    WHEN c.open = 1 THEN 0 END
                """,
            department: "c.holder")
    }
}
