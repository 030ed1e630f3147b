package import Hotline

/// What one case has to do with others.
package struct CaseRelations: Sendable, Hashable {
    /// Another case that looks alike.
    package struct Similar: Sendable, Hashable {
        /// The other case.
        package let number: CaseNumber
        /// How much they are alike, 0 to 1.
        package let similarity: Double
    }

    /// Cases that look alike, the most alike first.
    package var similar: [Similar] = []
    /// Cases that were merged into it.
    package var merged: [CaseNumber] = []
    /// Cases that follow it up.
    package var replies: [CaseNumber] = []
}

extension Store {
    /// What a case has to do with others; at most so many of each.
    package func relations(of number: CaseNumber, limit: Int = 100) throws(StoreError) -> CaseRelations {
        try read { db in
            var relations = CaseRelations()
            var links = try RowStatement(
                db,
                """
                SELECT other, similarity FROM links WHERE number = ?
                UNION SELECT number, similarity FROM links WHERE other = ? ORDER BY 2 DESC, 1 LIMIT ?
                """)
            links.bind(number)
            links.bind(number)
            links.bind(limit)
            relations.similar = try links.all { .init(number: try $0[0], similarity: $0[1]) }
            var merged = try RowStatement(db, "SELECT number FROM cases WHERE mergedInto = ? ORDER BY id LIMIT ?")
            merged.bind(number)
            merged.bind(limit)
            relations.merged = try merged.all { try $0[0] }
            var replies = try RowStatement(db, "SELECT number FROM reports WHERE inReplyTo = ? ORDER BY id LIMIT ?")
            replies.bind(number)
            replies.bind(limit)
            relations.replies = try replies.all { try $0[0] }
            return relations
        }
    }
}
