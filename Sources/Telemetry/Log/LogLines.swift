import Foundation
import Logging

/// `2026-11-23T08:01:02.345Z warning qiaomen.kafka: broker unreachable broker=k1:9092 (repeated 532 times)` and a newline.
/// Control characters are escaped, so that an entry is one line and cannot drive the terminal.
func textLine(_ entry: LogEntry, at time: Int64, repeated: Int?, colours: Bool) -> [UInt8] {
    let level = entry.level.rawValue
    var line = timestamp(time)
    line += " "
    line += colours ? "\u{1B}[\(colour(of: entry.level))m\(level)\u{1B}[0m" : level
    line += String(repeating: " ", count: max(1, 9 - level.count))
    line += "\(escaped(entry.label)): \(escaped(entry.message))"
    for (name, value) in entry.metadata.sorted(by: { $0.key < $1.key }) {
        line += " \(escaped(name))=\(quotedIfNeeded(escaped(value.description)))"
    }
    if let repeated { line += " (repeated \(repeated) times)" }
    return Array((line + "\n").utf8)
}

/// `{"time":…,"level":…,"label":…,"message":…,"repeated":532,"metadata":{…}}` and a newline.
func jsonLine(_ entry: LogEntry, at time: Int64, repeated: Int?) -> [UInt8] {
    var line = "{\"time\":\"\(timestamp(time))\",\"level\":\"\(entry.level.rawValue)\",\"label\":"
    line += jsonString(entry.label) + ",\"message\":" + jsonString(entry.message)
    if let repeated { line += ",\"repeated\":\(repeated)" }
    if !entry.metadata.isEmpty { line += ",\"metadata\":" + json(.dictionary(entry.metadata)) }
    return Array((line + "}\n").utf8)
}

/// UTC, RFC 3339 with milliseconds: lines of several machines sort.
private func timestamp(_ milliseconds: Int64) -> String {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date =
        "\(padded(Int(parts.tm_year) + 1900, 4))-\(padded(Int(parts.tm_mon) + 1, 2))-\(padded(Int(parts.tm_mday), 2))"
    let time = "\(padded(Int(parts.tm_hour), 2)):\(padded(Int(parts.tm_min), 2)):\(padded(Int(parts.tm_sec), 2))"
    return "\(date)T\(time).\(padded(Int(milliseconds % 1000), 3))Z"
}

private func colour(of level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 90
    case .info: 32
    case .notice: 36
    case .warning: 33
    case .error, .critical: 31
    }
}

private func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        switch scalar {
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case _ where isControl(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
}

/// C0, DEL and C1: what a terminal may obey.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
}

private func quotedIfNeeded(_ text: String) -> String {
    guard text.isEmpty || text.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) else { return text }
    return "\"" + text.replacing("\"", with: "\\\"") + "\""
}

private func json(_ value: Logger.Metadata.Value) -> String {
    switch value {
    case .string(let text): jsonString(text)
    case .stringConvertible(let value): jsonString(value.description)
    case .array(let values): "[" + values.map(json).joined(separator: ",") + "]"
    case .dictionary(let members):
        "{"
            + members.sorted { $0.key < $1.key }.map { jsonString($0.key) + ":" + json($0.value) }.joined(
                separator: ",")
            + "}"
    }
}

private func jsonString(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "\"") { result, scalar in
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case _ where scalar.value < 0x20:
            let hex = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: result.unicodeScalars.append(scalar)
        }
    } + "\""
}
