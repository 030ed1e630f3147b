/// Why a message cannot be taken: which field, what was expected there, and where.
///
/// It never quotes what stood there: that may be personal data, and errors go into logs and dead letters' headers.
package struct MessageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was read: `progress event`, `case`.
    package let message: String
    /// The field's path, as `rounds[2].department`; empty where the message as a whole is wrong.
    package let field: String
    /// What was expected, as a noun phrase: `one of waiting, ledger`.
    package let expected: String
    /// Where, in bytes from the start of the JSON.
    package let offset: Int

    /// An error that says what was expected of `field` at byte `offset`.
    package init(message: String, field: String, expected: String, offset: Int) {
        self.message = message
        self.field = field
        self.expected = expected
        self.offset = offset
    }

    /// One line: `until: expected an RFC 3339 time with offset (byte 118)`.
    package var description: String {
        "\(field.isEmpty ? message : field): expected \(expected) (byte \(offset))"
    }
}
