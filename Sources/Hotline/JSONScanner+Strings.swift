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
        guard skip("\"") else { throw JSONError(expected(), at: start) }
        var scalars = 0
        while true {
            let runStart = position
            scalars += try skipPlain()
            guard scalars <= maximum else { throw JSONError(expected(), at: start) }
            guard buffer.append(bytes.extracting(unchecked: runStart..<position)) else { throw overflow(start) }
            if skip("\"") { return }
            scalars += try readEscapes(atMost: maximum - scalars, into: &buffer, start)
        }
    }

    /// Reads escapes up to the next character that is none, or one more than `maximum`.
    ///
    /// - Returns: how many Unicode scalars they are.
    @_lifetime(self: copy self)
    private mutating func readEscapes(
        atMost maximum: Int, into buffer: inout TextBuffer, _ start: Int
    ) throws(JSONError) -> Int {
        var scalars = 0
        var end = buffer.count
        var span = buffer.bytes.mutableSpan
        var memory = span.mutableBytes
        while next == UInt8(ascii: "\\"), scalars <= maximum {
            let (encoded, length) = encode(try readEscape())
            guard memory.byteCount - end >= 4 else { throw overflow(start) }
            memory.storeBytes(of: encoded.littleEndian, toByteOffset: end, as: UInt32.self)
            end += length
            scalars += 1
        }
        buffer.count = end
        return scalars
    }

    /// A scalar value's UTF-8, the first byte lowest, and how many bytes it is.
    @inline(__always)
    private func encode(_ scalar: UInt32) -> (bytes: UInt32, length: Int) {
        let last = 0x80 | scalar & 0x3F
        let second = 0x80 | scalar >> 6 & 0x3F
        let third = 0x80 | scalar >> 12 & 0x3F
        return switch scalar {
        case ..<0x80: (scalar, 1)
        case ..<0x800: (0xC0 | scalar >> 6 | last << 8, 2)
        case ..<0x10000: (0xE0 | scalar >> 12 | second << 8 | last << 16, 3)
        default: (0xF0 | scalar >> 18 | third << 8 | second << 16 | last << 24, 4)
        }
    }

    /// What is wrong when a text does not fit the buffer, which cannot be unless the whole is too long.
    private func overflow(_ start: Int) -> JSONError {
        JSONError("texts that fit into \(ReportLimits.bytes) bytes together", at: start)
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
        var position = position
        var scalars = 0
        while true {
            let word = word(at: position)
            if isPairOfThree(word) {
                position &+= 6
                scalars &+= 2
                continue
            }
            // Zeros stand behind the end, and count as special.
            let wide = word & 0x8080_8080_8080_8080
            let special = specials(word)
            if wide & 0x80 != 0 {
                position += try lengthOfWide(word, at: position)
                scalars += 1
                continue
            }
            let stop = (wide | special).trailingZeroBitCount
            position += stop / 8
            scalars += stop / 8
            if stop < 64, wide >> UInt64(stop) & 1 == 0 {
                self.position = position
                guard position < bytes.byteCount else { throw JSONError("the end of the string", at: position) }
                guard next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") else {
                    throw JSONError("no unescaped control character in a string", at: position)
                }
                return scalars
            }
        }
    }

    /// The eight bytes from `position` on, the first one lowest; zeros stand for those behind the end.
    @inline(__always)
    private func word(at position: Int) -> UInt64 {
        if bytes.byteCount - position >= 8 {
            return UInt64(
                littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt64.self))
        }
        return lastWord(at: position)
    }

    @inline(never)
    private func lastWord(at position: Int) -> UInt64 {
        var word: UInt64 = 0
        for index in stride(from: bytes.byteCount - 1, through: position, by: -1) {
            word = word << 8 | UInt64(bytes.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self))
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
    @inline(__always)
    private func isPairOfThree(_ word: UInt64) -> Bool {
        let anyContinuation = 0b1101_1111_1111_1110
        let leads = (anyContinuation &>> Int(word & 0x0F)) & (anyContinuation &>> Int(word >> 24 & 0x0F)) & 1
        return word & 0xC0C0_F0C0_C0F0 == 0x8080_E080_80E0 && leads != 0
    }

    /// The length of the scalar of two to four bytes that `word` begins with (Unicode 16.0, table 3-7, "Well-Formed
    /// UTF-8 Byte Sequences").
    private func lengthOfWide(_ word: UInt64, at position: Int) throws(JSONError) -> Int {
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

    /// Reads four hexadecimal digits, all at once: digits and letters come in no order that a branch could foresee.
    @_lifetime(self: copy self)
    private mutating func readHex() throws(JSONError) -> UInt32 {
        guard bytes.byteCount - position >= 4 else { throw JSONError("four hexadecimal digits", at: position) }
        let word = UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: position, as: UInt32.self))
        // In each byte of these, the highest bit tells: 0x30 to 0x39, 0x61 to 0x66, neither below 0x20 nor wide.
        let lower = word | 0x2020_2020
        let isDigit = (lower &+ 0x5050_5050) & ~(lower &+ 0x4646_4646)
        let isLetter = (lower &+ 0x1F1F_1F1F) & ~(lower &+ 0x1919_1919)
        let isPlain = (word << 1 | word << 2) & ~word
        guard (isDigit | isLetter) & isPlain & 0x8080_8080 == 0x8080_8080 else {
            throw JSONError("four hexadecimal digits", at: position)
        }
        position += 4
        let nibbles = ((word & 0x0F0F_0F0F) &+ 9 &* (word >> 6 & 0x0101_0101)).byteSwapped
        let pairs = (nibbles | nibbles >> 4) & 0x00FF_00FF
        return (pairs | pairs >> 8) & 0xFFFF
    }
}
