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

    /// Appends a whole number.
    mutating func append(decimal number: Int) {
        if number < 0 { append(UInt8(ascii: "-")) }
        var divisor: UInt = 1
        while number.magnitude / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number.magnitude / divisor % 10))
            divisor /= 10
        }
    }

    /// Appends a share from 0 to 1, rounded to four decimals. What lies outside is taken as the nearer end, not a
    /// number as 0.
    mutating func append(share: Double) {
        let tenThousandths = share >= 0 ? Int((Swift.min(share, 1) * 10_000).rounded()) : 0
        append(decimal: tenThousandths / 10_000)
        append(UInt8(ascii: "."))
        var divisor = 1_000
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: tenThousandths / divisor % 10))
            divisor /= 10
        }
    }

    /// Appends a JSON string.
    mutating func append(quoted string: String) {
        append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append(#"\""#)
            case UInt8(ascii: "\\"): append(#"\\"#)
            case 0x0A: append(#"\n"#)
            case 0x0D: append(#"\r"#)
            case 0x09: append(#"\t"#)
            case ..<0x20:
                append(byte < 0x10 ? #"\u000"# : #"\u001"#)
                append(Self.hexDigit(byte & 0x0F))
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
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
