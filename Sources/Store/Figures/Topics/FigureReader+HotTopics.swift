import Hotline
package import WorkTime

extension FigureReader {
    private static let day: Int64 = 86_400_000

    /// 热点: clusters with at least n callers in the seven days before `instant`, or twice as many as in the mean week of
    /// the four weeks before those; those with the most callers first.
    ///
    /// Clusters are the reports of one area from one place, and reports that were linked as alike. One who calls often
    /// counts once, see ``HotTopic/callers``.
    package func hotTopics(asOf instant: Instant) throws -> [HotTopic] {
        let topics = try placeTopics(asOf: instant) + similarTopics(asOf: instant)
        return topics.sorted { left, right in
            if left.callers != right.callers { return left.callers > right.callers }
            return left.cases.lexicographicallyPrecedes(right.cases)
        }
    }

    /// 28 days as the window, seven more up to `asOf`.
    private func scope(asOf instant: Instant) -> FigureScope {
        let week = Instant(milliseconds: instant.milliseconds - 7 * Self.day)
        let start = Instant(milliseconds: instant.milliseconds - 35 * Self.day)
        return FigureScope(FigureWindow(from: start, to: week), asOf: instant)
    }

    private func placeTopics(asOf instant: Instant) throws -> [HotTopic] {
        let scope = scope(asOf: instant)
        var places: [HotTopic.Cluster: (recent: Int, ids: [Int64])] = [:]
        let sql = """
            SELECT area, community, CASE WHEN community IS NULL THEN street END, id, receivedAt >= ?2 FROM cases
            WHERE receivedAt >= ?1 AND receivedAt < ?3
            """
        try rows(sql, scope) { row in
            let place = HotTopic.Cluster.place(area: row[0], community: row[1], street: row[2])
            places[place, default: (0, [])].recent += row[4]
            places[place]?.ids.append(row[3])
        }
        // There are no more callers than reports: where these are too few, callers need not be looked at.
        let least = min(terms.hotTopics.leastCallers, terms.hotTopics.leastGrown)
        return try places.compactMap { place, found in
            found.recent < least ? nil : try topic(place, of: found.ids.sorted(), scope)
        }
    }

    private func similarTopics(asOf instant: Instant) throws -> [HotTopic] {
        let scope = scope(asOf: instant)
        var clusters = CaseClusters()
        let sql = """
            SELECT c.id, o.id FROM cases c JOIN links l ON l.number = c.number JOIN cases o ON o.number = l.other
            WHERE c.receivedAt >= ?1 AND c.receivedAt < ?3 AND o.receivedAt >= ?1 AND o.receivedAt < ?3
            """
        try rows(sql, scope) { row in clusters.join(row[0], row[1]) }
        return try clusters.members().compactMap { try topic(nil, of: $0, scope) }
    }

    /// What the cases of a cluster make, if it is hot.
    ///
    /// - Parameter cluster: nil for those that look alike.
    private func topic(_ cluster: HotTopic.Cluster?, of ids: [Int64], _ scope: FigureScope) throws -> HotTopic? {
        var statement = try RowStatement(
            db,
            """
            SELECT c.number, c.receivedAt, r.phone FROM cases c LEFT JOIN reports r ON r.id = c.id WHERE c.id = ?
            """)
        var (recent, before): (Set<String>, [Set<String>]) = ([], Array(repeating: [], count: 4))
        var cases: [CaseNumber] = []
        for id in ids {
            statement.bind(id)
            try statement.each { row in
                let number: CaseNumber = try row[0]
                let caller: String = row[2] ?? "case \(number)"
                let age = scope.asOf.milliseconds - (row[1] as Int64)
                // An age of exactly seven days is of the week: windows are half-open at their end.
                let week = Int((age - 1) / (7 * Self.day))
                if week == 0 {
                    recent.insert(caller)
                    cases.append(number)
                } else if before.indices.contains(week - 1) {
                    before[week - 1].insert(caller)
                }
                return true
            }
        }
        let mean = Double(before.reduce(0) { $0 + $1.count }) / Double(before.count)
        let reasons = terms.hotTopics.reasons(callers: recent.count, weeklyMean: mean)
        guard !reasons.isEmpty, let first = cases.first else { return nil }
        return HotTopic(
            cluster: cluster ?? .similar(first), callers: recent.count, weeklyMean: mean, reasons: reasons, cases: cases
        )
    }
}
