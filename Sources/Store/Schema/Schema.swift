import GRDB

/// The tables, and how an older file becomes a newer one.
///
/// A migration that was ever released is never changed; a new one is added behind it.
enum Schema {
    /// What stands in the file's header, so that another program's database is not taken for ours: "Qmst".
    static let applicationID: Int32 = 0x516D_7374

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 cases") { db in
            try db.execute(sql: bookkeeping)
            try db.execute(sql: cases)
            try db.execute(sql: reports)
            try db.execute(sql: parts)
            try db.execute(sql: events)
            try db.execute(sql: outgoing)
        }
        migrator.registerMigration("2 figures") { db in try db.execute(sql: figures) }
        migrator.registerMigration("3 public view") { db in try db.execute(sql: publicView) }
        migrator.registerMigration("4 supports") { db in try db.execute(sql: supports) }
        return migrator
    }
}
