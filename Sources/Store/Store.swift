// Store: what the tracker knows, in one SQLite file.
//
//     track ──commit(step)──> one transaction: cases, events, outbox, offsets ──> file.db (WAL)
//                                                                                    │
//     pages, commands, figures <──────────────── reads, snapshots of their own <─────┘
//
// There is one writer: the process that holds the ``StoreLock``; its steps come from one serial queue. Readers never wait
// for it, nor it for them. All calls block: never call them from Swift's cooperative threads.

import GRDB
package import Hotline
import Synchronization

/// A store: one file, its write-ahead log beside it.
package final class Store: Sendable {
    /// The file.
    package let path: String
    /// Whether it is only read.
    package let isReadOnly: Bool
    /// What times are counted by.
    let calendars: Calendars
    let pool: DatabasePool
    /// Steps that were written here.
    let written = Atomic<Int>(0)

    /// Opens the file to write it; makes it if there is none, and brings an older one up to date.
    ///
    /// Whoever writes holds its ``StoreLock``.
    package init(path: String, calendars: Calendars) throws(StoreError) {
        self.path = path
        self.calendars = calendars
        isReadOnly = false
        do {
            StoreLock.makeFile(path)
            pool = try DatabasePool(path: path, configuration: .writing)
            let path = path
            try pool.writeWithoutTransaction { db in try Self.prepare(db, path: path) }
            try Schema.migrator.migrate(pool)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Opens the file to read it only. It may be written by another process meanwhile.
    ///
    /// - Parameter trace: told each statement that is run, as SQL.
    package init(
        readingOnly path: String, calendars: Calendars, trace: (@Sendable (String) -> Void)? = nil
    ) throws(StoreError) {
        self.path = path
        self.calendars = calendars
        isReadOnly = true
        do {
            guard StoreLock.exists(path) else { throw StoreError.missing(path: path) }
            pool = try DatabasePool(path: path, configuration: .reading(trace: trace))
            let path = path
            try pool.read { db in
                guard try Self.isOurs(db) else { throw StoreError.notAStore(path: path) }
                try Self.checkSchema(db, path: path)
                guard try Schema.migrator.hasCompletedMigrations(db) else { throw StoreError.olderSchema(path: path) }
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Closes the file; calls after that fail. What was committed is safe without it.
    package func close() throws(StoreError) {
        // The pool closes its writer first, and a reader that comes last cannot copy the log into the file and remove it.
        if !isReadOnly { pool.releaseMemory() }
        do { try pool.close() } catch { throw StoreError(error, path: path) }
    }

    /// Reads one snapshot.
    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try pool.read(body) } catch { throw StoreError(error, path: path) }
    }

    /// Writes in one transaction; if anything fails, nothing is written.
    func write<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        do { return try pool.write(body) } catch { throw StoreError(error, path: path) }
    }
}

/// Which file it is.
extension Store {
    /// Makes an empty file ours, and refuses what is another's or newer.
    private static func prepare(_ db: Database, path: String) throws {
        if try isOurs(db) { return try checkSchema(db, path: path) }
        guard try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
            throw StoreError.notAStore(path: path)
        }
        try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
    }

    private static func isOurs(_ db: Database) throws -> Bool {
        try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID
    }

    private static func checkSchema(_ db: Database, path: String) throws {
        guard try Schema.migrator.hasBeenSuperseded(db) else { return }
        let known = Set(Schema.migrator.migrations)
        let unknown = try Schema.migrator.appliedIdentifiers(db).subtracting(known).sorted()
        throw StoreError.newerSchema(path: path, unknown: unknown)
    }
}
