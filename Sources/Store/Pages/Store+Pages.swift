package import Hotline
package import WorkTime

/// What pages and commands ask.
extension Store {
    /// One page of a list.
    package func page(_ query: CaseQuery) throws(StoreError) -> CasePage {
        try read { db in
            let (sql, values) = query.sql(columns: CaseRow.columns)
            var statement = try RowStatement(db, sql)
            for value in values { statement.bind(value) }
            let found = try statement.all { row in
                let shown = try CaseRow(row)
                return (shown, CasePageKey(key: row[CaseRow.width], number: shown.number))
            }
            let page = found.prefix(query.limit)
            return CasePage(rows: page.map(\.0), next: found.count > query.limit ? page.last?.1 : nil)
        }
    }

    /// One case as lists show it.
    package func row(of number: CaseNumber) throws(StoreError) -> CaseRow? {
        try read { db in
            var statement = try RowStatement(
                db,
                "SELECT \(CaseRow.columns) FROM cases c LEFT JOIN reports r ON r.id = c.id WHERE c.number = ?")
            statement.bind(number)
            return try statement.first(CaseRow.init)
        }
    }

    /// The cases whose reporter has that phone, the latest first.
    package func cases(phone: String, limit: Int = 50) throws(StoreError) -> [CaseRow] {
        try read { db in
            var statement = try RowStatement(
                db,
                """
                SELECT \(CaseRow.columns) FROM reports r INDEXED BY reports_phone JOIN cases c ON c.id = r.id
                WHERE r.phone = ? ORDER BY r.receivedAt DESC LIMIT ?
                """)
            statement.bind(PhoneNumber.digits(of: phone))
            statement.bind(limit)
            return try statement.all(CaseRow.init)
        }
    }

    /// The cases whose address has that text in it, the latest first; of those received since `from`, so that no more is
    /// looked through than asked for.
    package func cases(address text: String, from: Instant, limit: Int = 50) throws(StoreError) -> [CaseRow] {
        try read { db in
            var statement = try RowStatement(
                db,
                """
                SELECT \(CaseRow.columns) FROM reports r INDEXED BY reports_address JOIN cases c ON c.id = r.id
                WHERE r.receivedAt >= ? AND instr(r.address, ?) > 0 ORDER BY r.receivedAt DESC LIMIT ?
                """)
            statement.bind(from)
            statement.bind(text)
            statement.bind(limit)
            return try statement.all(CaseRow.init)
        }
    }

    /// The report that opened a case, as far as it is not purged.
    package func report(of number: CaseNumber) throws(StoreError) -> ReportRecord? {
        try read { db in
            var statement = try RowStatement(
                db,
                "SELECT \(ReportRecord.columns) FROM cases c JOIN reports r ON r.id = c.id WHERE c.number = ?")
            statement.bind(number)
            return try statement.first(ReportRecord.init)
        }
    }
}

extension RowSink {
    /// Binds whatever it is.
    mutating func bind(_ value: RowValues.Value) {
        switch value {
        case .null: bindNull()
        case .integer(let value): bind(value)
        case .real(let value): bind(value)
        case .text(let value): bind(value)
        case .blob(let value): bind(value)
        }
    }
}
