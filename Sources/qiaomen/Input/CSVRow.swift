/// One row of a CSV file: its fields as bytes, quotes already resolved. Its memory is used again for the next row.
package struct CSVRow: Sendable {
    /// The line on which the row begins, from 1.
    package internal(set) var line = 1
    var bytes: [UInt8] = []
    var ends: [Int] = []

    /// How many fields it has.
    package var count: Int { ends.count }

    /// The bytes of one field.
    package subscript(field: Int) -> ArraySlice<UInt8> {
        bytes[(field == 0 ? 0 : ends[field - 1])..<ends[field]]
    }
}

/// A row that is not CSV, or does not fit the header.
package struct CSVError: Error, Equatable, CustomStringConvertible {
    /// The line on which the row begins, from 1.
    package var line: Int
    /// What was expected and found.
    package var problem: String

    package var description: String { "line \(line): \(problem)" }
}
