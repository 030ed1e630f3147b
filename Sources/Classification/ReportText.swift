/// A report as the classifier reads it.
struct ReportText: ~Escapable {
    /// The title; of a report without one the text's opening.
    let title: Span<UInt8>
    let isTitled: Bool
    let text: Span<UInt8>

    @_lifetime(copy title, copy text)
    init(title: Span<UInt8>?, text: Span<UInt8>) {
        self.text = text
        if let title {
            self.title = title
            isTitled = true
        } else {
            self.title = text.extracting(0..<Self.opening(of: text))
            isTitled = false
        }
    }

    /// In characters of three bytes.
    var titleLength: Double { Double(title.count) / 3 }
    /// In characters of three bytes.
    var textLength: Double { Double(text.count) / 3 }

    /// What stands at some bytes of the title or the text. A word that begins in the opening may end after it.
    func string(_ range: Range<Int>, inTitle: Bool) -> String {
        (inTitle && isTitled ? title : text).extracting(range).withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// What is read as the title when there is none: at most so many bytes of the text.
    private static let openingBytes = 120

    /// The length of the text's beginning: up to the end of its first sentence or line.
    private static func opening(of text: Span<UInt8>) -> Int {
        var index = 0
        while index < min(text.count, openingBytes) {
            let (scalar, length) = decodeScalar(in: text, at: index)
            if endsSentence(scalar, beforeBlank: false) { return index }
            index += length
        }
        return index
    }
}

/// Whether a scalar ends a sentence or a line; a full stop in Latin letters does if a blank or nothing follows.
@inline(__always)
func endsSentence(_ scalar: UInt32, beforeBlank: Bool) -> Bool {
    switch scalar {
    case 0x0A, 0x21, 0x3B, 0x3F, 0x3002, 0xFF01, 0xFF1B, 0xFF1F: true
    case 0x2E: beforeBlank
    default: false
    }
}
