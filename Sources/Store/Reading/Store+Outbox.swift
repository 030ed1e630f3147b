/// What waits to be sent.
extension Store {
    /// What waits behind a sequence number, in order: at most so many records, and not many more bytes than asked for.
    package func outbox(after sequence: Int64, limit: Int, bytes: Int = 4 << 20) throws(StoreError) -> [OutboxEntry] {
        try read { db in
            var rows = try RowStatement(
                db,
                """
                SELECT o.sequence, o.topic, o.key, o.id, o.headers, o.timestamp,
                    CASE WHEN o.bodyOf IS NULL THEN o.value ELSE b.json END
                FROM outbox o LEFT JOIN cases c ON c.number = o.bodyOf LEFT JOIN bodies b ON b.id = c.id
                WHERE o.sequence > ? ORDER BY o.sequence LIMIT ?
                """)
            rows.bind(sequence)
            rows.bind(limit)
            var entries: [OutboxEntry] = []
            var length = 0
            try rows.each { row in
                let entry = OutboxEntry(
                    sequence: row[0], topic: row[1], key: row[2], id: row[3], value: row[6],
                    headers: (row[4] as [UInt8]?).flatMap(OutboxHeaders.decode) ?? [], timestamp: row[5])
                entries.append(entry)
                length += entry.value?.count ?? 0
                return length < bytes
            }
            return entries
        }
    }

    /// How many records wait to be sent. They are written with numbers that follow each other and deleted from the front,
    /// so that the first and the last tell, without a look at those between.
    package func outboxCount() throws(StoreError) -> Int {
        try read { db in
            var count = try RowStatement(
                db, "SELECT (SELECT max(sequence) FROM outbox) - (SELECT min(sequence) FROM outbox) + 1")
            return try count.first { $0[0] } ?? 0
        }
    }

    /// What was sent, up to a sequence number, waits no more.
    package func acknowledge(outboxUpTo sequence: Int64) throws(StoreError) {
        try write { db in
            var deletion = try RowStatement(db, "DELETE FROM outbox WHERE sequence <= ?")
            deletion.bind(sequence)
            try deletion.run()
        }
    }
}
