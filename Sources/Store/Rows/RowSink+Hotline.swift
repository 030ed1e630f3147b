import Hotline
import WorkTime

/// How the values of a case stand in columns.
extension RowSink {
    mutating func bind(_ number: CaseNumber) { bind(Int64(number.value)) }

    mutating func bind(_ instant: Instant) { bind(instant.milliseconds) }

    mutating func bind(_ instant: Instant?) { bind(instant?.milliseconds) }

    /// The three columns that an event is known by.
    mutating func bind(_ identity: EventIdentity) {
        bind(identity.topic)
        bind(identity.id)
        bind(identity.replay)
    }

    /// Hexadecimal digits, as half as many bytes.
    mutating func bind(hex: String) { bind(hex.hexBytes) }
}

extension String {
    /// The bytes that pairs of hexadecimal digits stand for; what is no digit counts as 0.
    var hexBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count / 2)
        var high: UInt8?
        for digit in utf8 {
            let value = digit < 0x3A ? digit &- 0x30 : (digit | 0x20) &- 0x57
            if let first = high { bytes.append(first << 4 | (value & 0x0F)) }
            high = high == nil ? value & 0x0F : nil
        }
        return bytes
    }

    /// Two hexadecimal digits a byte.
    init(hexOf bytes: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        self.init(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] }, as: UTF8.self)
    }
}
