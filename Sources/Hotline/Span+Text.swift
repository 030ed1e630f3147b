/// What kind of text some well-formed UTF-8 is.
extension Span<UInt8> {
    /// Whether it is empty or only white space (Unicode's property White_Space).
    var isBlank: Bool {
        var position = 0
        while position < count {
            let length = whiteSpaceLength(at: position)
            guard length > 0 else { return false }
            position += length
        }
        return true
    }

    /// How long the white space character at `position` is; 0 if there stands another character.
    private func whiteSpaceLength(at position: Int) -> Int {
        switch self[position] {
        case 0x09...0x0D, 0x20: return 1
        case 0xC2: return self[position + 1] == 0x85 || self[position + 1] == 0xA0 ? 2 : 0
        case 0xE1...0xE3: break
        default: return 0
        }
        let scalar =
            UInt32(self[position] & 0x0F) << 12 | UInt32(self[position + 1] & 0x3F) << 6
            | UInt32(self[position + 2] & 0x3F)
        return Unicode.Scalar(scalar)?.properties.isWhitespace == true ? 3 : 0
    }

    /// Whether it holds a control character (Unicode's category Cc: U+0000 to U+001F, U+007F to U+009F).
    var holdsControls: Bool {
        for index in indices {
            let byte = self[index]
            if byte < 0x20 || byte == 0x7F || (byte == 0xC2 && self[index + 1] < 0xA0) { return true }
        }
        return false
    }

    /// Whether it looks like an address of the web: `http://` or `https://`, a host, no blanks or control characters.
    var isWebAddress: Bool {
        let schemeLength = hasPrefix("https://") ? 8 : hasPrefix("http://") ? 7 : 0
        guard schemeLength > 0, count > schemeLength, self[schemeLength] != UInt8(ascii: "/"), !holdsControls else {
            return false
        }
        for index in indices where whiteSpaceLength(at: index) > 0 {
            return false
        }
        return true
    }

    /// Whether it begins with `prefix`, which is lower case; ASCII case does not matter.
    private func hasPrefix(_ prefix: StaticString) -> Bool {
        guard count >= prefix.utf8CodeUnitCount else { return false }
        for index in 0..<prefix.utf8CodeUnitCount {
            let byte = self[index]
            let isUpper = byte &- UInt8(ascii: "A") < 26
            guard (isUpper ? byte | 0x20 : byte) == prefix.utf8Start[index] else { return false }
        }
        return true
    }
}
