/// An input as title and text: what stands before the first unit separator (U+001F), if there is one, is the title.
struct Texts {
    let title: [UInt8]?
    let text: [UInt8]

    init(_ bytes: [UInt8]) {
        if let separator = bytes.firstIndex(of: 0x1F) {
            title = Array(bytes[..<separator])
            text = Array(bytes[(separator + 1)...])
        } else {
            title = nil
            text = bytes
        }
    }

    /// Whether a string is a piece of the title or of the text, byte by byte, when what is no UTF-8 in them is repaired.
    func hold(_ piece: String) -> Bool {
        let piece = Array(piece.utf8)
        return [title ?? [], text].contains { whole in
            let whole = Array(String(decoding: whole, as: UTF8.self).utf8)
            return whole.indices.contains { whole[$0] == piece.first && whole[$0...].starts(with: piece) }
        }
    }
}
