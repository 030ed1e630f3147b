/// Numbers: the grammar of RFC 8259, section 6, and finite as doubles.
extension JSONScanner {
    /// Whether a number may begin here.
    var isAtNumber: Bool {
        next == UInt8(ascii: "-") || isDigit(next)
    }

    /// Reads a number as the nearest double.
    @_lifetime(self: copy self)
    mutating func readNumber() throws(JSONError) -> Double {
        let start = position
        let isNegative = skip("-")
        var decimal = Decimal()
        if skip("0") {
            guard !isDigit(next) else { throw JSONError("a number without leading zeros", at: start) }
        } else {
            try readDigits { decimal.append($0, isFraction: false) }
        }
        if skip(".") {
            try readDigits { decimal.append($0, isFraction: true) }
        }
        if skip("e") || skip("E") {
            let isSmall = skip("-")
            if !isSmall { _ = skip("+") }
            decimal.isExact = false
            try readDigits { _ in }
        }
        if let exact = decimal.value {
            return isNegative ? -exact : exact
        }
        // Rare: many digits, or an exponent. The standard library rounds these correctly.
        let text = bytes.extracting(unchecked: start..<position).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        guard let number = Double(text), number.isFinite else {
            throw JSONError("a number that a double can hold", at: start)
        }
        return number
    }

    @_lifetime(self: copy self)
    private mutating func readDigits(_ use: (UInt8) -> Void) throws(JSONError) {
        guard isDigit(next) else { throw JSONError("a digit", at: position) }
        while isDigit(next) {
            use(next - UInt8(ascii: "0"))
            position += 1
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    /// The digits of a number so far.
    ///
    /// Up to 15 of them are a whole number below 2^53, and 10 to the power of up to 22 is exact as well, so that one
    /// division rounds correctly (Clinger, "How to Read Floating Point Numbers Accurately", 1990).
    private struct Decimal {
        private var digits: UInt64 = 0
        private var count = 0
        private var fractionDigits = 0
        var isExact = true

        mutating func append(_ digit: UInt8, isFraction: Bool) {
            count += 1
            if isFraction { fractionDigits += 1 }
            guard count <= 15 else { return isExact = false }
            digits = digits * 10 + UInt64(digit)
        }

        var value: Double? {
            guard isExact else { return nil }
            var divisor: UInt64 = 1
            for _ in 0..<fractionDigits { divisor *= 10 }
            return Double(digits) / Double(divisor)
        }
    }
}
