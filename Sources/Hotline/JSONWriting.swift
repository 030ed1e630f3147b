/// Writing JSON into bytes, without anything between.
extension [UInt8] {
    /// Appends the literal as it stands.
    mutating func append(_ literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends the bytes as they stand.
    mutating func append(raw span: RawSpan) {
        span.withUnsafeBytes { append(contentsOf: $0) }
    }

    /// Appends a whole number, with leading zeros up to `width` digits.
    mutating func append(decimal number: Int, width: Int = 1) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var rest = number.magnitude
        var first = digits.count
        while rest > 0 {
            first -= 1
            digits[first] += UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        first = Swift.max(0, Swift.min(first, digits.count - width))
        append(raw: digits.span.bytes.extracting(first..<digits.count))
    }

    /// Appends a share from 0 to 1, rounded to four decimals. What lies outside is taken as the nearer end, not a
    /// number as 0.
    mutating func append(share: Double) {
        let tenThousandths = share >= 0 ? Int((Swift.min(share, 1) * 10_000).rounded()) : 0
        append(decimal: tenThousandths / 10_000)
        append(UInt8(ascii: "."))
        append(decimal: tenThousandths % 10_000, width: 4)
    }

    /// Appends a JSON string.
    package mutating func append(quoted string: String) {
        append(UInt8(ascii: "\""))
        let bytes = string.utf8.span
        var start = 0
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            append(raw: bytes.bytes.extracting(start..<index))
            append(escaped: byte)
            start = index + 1
        }
        append(raw: bytes.bytes.extracting(start..<bytes.count))
        append(UInt8(ascii: "\""))
    }

    private mutating func append(escaped byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0x09: append(UInt8(ascii: "t"))
        default:
            append(byte < 0x10 ? "u000" : "u001")
            append(Self.hexDigit(byte & 0x0F))
        }
    }

    static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// Appends a JSON array, each item written by `write`.
    mutating func append<Item>(list: [Item], _ write: (inout [UInt8], Item) -> Void) {
        append(UInt8(ascii: "["))
        for (index, item) in list.enumerated() {
            if index > 0 { append(UInt8(ascii: ",")) }
            write(&self, item)
        }
        append(UInt8(ascii: "]"))
    }
}
