/// A report's words: folded scalars, one zero for all that parts words (punctuation, blanks, the border between title
/// and text).
struct FoldedText {
    /// The scalars.
    var scalars: [UInt32] = []

    /// Forgets everything but its memory.
    mutating func removeAll() {
        scalars.removeAll(keepingCapacity: true)
    }

    /// Reads one more field behind those before.
    mutating func append(_ text: Span<UInt8>) {
        interrupt()
        let folding = Folding.standard
        let table = folding.table
        var index = 0
        while index < text.count {
            let (scalar, length) = decodeScalar(in: text, at: index)
            index += length
            let folded = table[scalar]
            if isHan(folded) || isWordScalar(folded) { scalars.append(folded) } else { interrupt() }
        }
        interrupt()
    }

    private mutating func interrupt() {
        if scalars.last ?? 0 != 0 { scalars.append(0) }
    }
}

/// Whether a scalar is a Chinese character.
@inline(__always)
func isHan(_ scalar: UInt32) -> Bool {
    (0x4E00..<0xA000).contains(scalar) || (0x3400..<0x4DC0).contains(scalar) || (0x2_0000..<0x3_2000).contains(scalar)
}
