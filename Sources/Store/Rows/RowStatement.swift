import GRDB
import GRDBSQLite

/// A prepared statement that is run for one row after another: values are bound in the order of its parameters, without
/// anything in between.
///
/// GRDB's own arguments make a list of boxed values a row; a step has thousands of rows.
struct RowStatement: RowSink {
    private let statement: Statement
    private let connection: OpaquePointer
    private var parameter: Int32 = 0

    /// What makes SQLite copy a text at once: strings have no address that lasts.
    ///
    /// `SQLITE_TRANSIENT` is a macro that Swift cannot see.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    /// The statement, prepared once a connection.
    init(_ db: Database, _ sql: String) throws {
        statement = try db.cachedStatement(sql: sql)
        guard let open = db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        connection = open
    }

    private var handle: OpaquePointer { statement.sqliteStatement }

    mutating func bind(_ value: Int64) {
        parameter += 1
        sqlite3_bind_int64(handle, parameter, value)
    }

    mutating func bind(_ value: Double) {
        parameter += 1
        sqlite3_bind_double(handle, parameter, value)
    }

    mutating func bind(_ value: String) {
        parameter += 1
        sqlite3_bind_text(handle, parameter, value, Int32(value.utf8.count), Self.copied)
    }

    mutating func bind(_ value: [UInt8]) {
        parameter += 1
        sqlite3_bind_blob(handle, parameter, value, Int32(value.count), Self.copied)
    }

    mutating func bindNull() {
        parameter += 1
        sqlite3_bind_null(handle, parameter)
    }

    /// Runs it with what was bound, and makes it ready for the next row.
    ///
    /// - Returns: the first column of the first row that it gives, if it gives any.
    @discardableResult
    mutating func run() throws -> Int64? {
        var first: Int64?
        // To the end: what it writes is written once it is done.
        try each { columns in
            first = first ?? columns[0]
            return true
        }
        return first
    }

    /// What it gives for what was bound, row by row, until `body` has enough; then it is ready for the next question.
    mutating func each(_ body: (Columns) throws -> Bool) throws {
        defer {
            sqlite3_reset(handle)
            parameter = 0
        }
        while true {
            let code = sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else { throw failure(code) }
            guard try body(Columns(handle: handle)) else { return }
        }
    }

    /// All that it gives for what was bound.
    mutating func all<Value>(_ body: (Columns) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try each { columns in
            values.append(try body(columns))
            return true
        }
        return values
    }

    /// The first that it gives for what was bound.
    mutating func first<Value>(_ body: (Columns) throws -> Value) throws -> Value? {
        var value: Value?
        try each { columns in
            value = try body(columns)
            return false
        }
        return value
    }

    private func failure(_ code: Int32) -> DatabaseError {
        DatabaseError(
            resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)),
            sql: statement.sql)
    }
}
