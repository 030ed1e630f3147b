/// Turns rows of a CSV file into reports' JSON. The header's names are the report's fields; a dot makes a nested one
/// (`location.lat`, `reporter.phone`). An empty cell is a field that is absent.
///
/// Cells are not judged here: what is no number where one belongs is written as a text, so that the report's reader
/// refuses it by its own rule.
package struct CSVReport: Sendable {
    private enum Kind {
        case text, number, boolean
        /// Several values, separated by blanks.
        case list
    }

    private struct Cell {
        var column: Int
        /// `"name":`
        var key: [UInt8]
        var kind: Kind
    }

    private struct Member {
        /// `"location":`; nil for a field of the report itself.
        var key: [UInt8]?
        var cells: [Cell]
    }

    private static let kinds: [String: Kind] = [
        "location.lat": .number, "location.lon": .number, "gathering.participants": .number,
        "reporter.anonymous": .boolean, "confidential": .boolean, "attachments": .list,
    ]

    private let columns: Int
    private let members: [Member]

    /// Reads the header row.
    ///
    /// - Throws: an error for names that are empty, doubled, nested deeper than once, or both a field and a group.
    package init(header: CSVRow) throws(CSVError) {
        func refused(_ problem: String) -> CSVError { CSVError(line: header.line, problem: "header: \(problem)") }
        var members: [Member] = []
        var seen: Set<String> = []
        for column in 0..<header.count {
            let name = String(decoding: header[column], as: UTF8.self)
            let parts = name.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 2, !parts.contains("") else {
                throw refused("column \(column + 1): expected a field's name, such as text or location.lat")
            }
            guard seen.insert(name).inserted else { throw refused("\(name) stands there twice") }
            let kind = Self.kinds[name] ?? .text
            let group = parts.count == 2 ? Self.key(String(parts[0])) : nil
            let cell = Cell(column: column, key: Self.key(String(parts[parts.count - 1])), kind: kind)
            if let group, let index = members.firstIndex(where: { $0.key == group }) {
                members[index].cells.append(cell)
            } else {
                members.append(Member(key: group, cells: [cell]))
            }
        }
        if let group = seen.first(where: { name in seen.contains { $0.hasPrefix(name + ".") } }) {
            throw refused("\(group) is both a field and a group of fields")
        }
        self.columns = header.count
        self.members = members
    }

    /// Replaces `output` with the row's JSON.
    ///
    /// - Throws: an error if the row has more or fewer fields than the header.
    package func write(_ row: CSVRow, into output: inout [UInt8]) throws(CSVError) {
        guard row.count == columns else {
            throw CSVError(line: row.line, problem: "expected \(columns) fields, as in the header, found \(row.count)")
        }
        output.removeAll(keepingCapacity: true)
        output.append(UInt8(ascii: "{"))
        for member in members where member.cells.contains(where: { !row[$0.column].isEmpty }) {
            if let key = member.key {
                Self.separate(&output)
                output.append(contentsOf: key)
                output.append(UInt8(ascii: "{"))
            }
            for cell in member.cells where !row[cell.column].isEmpty {
                Self.separate(&output)
                output.append(contentsOf: cell.key)
                Self.write(row[cell.column], as: cell.kind, into: &output)
            }
            if member.key != nil { output.append(UInt8(ascii: "}")) }
        }
        output.append(UInt8(ascii: "}"))
    }

    private static func separate(_ output: inout [UInt8]) {
        if let last = output.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
            output.append(UInt8(ascii: ","))
        }
    }

    private static func key(_ name: String) -> [UInt8] {
        var key: [UInt8] = []
        writeJSONString(Array(name.utf8)[...], into: &key)
        key.append(UInt8(ascii: ":"))
        return key
    }

    private static func write(_ cell: ArraySlice<UInt8>, as kind: Kind, into output: inout [UInt8]) {
        switch kind {
        case .text:
            writeJSONString(cell, into: &output)
        case .number where isJSONNumber(cell):
            output.append(contentsOf: cell)
        case .boolean:
            switch String(decoding: cell, as: UTF8.self).lowercased() {
            case "true", "yes", "1", "是": output.append(contentsOf: "true".utf8)
            case "false", "no", "0", "否": output.append(contentsOf: "false".utf8)
            default: writeJSONString(cell, into: &output)
            }
        case .number:
            writeJSONString(cell, into: &output)
        case .list:
            output.append(UInt8(ascii: "["))
            for value in cell.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }) {
                separate(&output)
                writeJSONString(value, into: &output)
            }
            output.append(UInt8(ascii: "]"))
        }
    }

    /// RFC 8259: no plus sign, no leading zeros, digits on both sides of the point.
    private static func isJSONNumber(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        func takeDigits() -> Int {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            rest = rest.dropFirst(digits.count)
            return digits.count
        }
        func take(_ characters: StaticString) -> Bool {
            let isNext = characters.withUTF8Buffer { expected in rest.first.map(expected.contains) ?? false }
            if isNext { rest = rest.dropFirst() }
            return isNext
        }
        _ = take("-")
        let beginsWithZero = rest.first == UInt8(ascii: "0")
        let whole = takeDigits()
        guard whole > 0, whole == 1 || !beginsWithZero else { return false }
        if take("."), takeDigits() == 0 { return false }
        if take("eE") {
            _ = take("+-")
            if takeDigits() == 0 { return false }
        }
        return rest.isEmpty
    }
}
