import Hotline

/// What Open311 answers, once for both of its formats.
indirect enum Open311Node: Sendable {
    /// Null in JSON, an empty element in XML.
    case nothing
    case text(String)
    case number(Int)
    case degrees(Double)
    case flag(Bool)
    /// An array; in XML elements of the same name.
    case list(item: String, [Open311Node])
    case object([(name: String, value: Open311Node)])

    init(_ text: String?) { self = text.map { .text($0) } ?? .nothing }

    init(degrees: Double?) { self = degrees.map { .degrees($0) } ?? .nothing }

    /// As JSON.
    var json: [UInt8] {
        var bytes: [UInt8] = []
        writeJSON(into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private func writeJSON(into bytes: inout [UInt8]) {
        switch self {
        case .nothing: bytes += "null".utf8
        case .text(let text): bytes.append(quoted: text)
        case .number(let number): bytes += "\(number)".utf8
        case .degrees(let degrees): bytes += "\(degrees)".utf8
        case .flag(let flag): bytes += "\(flag)".utf8
        case .list(_, let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                item.writeJSON(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes.append(quoted: member.name)
                bytes.append(UInt8(ascii: ":"))
                member.value.writeJSON(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// As an XML document whose root has that name.
    func xml(root: String) -> [UInt8] {
        var bytes = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
        writeXML(root, into: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private func writeXML(_ name: String, into bytes: inout [UInt8]) {
        if case .nothing = self {
            bytes += "<\(name)/>".utf8
            return
        }
        bytes += "<\(name)>".utf8
        switch self {
        case .nothing: break
        case .text(let text): bytes += Self.escaped(text).utf8
        case .number(let number): bytes += "\(number)".utf8
        case .degrees(let degrees): bytes += "\(degrees)".utf8
        case .flag(let flag): bytes += "\(flag)".utf8
        case .list(let item, let items): for node in items { node.writeXML(item, into: &bytes) }
        case .object(let members): for member in members { member.value.writeXML(member.name, into: &bytes) }
        }
        bytes += "</\(name)>".utf8
    }

    /// Text as XML has it; what XML 1.0 may not hold at all is replaced.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\r": escaped += "&#13;"
            case "\t", "\n": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
