/// Reads CSV (RFC 4180) as a stream: chunks may end anywhere, memory is bounded by the longest row.
///
/// Fields are separated by commas, rows by CR LF or LF; a quoted field may hold commas, line breaks and doubled quotes.
/// Blank lines are left out, a byte order mark at the beginning is taken off. After a broken row reading goes on with the
/// next line.
package struct CSVParser {
    /// The longest row, in bytes: far above what one report may hold.
    package static let limit = 1 << 20

    private enum Place {
        case fieldStart, unquoted, quoted
        /// After a quote inside a quoted field: its end, or the first of two.
        case quoteInQuoted
        /// After a closing quote and CR.
        case carriageReturn
        /// In a row that was given up, up to its line's end.
        case skipping
    }

    private let limit: Int
    private var place = Place.fieldStart
    private var row = CSVRow()
    private var line = 1
    private var isBlank = true
    private var isTooLong = false
    private var markBytes = 0

    /// - Parameter limit: the longest row, in bytes.
    package init(limit: Int = Self.limit) {
        self.limit = limit
    }

    /// Takes the next chunk and gives each row that ends in it, or the error in its place.
    package mutating func feed(_ chunk: RawSpan, _ body: (Result<CSVRow, CSVError>) throws -> Void) rethrows {
        try chunk.withUnsafeBytes { bytes in
            var index = skipMark(bytes)
            while index < bytes.count {
                switch place {
                case .unquoted: index = takeUnquoted(bytes, from: index)
                case .quoted: index = takeQuoted(bytes, from: index)
                case .skipping: index = skip(bytes, from: index)
                default: break
                }
                guard index < bytes.count else { return }
                let byte = bytes[index]
                index += 1
                try step(byte, body)
            }
        }
    }

    /// Gives the last row, if its line had no end.
    package mutating func finish(_ body: (Result<CSVRow, CSVError>) throws -> Void) rethrows {
        switch place {
        case .quoted:
            try body(.failure(CSVError(line: row.line, problem: "the quoted field is never closed")))
        case .skipping: break
        default:
            if !isBlank || row.count > 0 { try endRow(body) }
        }
    }

    private mutating func step(_ byte: UInt8, _ body: (Result<CSVRow, CSVError>) throws -> Void) rethrows {
        let quote = UInt8(ascii: "\""), comma = UInt8(ascii: ",")
        let newline = UInt8(ascii: "\n"), carriageReturn = UInt8(ascii: "\r")
        switch (place, byte) {
        case (.skipping, newline):
            startRow()
        case (.quoted, quote):
            place = .quoteInQuoted
        case (.quoteInQuoted, quote):
            append(CollectionOfOne(quote))
            place = .quoted
        case (.quoteInQuoted, carriageReturn):
            place = .carriageReturn
        case (.fieldStart, comma), (.unquoted, comma), (.quoteInQuoted, comma):
            endField()
        case (.fieldStart, newline), (.unquoted, newline), (.quoteInQuoted, newline), (.carriageReturn, newline):
            try endRow(body)
        case (.fieldStart, quote):
            place = .quoted
            isBlank = false
        case (.fieldStart, _):
            append(CollectionOfOne(byte))
            place = .unquoted
            isBlank = false
        case (.unquoted, _):
            try giveUp("a quote inside a field that does not begin with one; write \"…\"\"…\"", body)
        default:
            try giveUp("expected a comma or the line's end after the closing quote", body)
        }
    }

    private mutating func endField() {
        row.ends.append(row.bytes.count)
        place = .fieldStart
        isBlank = false
    }

    private mutating func endRow(_ body: (Result<CSVRow, CSVError>) throws -> Void) rethrows {
        // The CR of a CR LF was taken for a part of the field.
        if place == .unquoted, row.bytes.last == UInt8(ascii: "\r") {
            row.bytes.removeLast()
            isBlank = row.count == 0 && row.bytes.isEmpty
        }
        if isTooLong {
            try body(.failure(CSVError(line: row.line, problem: "the row is longer than \(limit) bytes")))
        } else if !isBlank {
            endField()
            try body(.success(row))
        }
        startRow()
    }

    private mutating func giveUp(
        _ problem: String, _ body: (Result<CSVRow, CSVError>) throws -> Void
    ) rethrows {
        try body(.failure(CSVError(line: row.line, problem: problem)))
        place = .skipping
    }

    private mutating func startRow() {
        line += 1
        row.line = line
        row.bytes.removeAll(keepingCapacity: true)
        row.ends.removeAll(keepingCapacity: true)
        place = .fieldStart
        isBlank = true
        isTooLong = false
    }

    private mutating func append(_ piece: some Collection<UInt8>) {
        guard !isTooLong, row.bytes.count + piece.count <= limit else {
            isTooLong = true
            return
        }
        row.bytes.append(contentsOf: piece)
    }

    private mutating func takeUnquoted(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\"") { break }
            index += 1
        }
        append(bytes[start..<index])
        return index
    }

    private mutating func takeQuoted(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\n") { line += 1 }
            index += 1
        }
        append(bytes[start..<index])
        return index
    }

    private func skip(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }

    /// Takes off a byte order mark, which spreadsheets write, even if the first chunks are single bytes.
    private mutating func skipMark(_ bytes: UnsafeRawBufferPointer) -> Int {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var index = 0
        while markBytes < mark.count, index < bytes.count {
            guard bytes[index] == mark[markBytes] else {
                markBytes = mark.count
                break
            }
            markBytes += 1
            index += 1
        }
        return index
    }
}
