/// Why a text is not a time: where it went wrong and what was expected there. It never quotes the text.
package struct InstantError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What should have stood there, as a noun phrase: "a day from 01 to 30".
    package let expected: String
    /// Where, in bytes from the start of the text.
    package let offset: Int

    /// An error that says what was expected at byte `offset`.
    package init(expected: String, offset: Int) {
        self.expected = expected
        self.offset = offset
    }

    /// One line: `expected a month from 01 to 12 (byte 5)`.
    package var description: String {
        "expected \(expected) (byte \(offset))"
    }
}
