import GRDB
import Hotline

/// Which cases are excluded, and why: few, so they are read once a snapshot, and rounds need not be looked up one by one.
final class Exclusions {
    private var known: [Int64: ProgressBody.Exclusion.Ground]?

    /// By the case's id.
    func read(_ db: Database) throws -> [Int64: ProgressBody.Exclusion.Ground] {
        if let known { return known }
        var found: [Int64: ProgressBody.Exclusion.Ground] = [:]
        var statement = try RowStatement(db, "SELECT id, exclusion FROM cases WHERE exclusion IS NOT NULL")
        try statement.each { row in
            found[row[0]] = try row.ground(1)
            return true
        }
        known = found
        return found
    }
}

extension Columns {
    /// Why a case is excluded; nil if it is not.
    func ground(_ column: Int32) throws -> ProgressBody.Exclusion.Ground? {
        (self[column] as String?) == nil ? nil : try word(column)
    }
}
