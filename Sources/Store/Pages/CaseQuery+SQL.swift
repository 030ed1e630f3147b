import Hotline
import WorkTime

/// A query as SQL: one index to walk along, named so that nothing else is taken, and conditions on the way.
extension CaseQuery {
    /// What is bound, in order.
    private typealias Condition = (sql: String, values: [RowValues.Value])

    private var key: String {
        switch order {
        case .received: "receivedAt"
        case .due: "workBy"
        case .callBacks: "resolvedAt"
        case .requests: "requestedAt"
        case .updated: "updatedAt"
        }
    }

    private var isDescending: Bool { order == .received || order == .updated }

    private var index: String {
        switch order {
        case .received: states.count == 1 ? "cases_state" : "cases_received"
        case .due: holder == nil ? "cases_due" : "cases_worklist"
        case .callBacks: "cases_callback"
        case .requests: "cases_requests"
        case .updated: "cases_updated"
        }
    }

    /// The query, and what is bound to it.
    ///
    /// - Parameter joins: what `columns` are of besides cases `c` and reports `r`.
    func sql(columns: String, joins: String = "") -> (sql: String, values: [RowValues.Value]) {
        let conditions = ordering + filters
        let direction = isDescending ? " DESC" : ""
        let sql = """
            SELECT \(columns), c.\(key) FROM cases c INDEXED BY \(index) LEFT JOIN reports r ON r.id = c.id \(joins)
            WHERE \(conditions.map(\.sql).joined(separator: " AND "))
            ORDER BY c.\(key)\(direction), c.number\(direction) LIMIT ? OFFSET ?
            """
        return (sql, conditions.flatMap(\.values) + [.integer(Int64(limit) + 1), .integer(Int64(skipped))])
    }

    /// What the index is made for.
    private var ordering: [Condition] {
        var conditions: [Condition] = []
        switch order {
        case .received, .updated: break
        case .due: conditions.append(("c.open = 1", []))
        case .callBacks: conditions.append(("c.unasked > 0", []))
        case .requests: conditions.append(("c.requests > 0", []))
        }
        let start = after.map { ($0.key, Int64($0.number.value)) } ?? (isDescending ? (.max, .max) : (.min, .min))
        conditions.append(
            ("(c.\(key), c.number) \(isDescending ? "<" : ">") (?, ?)", [.integer(start.0), .integer(start.1)]))
        return conditions
    }

    private var filters: [Condition] {
        var conditions: [Condition] = []
        func add(_ sql: String, _ value: String?) {
            if let value { conditions.append((sql, [.text(value)])) }
        }
        func add(_ sql: String, _ instant: Instant?) {
            if let instant { conditions.append((sql, [.integer(instant.milliseconds)])) }
        }
        if !states.isEmpty {
            let words = states.map(\.rawValue).sorted()
            let places = words.map { _ in "?" }.joined(separator: ", ")
            conditions.append(
                (words.count == 1 ? "c.state = ?" : "+c.state IN (\(places))", words.map { .text($0) }))
        }
        add("c.holder = ?", holder)
        add("+c.area = ?", area)
        add("+c.community = ?", community)
        add("+c.street = ?", street)
        add("+c.channel = ?", channel)
        add("+c.kind = ?", kind?.rawValue)
        add("+c.urgency = ?", urgency?.rawValue)
        add("c.receivedAt >= ?", receivedFrom)
        add("c.receivedAt < ?", receivedBefore)
        add("c.workBy < ?", dueBefore)
        add("+c.promisedBy < ?", promisedBefore)
        add("\(order == .updated ? "" : "+")c.updatedAt >= ?", updatedFrom)
        add("\(order == .updated ? "" : "+")c.updatedAt < ?", updatedBefore)
        return conditions + restrictions
    }

    /// `own`, or a case that was merged into it, at once or by way of others, is of those channels.
    private static func either(_ own: Condition, orMergedOf places: String) -> Condition {
        let merged = """
            EXISTS (
                WITH RECURSIVE m(number, channel) AS (
                    SELECT number, channel FROM cases INDEXED BY cases_merged WHERE mergedInto = c.number
                    UNION SELECT k.number, k.channel FROM m
                    JOIN cases k INDEXED BY cases_merged ON k.mergedInto = m.number)
                SELECT 1 FROM m WHERE m.channel IN (\(places)))
            """
        return ("(\(own.sql) OR \(merged))", own.values + own.values)
    }

    /// What is asked of few lists.
    private var restrictions: [Condition] {
        var conditions: [Condition] = []
        for (column, ids) in [("channel", channels), ("holder", holders)] {
            guard let ids = ids?.sorted() else { continue }
            let places = ids.map { _ in "?" }.joined(separator: ", ")
            let own: Condition = ("+c.\(column) IN (\(places))", ids.map { .text($0) })
            // Each caller is called back, whichever case answers for the caller's own.
            let isMerged = order == .callBacks && column == "channel"
            conditions.append(isMerged ? Self.either(own, orMergedOf: places) : own)
        }
        if !services.isEmpty {
            let pairs = services.map { [$0.area, $0.kind.rawValue] }.sorted { $0.joined() < $1.joined() }
            let either = pairs.map { _ in "(+c.area = ? AND +c.kind = ?)" }.joined(separator: " OR ")
            conditions.append(("(\(either))", pairs.flatMap(\.self).map { .text($0) }))
        }
        if let box {
            let bounds = [box.latitudes, box.longitudes].flatMap { [$0.lowerBound, $0.upperBound] }
            conditions.append(
                ("r.lat BETWEEN ? AND ? AND r.lon BETWEEN ? AND ?", bounds.map { .real($0) }))
        }
        if isPublic { conditions.append(("coalesce(r.confidential, 0) = 0 AND +c.kind <> 'tipoff'", [])) }
        return conditions
    }
}
