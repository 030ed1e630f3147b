import GRDB
import Synchronization

/// What the store belongs to, and how far it has come.
extension Store {
    /// Remembers the cluster that the store is filled from, the first time; another one later is an error, since its
    /// offsets mean other records.
    package func bind(cluster: String) throws(StoreError) {
        try write { db in
            try db.execute(
                sql: "INSERT INTO meta(key, value) VALUES ('cluster', ?) ON CONFLICT DO NOTHING", arguments: [cluster])
            let known = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'cluster'") ?? ""
            guard known == cluster else {
                throw StoreError.otherCluster(path: path, expected: known, found: cluster)
            }
        }
    }

    /// The cluster that it is filled from; nil if it was never bound.
    package func cluster() throws(StoreError) -> String? {
        try read { db in try String.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'cluster'") }
    }

    /// Up to where each input was read; a partition that is missing was never read.
    package func offsets() throws(StoreError) -> [TopicPartitionKey: Int64] {
        try read { db in
            var offsets: [TopicPartitionKey: Int64] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT topic, partition, next FROM offsets")
            while let row = try rows.next() { offsets[TopicPartitionKey(row[0], row[1])] = row[2] }
            return offsets
        }
    }

    /// A number that changes whenever something was written: cheap to ask, so that pages can be told.
    package func dataVersion() throws(StoreError) -> Int {
        // Only we write what we have open for writing; SQLite's number says what others wrote, to one connection.
        guard isReadOnly else { return written.load(ordering: .acquiring) }
        do {
            return try pool.writeWithoutTransaction { db in try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0 }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Sets how many pages of 8 kB the file may have, so that it leaves room for others on its disk; a step that needs
    /// more is ``StoreError/full(path:)``. It holds until the store is closed.
    package func limit(pages: Int) throws(StoreError) {
        do {
            try pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = \(pages)") }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// How many pages of 8 kB the file has.
    package func pages() throws(StoreError) -> Int {
        try read { db in try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0 }
    }
}
