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

    /// Where the rows of a scope come from; cohorts of which this is the same are read together.
    func source(_ scope: FigureScope) -> CohortSource {
        let groupings = [scope.grouping, scope.only?.grouping]
        let needsCase = groupings.contains { grouping in
            switch grouping {
            case .area, .community, .street, .channel, .kind: true
            case .department, .whole, .week, nil: false
            }
        }
        let joined = !hasCase && needsCase ? " JOIN cases c ON c.id = \(caseID)" : ""
        let only = scope.only.map { " AND \(column($0.grouping)) IS ?5" } ?? ""
        return CohortSource(
            body: "FROM \(rows)\(joined) WHERE (\(condition))\(only)", group: column(scope.grouping), caseID: caseID,
            hasCase: hasCase || needsCase)
    }
}

/// Where rows come from.
struct CohortSource: Sendable, Hashable {
    /// Tables and conditions; `?5` is the group that it is of alone.
    let body: String
    /// The column that groups are told apart by.
    let group: String
    /// The case's id.
    let caseID: String
    /// Whether the case is there as `c`.
    let hasCase: Bool

    /// A row each: the group, the case's id, why it is excluded, and what it counts as, one for each of `outcomes`.
    ///
    /// Nothing is grouped here: SQLite would sort all rows for it.
    ///
    /// - Parameter grounds: whether to ask why it is excluded; it is asked only where the case is there, otherwise it is
    ///   NULL.
    func reading(_ outcomes: [String], grounds: Bool) -> String {
        let ground = grounds && hasCase ? "c.exclusion" : "NULL"
        return "SELECT \(group), \(caseID), \(ground), \(outcomes.joined(separator: ", "))\n\(body)"
    }

    /// The numbers of the cases behind a part of it, in the order of their arrival; `?6` is the group, `?7` how many are
    /// wanted at most. The plus and the CROSS keep SQLite from reading all rounds, or all cases, to have them in order.
    ///
    /// - Parameter part: nil for all that count as 1, excluded or not.
    func listing(_ outcome: String, _ part: FigurePart?) -> String {
        let isInGroup = group == "NULL" ? "" : " AND \(group) IS ?6"
        let ground = hasCase ? "c.exclusion" : "(SELECT x.exclusion FROM cases x WHERE x.id = \(caseID))"
        let isInPart = part.map { $0.condition(outcome: outcome, ground) } ?? "(\(outcome)) = 1"
        return """
            SELECT n.number FROM (SELECT DISTINCT +\(caseID) AS id \(body)\(isInGroup) AND \(isInPart)) p
            CROSS JOIN cases n ON n.id = p.id ORDER BY n.id LIMIT ?7
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

    fileprivate func condition(outcome: String, _ ground: String) -> String {
        switch self {
        case .hits: "(\(outcome)) = 1 AND \(ground) IS NULL"
        case .misses: "(\(outcome)) = 0 AND \(ground) IS NULL"
        case .all: "(\(outcome)) IN (0, 1) AND \(ground) IS NULL"
        case .unanswered: "(\(outcome)) = 2 AND \(ground) IS NULL"
        case .excluded: "(\(outcome)) IS NOT NULL AND \(ground) IS NOT NULL"
        }
    }
}
