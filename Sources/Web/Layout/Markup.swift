import Mustache

/// HTML and XML.
package enum Markup {
    /// Makes text what it is: never a tag, never the end of an attribute.
    ///
    /// By scalars, not by characters: a quotation mark with a combining accent behind it is one character to Swift, and a
    /// quotation mark to a browser. (Mustache's own escaping goes by characters.)
    package static func escape(_ text: String) -> String {
        guard text.utf8.contains(where: { replacement($0) != nil }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            if let replacement = replacement(byte) {
                bytes.append(contentsOf: replacement.utf8)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func replacement(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        // Controls that neither HTML nor XML may hold.
        case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0x7F: "\u{FFFD}"
        default: nil
        }
    }
}

/// What templates escape by.
struct MarkupContent: MustacheContentType {
    static let name = "MARKUP"

    func escapeText(_ text: String) -> String { Markup.escape(text) }
}
