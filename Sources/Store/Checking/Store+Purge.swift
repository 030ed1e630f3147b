import GRDB
package import WorkTime

/// What a purge has removed, or would remove.
package struct Purge: Sendable, Hashable {
    /// Reports whose personal columns are empty now.
    package internal(set) var reports = 0
    /// Whether the bytes are gone from the file too; false if readers still held an older state of it, and then the next
    /// purge, or the next tracker that starts, takes them away.
    package internal(set) var isErased = false
}

/// Personal data past their retention.
extension Store {
    /// What ``purge(before:at:)`` would remove.
    package func purgeable(before instant: Instant) throws(StoreError) -> Purge {
        try read { db in
            var count = try RowStatement(
                db,
                """
                SELECT count(*) FROM reports INDEXED BY reports_kept WHERE purgedAt IS NULL AND receivedAt < ?
                """)
            count.bind(instant)
            return Purge(reports: try count.first { $0[0] } ?? 0)
        }
    }

    /// Empties the personal columns of all reports that were received before `instant`, for ever; the cases stay.
    ///
    /// SQLite leaves old bytes in pages that it no longer uses, also in those that it split long ago. So the file is
    /// written anew in the end, which takes as much room again for that time; the tracker waits meanwhile. Only then is
    /// what lay in the outbox gone from it as well.
    ///
    /// - Parameter now: what is written down as the time of the purge.
    package func purge(before instant: Instant, at now: Instant) throws(StoreError) -> Purge {
        var purge = Purge()
        while true {
            let count = try write { db in
                var update = try RowStatement(
                    db,
                    """
                    UPDATE reports SET purgedAt = ?, title = NULL, text = NULL, address = NULL, name = NULL,
                        phone = NULL, sketch = NULL, json = NULL, lat = NULL, lon = NULL
                    WHERE id IN (SELECT id FROM reports INDEXED BY reports_kept
                        WHERE purgedAt IS NULL AND receivedAt < ? LIMIT 1000)
                    """)
                update.bind(now)
                update.bind(instant)
                try update.run()
                return db.changesCount
            }
            purge.reports += count
            if count == 0 { break }
        }
        purge.isErased = try erase()
        return purge
    }

    /// Writes the file anew, without what was deleted.
    private func erase() throws(StoreError) -> Bool {
        do {
            return try pool.writeWithoutTransaction { db in
                try db.execute(sql: "VACUUM")
                let result = try db.checkpoint(.truncate)
                return result.walFrameCount == result.checkpointedFrameCount
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return false
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
