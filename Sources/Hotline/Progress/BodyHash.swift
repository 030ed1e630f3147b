import Crypto

/// Tells an event that comes again from another one under the same id: the first 16 bytes of SHA-256 of what we write
/// for it, so that blanks, the order of members and a time's zone make no difference.
package struct BodyHash: Sendable, Hashable {
    /// 32 hexadecimal digits.
    package let hex: String

    /// The hash of an event.
    package init(_ event: ProgressEvent) {
        self.init(canonical: event.canonicalJSON)
    }

    /// The hash of what we write for an event.
    init(canonical json: [UInt8]) {
        var hex: [UInt8] = []
        for byte in SHA256.hash(data: json).prefix(16) {
            hex.append([UInt8].hexDigit(byte >> 4))
            hex.append([UInt8].hexDigit(byte & 0x0F))
        }
        self.hex = String(decoding: hex, as: UTF8.self)
    }

    /// A hash that was written down.
    init(hex: String) {
        self.hex = hex
    }
}

extension ProgressEvent {
    /// The same for all ways of writing the same event.
    var canonicalJSON: [UInt8] {
        var event = self
        event.unknown.sort { $0.name < $1.name }
        return event.json(utcOffset: 0)
    }
}
