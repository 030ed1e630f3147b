import GRDB

/// How SQLite is told to work. What was measured: steps of 1,000 new cases into a file of 50,000, two cores.
extension Configuration {
    /// For the one who writes.
    static var writing: Configuration {
        var configuration = common
        configuration.label = "qiaomen.store"
        // With a write-ahead log readers and the writer never wait for each other. GRDB sets `synchronous = NORMAL` with
        // it: a commit is in the operating system's hands, so `kill -9` loses nothing. A power cut may lose the last
        // commits, but each only whole, with its offsets, and none but the last: the tracker reads them from Kafka again
        // and comes to the same, under the same ids. FULL would wait for the disk at each step, for nothing more.
        configuration.journalMode = .wal
        configuration.prepareDatabase { db in
            guard !db.configuration.readonly else { return try prepareReader(db) }
            // A case's JSON takes some 3 kB: 8 kB pages keep most of them out of overflow pages (13 % faster than 4 kB).
            // It holds from the file's first page on.
            try db.execute(sql: "PRAGMA page_size = 8192")
            // 64 MB: the upper pages of indices by hashes stay in memory.
            try db.execute(sql: "PRAGMA cache_size = -65536")
            // Pages that several steps change are copied into the file once in 64 MB, not at each step (37 % faster than
            // the default of 1,000 pages).
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 8192")
            // No mmap_size: reading by memory maps was 3 % faster, and a disk that fails would end the process by a
            // signal instead of an error.
            // What one step of unusual length, or a VACUUM, has made it grow to is given back.
            try db.execute(sql: "PRAGMA journal_size_limit = 268435456")
        }
        return configuration
    }

    /// For those who only read the file of another process.
    ///
    /// - Parameter trace: told each statement that is run.
    static func reading(trace: (@Sendable (String) -> Void)?) -> Configuration {
        var configuration = common
        configuration.label = "qiaomen.store.reading"
        configuration.readonly = true
        configuration.prepareDatabase { db in
            try prepareReader(db)
            guard let trace else { return }
            db.trace { event in
                if case .statement(let statement) = event { trace(statement.sql) }
            }
        }
        return configuration
    }

    private static func prepareReader(_ db: Database) throws {
        // 16 MB each: a page's queries find their indices in memory.
        try db.execute(sql: "PRAGMA cache_size = -16384")
    }

    private static var common: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        // A checkpoint, a purge or a backup by another process; longer is told, and tried again.
        configuration.busyMode = .timeout(5)
        return configuration
    }
}
