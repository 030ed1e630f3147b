/// Why a report cannot be taken: which field, what was expected there, and where.
///
/// It never quotes what stood there: that may be personal data, and errors go into logs and dead letters' headers.
package struct ReportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The field's path, as `location.lat`; empty where the report as a whole is wrong. A field that we do not know is
    /// named only if its name is made of ASCII letters and underscores.
    package let field: String
    /// What was expected, as a noun phrase: `a number from -90 to 90`.
    package let expected: String
    /// Where, in bytes from the start of the JSON.
    package let offset: Int

    /// An error that says what was expected of `field` at byte `offset`.
    package init(field: String, expected: String, offset: Int) {
        self.field = field
        self.expected = expected
        self.offset = offset
    }

    /// One line: `location.lat: expected a number from -90 to 90 (byte 118)`.
    package var description: String {
        "\(field.isEmpty ? "report" : field): expected \(expected) (byte \(offset))"
    }
}
