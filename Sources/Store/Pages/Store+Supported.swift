import Hotline
import WorkTime

extension Store {
    /// Open cases that a department helps with and others answer for, where the help is due first before the others; a
    /// page at a time.
    package func supported(
        by department: String, after: CasePageKey? = nil, limit: Int = 50
    ) throws(StoreError) -> CasePage {
        try read { db in
            var statement = try RowStatement(
                db,
                """
                SELECT \(CaseRow.columns), s.helpBy
                FROM supports s CROSS JOIN cases c ON c.id = s.caseID LEFT JOIN reports r ON r.id = c.id
                WHERE s.department = ? AND (s.helpBy, s.number) > (?, ?) ORDER BY s.helpBy, s.number LIMIT ?
                """)
            statement.bind(department)
            statement.bind(after?.key ?? .min)
            statement.bind(after.map { Int64($0.number.value) } ?? .min)
            statement.bind(limit + 1)
            let found = try statement.all { row in
                let shown = try CaseRow(row)
                return (shown, CasePageKey(key: row[CaseRow.width], number: shown.number))
            }
            let page = found.prefix(limit)
            return CasePage(rows: page.map(\.0), next: found.count > limit ? page.last?.1 : nil)
        }
    }
}
