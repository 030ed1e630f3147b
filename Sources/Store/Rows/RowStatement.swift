import GRDB
import GRDBSQLite

/// A prepared statement that is run for one row after another: values are bound in the order of its parameters, without
/// anything in between.
///
/// GRDB's own arguments make a list of boxed values a row; a step has thousands of rows.
struct RowStatement {
    private let statement: Statement
    private let connection: OpaquePointer
    private var parameter: Int32 = 0

    /// What makes SQLite copy a text at once: strings have no address that lasts.
    ///
    /// `SQLITE_TRANSIENT` is a macro that Swift cannot see.
    nonisolated(unsafe) private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

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

    mutating func bind(_ value: Int64?) {
        if let value { bind(value) } else { bindNull() }
    }

    mutating func bind(_ value: Int) { bind(Int64(value)) }

    mutating func bind(_ value: Bool) { bind(Int64(value ? 1 : 0)) }

    mutating func bind(_ value: Double) {
        parameter += 1
        sqlite3_bind_double(handle, parameter, value)
    }

    mutating func bind(_ value: String) {
        parameter += 1
        sqlite3_bind_text(handle, parameter, value, Int32(value.utf8.count), Self.copied)
    }

    mutating func bind(_ value: String?) {
        if let value { bind(value) } else { bindNull() }
    }

    mutating func bind(_ value: [UInt8]) {
        parameter += 1
        sqlite3_bind_blob(handle, parameter, value, Int32(value.count), Self.copied)
    }

    mutating func bind(_ value: [UInt8]?) {
        if let value { bind(value) } else { bindNull() }
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

/// The columns of the row that a statement stands at; not to be kept.
struct Columns {
    fileprivate let handle: OpaquePointer

    private func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    subscript(column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    subscript(column: Int32) -> Int64? { isNull(column) ? nil : self[column] as Int64 }

    subscript(column: Int32) -> Int { Int(self[column] as Int64) }

    subscript(column: Int32) -> Int? { isNull(column) ? nil : self[column] as Int }

    subscript(column: Int32) -> Bool { self[column] != 0 as Int64 }

    subscript(column: Int32) -> Double { sqlite3_column_double(handle, column) }

    subscript(column: Int32) -> String {
        guard let text = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    subscript(column: Int32) -> String? { isNull(column) ? nil : self[column] as String }

    subscript(column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, column))))
    }

    subscript(column: Int32) -> [UInt8]? { isNull(column) ? nil : self[column] as [UInt8] }
}
