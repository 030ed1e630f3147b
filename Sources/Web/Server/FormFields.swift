/// The fields of a form.
package struct FormFields: Sendable {
    private var values: [String: [String]] = [:]

    /// None.
    package init() {}

    /// Nobody needs more.
    private static let limit = 500

    /// Reads `application/x-www-form-urlencoded`. What is no UTF-8 is replaced; fields beyond the bound are left out.
    package init(_ encoded: some StringProtocol) {
        for pair in encoded.split(separator: "&").prefix(Self.limit) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? Self.decoded(parts[1]) : ""
            values[Self.decoded(parts[0]), default: []].append(value)
        }
    }

    /// The first value of a field.
    package subscript(name: String) -> String? { values[name]?.first }

    /// The names of all fields.
    package var names: [String] { values.keys.sorted() }

    /// All values of a field, as of several boxes that are ticked.
    package func all(_ name: String) -> [String] { values[name] ?? [] }

    private static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                if rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                    rest.first != UInt8(ascii: "+"), rest.first != UInt8(ascii: "-")
                {
                    bytes.append(value)
                    rest = rest.dropFirst(2)
                } else {
                    bytes.append(byte)
                }
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
