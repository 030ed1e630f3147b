/// The rows that a figure counts, each with what it counts as: one text for the figure and for the list of cases behind
/// it, so that they cannot say different things.
///
/// In its SQL `?1` and `?2` are the window, `?3` is the instant the figures are as of, `?4` the end of a look ahead.
struct Cohort: Sendable, Hashable {
    /// Tables; rounds are `r`, cases `c`, answers `e`.
    var rows: String
    /// Which of the rows fall into the window.
    var condition: String
    /// What a row counts as: 1 a hit, 0 a miss, 2 unanswered; NULL if it is none of the figure's.
    var outcome: String
    /// The case's id.
    var caseID: String
    /// The department that is charged.
    var department: String
    /// Whether ``rows`` hold the case as `c`.
    var hasCase: Bool

    /// Of rounds.
    static func rounds(_ condition: String, outcome: String) -> Cohort {
        Cohort(
            rows: "rounds r", condition: condition, outcome: outcome, caseID: "r.caseID", department: "r.department",
            hasCase: false)
    }

    /// Of cases; by department, of those that resolved them.
    static func cases(_ condition: String, outcome: String, department: String = "c.resolvedBy") -> Cohort {
        Cohort(
            rows: "cases c", condition: condition, outcome: outcome, caseID: "c.id", department: department,
            hasCase: true)
    }

    /// The column that groups are told apart by.
    func column(_ grouping: FigureGrouping) -> String {
        switch grouping {
        case .whole, .week: "NULL"
        case .department: department
        case .area, .community, .street, .channel, .kind: "c.\(grouping.rawValue)"
        }
    }

    /// What `column` asks for besides.
    private func needsCase(_ grouping: FigureGrouping?) -> Bool {
        switch grouping {
        case .area, .community, .street, .channel, .kind: true
        case .department, .whole, .week, nil: false
        }
    }

    /// Tables and conditions, for a scope; `?5` is the group that it is of alone.
    ///
    /// - Parameter grounds: whether it is asked why some are excluded; otherwise nobody is.
    func source(_ scope: FigureScope, grounds: Bool) -> (prefix: String, body: String, ground: String) {
        var tables = rows
        var (prefix, ground) = ("", grounds ? "c.exclusion" : "NULL")
        if !hasCase, needsCase(scope.grouping) || needsCase(scope.only?.grouping) {
            tables += " JOIN cases c ON c.id = \(caseID)"
        } else if !hasCase, grounds {
            // Few are excluded: their list is looked up, not every case.
            prefix = "WITH excluded AS MATERIALIZED (SELECT id, exclusion FROM cases WHERE exclusion IS NOT NULL)\n"
            tables += " LEFT JOIN excluded x ON x.id = \(caseID)"
            ground = "x.exclusion"
        }
        let only = scope.only.map { " AND \(column($0.grouping)) IS ?5" } ?? ""
        return (prefix, "FROM \(tables) WHERE (\(condition))\(only)", ground)
    }

    /// How many rows of each group count as what, and on what ground some are excluded.
    func counting(_ scope: FigureScope, grounds: Bool) -> String {
        let (prefix, body, ground) = source(scope, grounds: grounds)
        return """
            \(prefix)SELECT \(column(scope.grouping)), \(outcome) AS counted, \(ground), count(*)
            \(body) GROUP BY 1, 2, 3 HAVING counted IS NOT NULL
            """
    }

    /// The numbers of the cases behind a part of it, in the order of their arrival; `?6` is the group, `?7` how many are
    /// wanted at most. The plus and the CROSS keep SQLite from reading all rounds, or all cases, to have them in order.
    func listing(_ part: FigurePart, _ scope: FigureScope, grounds: Bool) -> String {
        let (prefix, body, ground) = source(scope, grounds: grounds)
        let group = scope.grouping == .whole || scope.grouping == .week ? "" : " AND \(column(scope.grouping)) IS ?6"
        return """
            \(prefix)SELECT n.number FROM (
                SELECT DISTINCT +\(caseID) AS id \(body)\(group) AND \(part.condition(outcome: outcome, ground))
            ) p CROSS JOIN cases n ON n.id = p.id ORDER BY n.id LIMIT ?7
            """
    }
}

/// A part of what a rate is made of.
package enum FigurePart: String, CaseIterable, Sendable {
    /// The numerator.
    case hits
    /// What is in the denominator and not in the numerator.
    case misses
    /// The denominator.
    case all
    /// Asked, and no answer.
    case unanswered
    /// Excluded, whatever they would count as.
    case excluded

    func condition(outcome: String, _ ground: String) -> String {
        switch self {
        case .hits: "(\(outcome)) = 1 AND \(ground) IS NULL"
        case .misses: "(\(outcome)) = 0 AND \(ground) IS NULL"
        case .all: "(\(outcome)) IN (0, 1) AND \(ground) IS NULL"
        case .unanswered: "(\(outcome)) = 2 AND \(ground) IS NULL"
        case .excluded: "(\(outcome)) IS NOT NULL AND \(ground) IS NOT NULL"
        }
    }
}
