import Crypto

/// The number of a case: 16 decimal digits that follow from the report's channel and id, so that a report that comes
/// again gives the same case, and short enough to be read out on the phone.
///
/// SHA-256(channel ‖ 0x00 ‖ id), as one big-endian whole number, modulo 10^16.
package struct CaseNumber: Sendable, Hashable, Comparable {
    /// The number itself, below 10^16.
    package let value: UInt64

    private static let modulus: UInt64 = 10_000_000_000_000_000

    /// The number of the case that the report `id` of `channel` opens.
    package init(channel: String, id: Span<UInt8>) {
        var hash = SHA256()
        var channel = channel
        channel.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        withUnsafeBytes(of: UInt8(0)) { hash.update(bufferPointer: $0) }
        id.withUnsafeBytes { hash.update(bufferPointer: $0) }
        value = hash.finalize().withUnsafeBytes { digest in
            stride(from: 0, to: digest.count, by: 8).reduce(UInt64(0)) { remainder, offset in
                let word = UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                return Self.modulus.dividingFullWidth((high: remainder, low: word)).remainder
            }
        }
    }

    /// The number that consists of exactly these 16 ASCII digits, as on the wire.
    package init?(digits: Span<UInt8>) {
        guard digits.count == 16 else { return nil }
        var value: UInt64 = 0
        for index in digits.indices {
            let digit = digits[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + UInt64(digit)
        }
        self.value = value
    }

    /// The number that a person wrote or read out: 16 digits, also full-width ones, with any blanks and hyphens between
    /// them.
    package init?(typed text: String) {
        var digits: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39: digits.append(UInt8(scalar.value))
            case 0xFF10...0xFF19: digits.append(UInt8(scalar.value - 0xFF10 + 0x30))
            default: guard scalar.properties.isWhitespace || scalar.properties.isDash else { return nil }
            }
            guard digits.count <= 16 else { return nil }
        }
        self.init(digits: digits.span)
    }

    /// Appends the 16 digits.
    package func write(into bytes: inout [UInt8]) {
        bytes.append(decimal: Int(value), width: 16)
    }

    /// Four groups of four digits, for people: `1234 5678 9012 3456`.
    package var grouped: String {
        var digits: [UInt8] = []
        write(into: &digits)
        for place in [12, 8, 4] { digits.insert(UInt8(ascii: " "), at: place) }
        return String(decoding: digits, as: UTF8.self)
    }

    /// By the number, which says nothing about time.
    package static func < (left: CaseNumber, right: CaseNumber) -> Bool {
        left.value < right.value
    }
}

extension CaseNumber: CustomStringConvertible {
    /// The 16 digits.
    package var description: String {
        var digits: [UInt8] = []
        write(into: &digits)
        return String(decoding: digits, as: UTF8.self)
    }
}

extension CaseNumber: Decodable {
    /// Decodes a string of 16 digits.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = Array(try container.decode(String.self).utf8)
        guard let number = CaseNumber(digits: digits.span) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected 16 digits")
        }
        self = number
    }
}
