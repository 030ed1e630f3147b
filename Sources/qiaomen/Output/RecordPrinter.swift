import ArgumentParser
package import Foundation
import Hotline
package import WorkTime

/// How records are printed that others may want to read into a spreadsheet.
package enum RecordFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// For people at a terminal.
    case table
    /// One JSON object a line.
    case json
    /// Comma-separated values with a header (RFC 4180).
    case csv
}

/// One value of a record.
package enum RecordValue: Sendable {
    case text(String?)
    case number(Int?)
    case time(Instant?)
    case flag(Bool)
}

/// Prints records with the same members, as a table, JSON lines or CSV.
///
/// Times are the district's: to the minute in a table, RFC 3339 elsewhere. What is missing is an empty cell, and no member
/// in JSON.
package struct RecordPrinter: ~Copyable {
    private static let block = 500

    private let format: RecordFormat
    private let names: [String]
    private let text: RecordText
    private var output: StandardOutput
    private var table: TextTable
    private var headerIsWritten = false

    /// - Parameter names: of the members, as JSON and CSV have them; a table writes `dueAt` as `due at`.
    package init(_ format: RecordFormat, _ names: [String], zone: TimeZone, output: consuming StandardOutput) {
        self.format = format
        self.names = names
        text = RecordText(zone: zone)
        self.output = output
        table = TextTable(names.map(Self.title))
    }

    /// Prints one record, with as many values as there are names.
    package mutating func print(_ values: [RecordValue]) throws {
        switch format {
        case .table:
            table.add(values.map { text.cell($0) })
            if table.pendingRows >= Self.block { try output.write(table.takeText()) }
        case .json: try output.write(jsonLine(values))
        case .csv:
            if !headerIsWritten { try output.write(names.joined(separator: ",") + "\r\n") }
            headerIsWritten = true
            try output.write(values.map { text.plain($0) }.csvLine)
        }
    }

    /// Writes what is still held back.
    package mutating func finish() throws {
        if format == .csv, !headerIsWritten { try output.write(names.joined(separator: ",") + "\r\n") }
        headerIsWritten = true
        try output.write(table.takeText())
        try output.flush()
    }

    private static func title(_ name: String) -> String {
        name.reduce(into: "") { title, character in
            title += character.isUppercase ? " " + character.lowercased() : String(character)
        }
    }

    private func jsonLine(_ values: [RecordValue]) -> [UInt8] {
        var line: [UInt8] = []
        for (name, value) in zip(names, values) {
            var member: [UInt8] = []
            switch value {
            case .text(nil), .number(nil), .time(nil): continue
            case .text(let text?): writeJSONString(text.utf8, into: &member)
            case .number(let number?): member = Array(String(number).utf8)
            case .time(let instant?): writeJSONString(self.text.written(instant).utf8, into: &member)
            case .flag(let flag): member = Array(String(flag).utf8)
            }
            line += (line.isEmpty ? "{\"\(name)\":" : ",\"\(name)\":").utf8
            line += member
        }
        return line.isEmpty ? Array("{}\n".utf8) : line + "}\n".utf8
    }
}

/// Values of records as texts.
private struct RecordText {
    /// The zone of times.
    let zone: TimeZone

    func cell(_ value: RecordValue) -> String {
        switch value {
        case .time(let instant): instant.map { String(localTime($0, zone).prefix(16)) } ?? ""
        default: plain(value)
        }
    }

    func plain(_ value: RecordValue) -> String {
        switch value {
        case .text(let text): text ?? ""
        case .number(let number): number.map { String($0) } ?? ""
        case .time(let instant): instant.map(written) ?? ""
        case .flag(let flag): flag ? "yes" : ""
        }
    }

    func written(_ instant: Instant) -> String {
        let date = Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        return instant.rfc3339(utcOffset: zone.secondsFromGMT(for: date))
    }
}
