/// How many columns a text takes on a terminal: Chinese characters, full-width forms and emoji take two, marks that
/// combine with what stands before them none (Unicode Standard Annex 11, East Asian Width W and F).
package func displayWidth(_ text: String) -> Int {
    text.reduce(0) { $0 + displayWidth($1) }
}

/// Shortens a text to at most `limit` columns, with an ellipsis in the place of what was cut off.
package func shortened(_ text: String, to limit: Int) -> String {
    guard displayWidth(text) > limit else { return text }
    var result = ""
    var width = 0
    for character in text {
        width += displayWidth(character)
        guard width < limit else { break }
        result.append(character)
    }
    return result + "…"
}

/// A user-perceived character is as wide as its widest part: a family of emoji is drawn as one.
private func displayWidth(_ character: Character) -> Int {
    character.unicodeScalars.reduce(0) { max($0, displayWidth($1)) }
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
}

/// The blocks whose characters are wide, without those that `isEmojiPresentation` covers.
private let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x18DFF, 0x1B000...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD,
]
