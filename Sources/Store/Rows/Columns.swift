import GRDBSQLite

/// The columns of the row that a statement stands at; not to be kept.
struct Columns {
    let handle: OpaquePointer

    private func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    subscript(column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    subscript(column: Int32) -> Int64? { isNull(column) ? nil : self[column] as Int64 }

    subscript(column: Int32) -> Int { Int(self[column] as Int64) }

    subscript(column: Int32) -> Int? { isNull(column) ? nil : self[column] as Int }

    subscript(column: Int32) -> Bool { self[column] != 0 as Int64 }

    subscript(column: Int32) -> Bool? { isNull(column) ? nil : self[column] as Bool }

    subscript(column: Int32) -> Double { sqlite3_column_double(handle, column) }

    subscript(column: Int32) -> Double? { isNull(column) ? nil : self[column] as Double }

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

    /// The values of so many columns from the first on.
    func values(_ count: Int) -> RowValues {
        var values = RowValues()
        for column in 0..<Int32(count) {
            switch sqlite3_column_type(handle, column) {
            case SQLITE_INTEGER: values.bind(self[column] as Int64)
            case SQLITE_FLOAT: values.bind(self[column] as Double)
            case SQLITE_TEXT: values.bind(self[column] as String)
            case SQLITE_BLOB: values.bind(self[column] as [UInt8])
            default: values.bindNull()
            }
        }
        return values
    }
}
