/// Decodes the scalar that begins at byte `index`. Bytes that are no UTF-8 count as one U+FFFD each.
///
/// - Returns: the scalar and the number of its bytes, at least one; `index` must lie inside `text`, which is not checked:
///   this is the innermost loop of all reading.
@inline(__always)
func decodeScalar(in text: Span<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
    let lead = UInt32(text[unchecked: index])
    if lead < 0x80 { return (lead, 1) }
    let left = text.count &- index
    if lead & 0xF0 == 0xE0, left > 2 {
        let second = UInt32(text[unchecked: index &+ 1]) ^ 0x80
        let third = UInt32(text[unchecked: index &+ 2]) ^ 0x80
        if second | third < 0x40 { return ((lead & 0x0F) << 12 | second << 6 | third, 3) }
    } else if lead & 0xE0 == 0xC0, left > 1 {
        let second = UInt32(text[unchecked: index &+ 1]) ^ 0x80
        if second < 0x40 { return ((lead & 0x1F) << 6 | second, 2) }
    } else if lead & 0xF8 == 0xF0, left > 3 {
        let second = UInt32(text[unchecked: index &+ 1]) ^ 0x80
        let third = UInt32(text[unchecked: index &+ 2]) ^ 0x80
        let fourth = UInt32(text[unchecked: index &+ 3]) ^ 0x80
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
