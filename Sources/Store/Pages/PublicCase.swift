package import Hotline
package import WorkTime

/// A case as everybody may see it, with the report's whole text: see ``Store/publicPage(_:)``.
package struct PublicCase: Sendable, Hashable {
    /// The case as lists show it.
    package let row: CaseRow
    /// When what is seen of it last changed.
    package let updatedAt: Instant
    /// What the resident says; phone and identity numbers are not masked yet.
    package let text: String?
    /// Where it is.
    package let location: Coordinates?
    /// What residents were told at the last resolve.
    package let reply: String?
    /// Whether nothing of it is public.
    package let isConfidential: Bool

    static let columns = """
        \(CaseRow.columns), c.updatedAt, r.text, r.lat, r.lon,
        json_extract(CAST(b.json AS TEXT), '$.resolves[#-1].reply'), (coalesce(r.confidential, 0) = 1 OR c.kind = 'tipoff')
        """

    static let joins = "LEFT JOIN bodies b ON b.id = c.id"

    init(_ columns: Columns) throws {
        row = try CaseRow(columns)
        let next = CaseRow.width
        updatedAt = columns[next]
        text = columns[next + 1]
        location = Coordinates(latitude: columns[next + 2], longitude: columns[next + 3])
        reply = columns[next + 4]
        isConfidential = columns[next + 5]
    }
}

extension Store {
    /// One page of a list, as everybody may see it.
    package func publicPage(_ query: CaseQuery) throws(StoreError) -> [PublicCase] {
        try read { db in
            let (sql, values) = query.sql(columns: PublicCase.columns, joins: PublicCase.joins)
            var statement = try RowStatement(db, sql)
            for value in values { statement.bind(value) }
            return try statement.all(PublicCase.init).prefix(query.limit).map(\.self)
        }
    }

    /// Cases of these numbers, as everybody may see them, confidential ones too; those that are not known are missing.
    package func publicCases(_ numbers: [CaseNumber]) throws(StoreError) -> [PublicCase] {
        try read { db in
            var statement = try RowStatement(
                db,
                """
                SELECT \(PublicCase.columns) FROM cases c LEFT JOIN reports r ON r.id = c.id \(PublicCase.joins)
                WHERE c.number = ?
                """)
            return try numbers.compactMap { number in
                statement.bind(number)
                return try statement.first(PublicCase.init)
            }
        }
    }
}
