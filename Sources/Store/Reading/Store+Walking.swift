package import Hotline

/// Walking through the whole store, in pieces, so that the tracker can go on meanwhile.
extension Store {
    /// Whole cases in the order of arrival, handed over a piece at a time, until `body` returns false.
    ///
    /// - Parameter openOnly: leaves out what is resolved, closed or merged.
    package func eachCase(openOnly: Bool = false, _ body: ([Case]) throws -> Bool) throws {
        var last: Int64 = 0
        while true {
            let piece = try read { db in
                // An open case is found among all by its place, not by an index: most of a piece is read anyway.
                var rows = try RowStatement(
                    db,
                    """
                    SELECT c.id, c.number, b.json FROM cases c JOIN bodies b ON b.id = c.id
                    WHERE c.id > ? AND (c.open = 1 OR ? = 0) ORDER BY c.id LIMIT 500
                    """)
                rows.bind(last)
                rows.bind(openOnly)
                return try rows.all { row in
                    let number: CaseNumber = try row[1]
                    return (id: row[0] as Int64, state: try Case(stored: row[2], number))
                }
            }
            guard let end = piece.last else { return }
            last = end.id
            guard try body(piece.map(\.state)) else { return }
        }
    }

    /// What the desk has decided otherwise than the classifier, or in its place, as far as the reports are not purged:
    /// in the order of arrival, a piece at a time.
    package func eachDeskDecision(_ body: ([DeskDecision]) throws -> Void) throws {
        var last: Int64 = 0
        while true {
            let piece = try read { db in
                var rows = try RowStatement(db, DeskDecision.query)
                rows.bind(last)
                return try rows.all { row in (id: row[0] as Int64, decision: try DeskDecision(row)) }
            }
            guard let end = piece.last else { return }
            last = end.id
            try body(piece.map(\.decision))
        }
    }
}

/// A report and what the desk made of it.
package struct DeskDecision: Sendable, Hashable {
    /// Its case.
    package let number: CaseNumber
    /// What it is about, in short.
    package let title: String?
    /// What the resident says.
    package let text: String
    /// The area that the classifier gave it.
    package let classified: String
    /// The area that it has now; only the desk changes it.
    package let area: String
    /// The department that the desk sent it to last; nil if it never did.
    package let department: String?

    package init(
        number: CaseNumber, title: String?, text: String, classified: String, area: String, department: String?
    ) {
        self.number = number
        self.title = title
        self.text = text
        self.classified = classified
        self.area = area
        self.department = department
    }

    static let query = """
        SELECT c.id, c.number, r.title, r.text, r.area, c.area,
            (SELECT department FROM rounds WHERE caseID = c.id AND reason = 'assigned' AND kind <> 'dispatch'
                ORDER BY round DESC LIMIT 1) AS sentTo
        FROM cases c JOIN reports r ON r.id = c.id
        WHERE c.id > ? AND r.text IS NOT NULL AND (c.area <> r.area OR sentTo IS NOT NULL)
        ORDER BY c.id LIMIT 500
        """

    init(_ row: Columns) throws {
        number = try row[1]
        title = row[2]
        text = row[3]
        classified = row[4]
        area = row[5]
        department = row[6]
    }
}
