import Foundation
import Kafka
import WorkTime

/// Prints a list of dead letters, as a table or as JSON lines. Keys and values, which may be personal, are left out.
struct DeadLetterPrinter: ~Copyable {
    private static let block = 500

    private let format: ListFormat
    private let zone: TimeZone
    private var output: StandardOutput
    private var table = TextTable(["place", "from", "when", "tries", "replays", "bytes", "stage", "reason"])
    private var left: Int

    init(format: ListFormat, limit: Int?, zone: TimeZone, output: consuming StandardOutput) {
        self.format = format
        self.zone = zone
        self.output = output
        left = limit ?? .max
    }

    /// Prints one; false when the limit is reached.
    mutating func print(_ record: DeadLetterRecord) throws -> Bool {
        left -= 1
        switch format {
        case .json: try output.write(jsonLine(record))
        case .table:
            table.add(row(record))
            if table.pendingRows >= Self.block { try output.write(table.takeText()) }
        }
        return left > 0
    }

    /// Writes what is still held back.
    mutating func flush() throws {
        try output.write(table.takeText())
        try output.flush()
    }

    private func row(_ record: DeadLetterRecord) -> [String] {
        [
            "\(record.position)", origin(record),
            record.message.timestamp.map { localTime(Instant(milliseconds: $0), zone) } ?? "",
            record.attempts.map(String.init) ?? "", String(record.replays), size(record), record.stage ?? "",
            record.reason ?? "",
        ]
    }

    private func origin(_ record: DeadLetterRecord) -> String {
        guard let topic = record.topic else { return "?" }
        return "\(topic) \(record.partition ?? -1):\(record.offset ?? -1)"
    }

    private func size(_ record: DeadLetterRecord) -> String {
        if let omitted = record.omittedBytes { return "(\(omitted))" }
        return record.message.value.map { String($0.count) } ?? "null"
    }

    private func jsonLine(_ record: DeadLetterRecord) -> [UInt8] {
        var line = "{\"place\":\"\(record.position)\"".utf8.map { $0 }
        func add(_ name: String, text: String?) {
            guard let text else { return }
            line += ",\"\(name)\":".utf8
            writeJSONString(text.utf8, into: &line)
        }
        func add(_ name: String, number: (some BinaryInteger)?) {
            if let number { line += ",\"\(name)\":\(number)".utf8 }
        }
        add("topic", text: record.topic)
        add("partition", number: record.partition)
        add("offset", number: record.offset)
        add("time", text: record.message.timestamp.map { Instant(milliseconds: $0).rfc3339() })
        add("firstFailed", text: record.firstFailed)
        add("attempts", number: record.attempts)
        add("replays", number: record.replays)
        add("bytes", number: record.omittedBytes ?? record.message.value?.count)
        add("stage", text: record.stage)
        add("class", text: record.errorClass)
        add("reason", text: record.reason)
        return line + "}\n".utf8
    }
}
