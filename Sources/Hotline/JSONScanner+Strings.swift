/// Strings: checked, counted in Unicode scalars, and freed of their escapes.
extension JSONScanner {
    /// Reads a string into `buffer`.
    ///
    /// - Parameters:
    ///   - maximum: how many Unicode scalars it may have.
    ///   - expected: what to say if it has more, or if there is no string.
    @_lifetime(self: copy self)
    mutating func readString(
        maximum: Int, into buffer: inout TextBuffer, _ expected: @autoclosure () -> String
    ) throws(JSONError) {
        let start = position
        guard skip("\"") else { throw JSONError(expected(), at: position) }
        var scalars = 0
        while true {
            let runStart = position
            scalars += try skipPlain()
            guard scalars <= maximum else { throw JSONError(expected(), at: start) }
            try buffer.append(bytes.extracting(unchecked: runStart..<position), at: start)
            if skip("\"") { return }
            while next == UInt8(ascii: "\\"), scalars <= maximum {
                try buffer.append(try readEscape(), at: start)
                scalars += 1
            }
        }
    }

    /// Passes over a string and checks it.
    @_lifetime(self: copy self)
    mutating func skipString() throws(JSONError) {
        guard skip("\"") else { throw JSONError("a string", at: position) }
        while true {
            _ = try skipPlain()
            if skip("\"") { return }
            while next == UInt8(ascii: "\\") { _ = try readEscape() }
        }
    }

    /// Passes over characters that stand for themselves, up to the next quote or backslash.
    ///
    /// Eight bytes are looked at in one go: as ASCII up to the first byte that is not, or as two characters of three
    /// bytes, which is what Chinese text consists of.
    ///
    /// - Returns: how many Unicode scalars they are.
    @_lifetime(self: copy self)
    private mutating func skipPlain() throws(JSONError) -> Int {
        var scalars = 0
        while true {
            let word = loadWord()
            let wide = word & 0x8080_8080_8080_8080
            if wide & 0x80 == 0 {
                // ASCII first: up to eight bytes, less where a wide one or a special one comes sooner.
                let stop = (wide | specials(word)).trailingZeroBitCount / 8
                position += stop
                scalars += stop
                if stop < 8, wide == 0 || stop < wide.trailingZeroBitCount / 8 {
                    if try endsPlain() { return scalars }
                    continue
                }
            } else if isPairOfThree(word) {
                position += 6
                scalars += 2
            } else {
                position += try lengthOfWide(word)
                scalars += 1
            }
        }
    }

    /// Whether a byte that may not stand plain ends the run properly.
    private func endsPlain() throws(JSONError) -> Bool {
        guard position < bytes.byteCount else { throw JSONError("the end of the string", at: position) }
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return true
        default: throw JSONError("no unescaped control character in a string", at: position)
        }
    }

    /// The next eight bytes, the first one lowest; zeros stand for those behind the end.
    private func loadWord() -> UInt64 {
        let left = bytes.byteCount - position
        if left >= 8 {
            return UInt64(
                littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self))
        }
        var word: UInt64 = 0
        for index in 0..<max(0, left) {
            let byte = bytes.unsafeLoad(fromUncheckedByteOffset: position + index, as: UInt8.self)
            word |= UInt64(byte) << UInt64(index * 8)
        }
        return word
    }

    /// Marks the first of the bytes of `word` that is a quote, a backslash or a control character by its highest bit,
    /// which is exact as long as no wide byte comes before it. Marks behind that one mean nothing.
    private func specials(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = (word ^ 0x2222_2222_2222_2222) &- ones
        let backslashes = (word ^ 0x5C5C_5C5C_5C5C_5C5C) &- ones
        let controls = word &- 0x2020_2020_2020_2020
        return (quotes | backslashes | controls) & ~word & 0x8080_8080_8080_8080
    }

    /// Whether the first six bytes of `word` are two scalars of three bytes with lead bytes that take any continuation
    /// (all but E0 and ED).
    private func isPairOfThree(_ word: UInt64) -> Bool {
        guard word & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0 else { return false }
        let leads = word & 0x0F00_000F
        return leads & 0xFF != 0 && leads >> 24 != 0 && leads & 0xFF != 0x0D && leads >> 24 != 0x0D
    }

    /// The length of the scalar of two to four bytes that `word` begins with (Unicode 16.0, table 3-7, "Well-Formed
    /// UTF-8 Byte Sequences").
    private func lengthOfWide(_ word: UInt64) throws(JSONError) -> Int {
        let lead = UInt8(truncatingIfNeeded: word)
        let second = UInt8(truncatingIfNeeded: word >> 8)
        let isValid: Bool
        let length: Int
        switch lead {
        case 0xC2...0xDF:
            length = 2
            isValid = word & 0xC000 == 0x8000
        case 0xE0...0xEF:
            length = 3
            isValid =
                word & 0xC0_C000 == 0x80_8000 && (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second < 0xA0)
        case 0xF0...0xF4:
            length = 4
            isValid =
                word & 0xC0C0_C000 == 0x8080_8000 && (lead != 0xF0 || second >= 0x90)
                && (lead != 0xF4 || second < 0x90)
        default:
            length = 1
            isValid = false
        }
        guard isValid else { throw JSONError("well-formed UTF-8", at: position) }
        return length
    }

    /// Reads one escape sequence, or the two of a surrogate pair.
    @_lifetime(self: copy self)
    private mutating func readEscape() throws(JSONError) -> UInt32 {
        let start = position
        position += 1
        let letter = next
        position += 1
        switch letter {
        case UInt8(ascii: "u"): return try readUnicodeEscape(start)
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt32(letter)
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        default: throw JSONError(#"an escape: \" \\ \/ \b \f \n \r \t or \uXXXX"#, at: start)
        }
    }

    @_lifetime(self: copy self)
    private mutating func readUnicodeEscape(_ start: Int) throws(JSONError) -> UInt32 {
        let unit = try readHex()
        guard unit & 0xF800 == 0xD800 else { return unit }
        guard unit < 0xDC00, skip("\\"), skip("u") else {
            throw JSONError("a surrogate pair, not one half of it", at: start)
        }
        let low = try readHex()
        guard low & 0xFC00 == 0xDC00 else { throw JSONError("a surrogate pair, not one half of it", at: start) }
        return 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }

    /// Reads four hexadecimal digits.
    @_lifetime(self: copy self)
    private mutating func readHex() throws(JSONError) -> UInt32 {
        guard bytes.byteCount - position >= 4 else { throw JSONError("four hexadecimal digits", at: position) }
        var unit: UInt32 = 0
        for index in 0..<4 {
            let byte = bytes.unsafeLoad(fromUncheckedByteOffset: position + index, as: UInt8.self)
            let digit = byte &- UInt8(ascii: "0")
            let letter = (byte | 0x20) &- UInt8(ascii: "a")
            guard digit < 10 || letter < 6 else { throw JSONError("four hexadecimal digits", at: position) }
            unit = unit << 4 | UInt32(digit < 10 ? digit : letter + 10)
        }
        position += 4
        return unit
    }
}
