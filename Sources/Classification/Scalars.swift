/// Decodes the scalar that begins at byte `index`. Bytes that are no UTF-8 count as one U+FFFD each.
///
/// - Returns: the scalar and the number of its bytes, at least one; `index` must lie inside `text`.
@inline(__always)
func decodeScalar(in text: Span<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
    let lead = UInt32(text[index])
    if lead < 0x80 { return (lead, 1) }
    let left = text.count - index
    if lead & 0xF0 == 0xE0, left > 2 {
        let second = UInt32(text[index + 1]) ^ 0x80
        let third = UInt32(text[index + 2]) ^ 0x80
        if second | third < 0x40 { return ((lead & 0x0F) << 12 | second << 6 | third, 3) }
    } else if lead & 0xE0 == 0xC0, left > 1 {
        let second = UInt32(text[index + 1]) ^ 0x80
        if second < 0x40 { return ((lead & 0x1F) << 6 | second, 2) }
    } else if lead & 0xF8 == 0xF0, left > 3 {
        let second = UInt32(text[index + 1]) ^ 0x80
        let third = UInt32(text[index + 2]) ^ 0x80
        let fourth = UInt32(text[index + 3]) ^ 0x80
        if second | third | fourth < 0x40 {
            return ((lead & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
        }
    }
    return (0xFFFD, 1)
}

/// Whether a scalar is part of a word written in Latin letters or digits, full-width ones included: such words are only
/// found between boundaries, so that "tree" is not found in "street".
@inline(__always)
func isWordScalar(_ scalar: UInt32) -> Bool {
    if (0x80..<0xFF10).contains(scalar) {
        return (0xC0..<0x250).contains(scalar) && scalar != 0xD7 && scalar != 0xF7
    }
    let narrow = scalar < 0x80 ? scalar : scalar - 0xFEE0
    return (0x30...0x39).contains(narrow) || (0x61...0x7A).contains(narrow | 0x20)
}

/// The scalar that stands for all that are written alike: lower case for upper, half width for full width, and one blank
/// for blanks, line breaks and hyphens ("flower-bed" is "flower bed").
func foldedScalar(_ scalar: UInt32) -> UInt32 {
    let narrow = (0xFF01...0xFF5E).contains(scalar) ? scalar - 0xFEE0 : scalar
    switch narrow {
    case 0x41...0x5A: return narrow | 0x20
    case 0x09, 0x0A, 0x0D, 0xA0, 0x3000, 0x2D, 0x2010, 0x2011: return 0x20
    default: return narrow
    }
}

/// Every scalar whose folded form is `folded`, itself included.
func scalarsFolding(to folded: UInt32) -> [UInt32] {
    let narrow: [UInt32]
    switch folded {
    case 0x61...0x7A: narrow = [folded, folded & ~0x20]
    case 0x20: return [0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x3000, 0x2D, 0x2010, 0x2011, 0xFF0D]
    default: narrow = [folded]
    }
    return narrow + narrow.filter { (0x21...0x7E).contains($0) }.map { $0 + 0xFEE0 }
}
