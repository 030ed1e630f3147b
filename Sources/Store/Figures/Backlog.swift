package import Hotline

/// 积压: what is open at the end of the window, by how long it has been.
package struct Backlog: Sendable, Hashable {
    /// Below so many days, as time passes; the last class is what is older.
    package static let dayLimits = [1, 3, 7, 15, 30]

    /// How many of each class: under a day, 1 to 3, 3 to 7, 7 to 15, 15 to 30 days, older.
    package var classes = [Int](repeating: 0, count: dayLimits.count + 1)

    /// All of them.
    package var count: Int { classes.reduce(0, +) }

    /// One more, so many milliseconds old.
    fileprivate mutating func add(age: Int64) {
        let index = Self.dayLimits.firstIndex { age < Int64($0) * 86_400_000 } ?? Self.dayLimits.count
        classes[index] += 1
    }

    /// Both together.
    static func + (left: Backlog, right: Backlog) -> Backlog {
        var both = left
        for index in both.classes.indices { both.classes[index] += right.classes[index] }
        return both
    }
}

extension Cohort {
    /// What is open; a row counts as its age in milliseconds.
    fileprivate static func backlog(byRound: Bool) -> Cohort {
        var cohort = Cohort.open
        if !byRound {
            cohort.rows += " JOIN cases c ON c.id = r.caseID"
            cohort.hasCase = true
        }
        cohort.outcome = "min(?2, ?3) - \(byRound ? "r.assignedAt" : "c.clockStart")"
        return cohort
    }
}

extension FigureReader {
    /// The cases of one of a backlog's classes, counted from 0, in the order of their arrival.
    ///
    /// - Parameter group: the group's key, if the scope has groups; of weeks give the week's window instead.
    package func cases(
        ofAge index: Int, _ scope: FigureScope, group: String? = nil, limit: Int = 1_000
    ) throws -> [CaseNumber] {
        var cohort = Cohort.backlog(byRound: scope.isByRound)
        let limits = Backlog.dayLimits.map { Int64($0) * 86_400_000 }
        let bounds = [
            index > 0 ? "\(cohort.outcome) >= \(limits[index - 1])" : nil,
            index < limits.count ? "\(cohort.outcome) < \(limits[index])" : nil,
        ]
        cohort.outcome = bounds.compactMap(\.self).joined(separator: " AND ")
        return try numbers(cohort, nil, scope, group: group, limit: limit)
    }

    /// Open cases by age = the end of the window, or `asOf` − the start of the resident's clock; by department, of its
    /// rounds − when they were assigned. Pauses count: it is how long somebody has waited.
    package func backlog(_ scope: FigureScope) throws -> [String?: Backlog] {
        try byWeek(scope) { scope in
            let cohort = Cohort.backlog(byRound: scope.isByRound)
            var backlogs: [String?: Backlog] = [:]
            try rows(cohort.source(scope).reading([cohort.outcome], grounds: false), scope) { row in
                backlogs[row[0], default: Backlog()].add(age: row[3])
            }
            return backlogs
        }
    }
}
