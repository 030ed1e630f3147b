/// What is wrong at one place of a JSON text. It never quotes the text.
struct JSONError: Error {
    /// What should have stood there, as a noun phrase.
    let expected: String
    /// Where, in bytes from the start of the text.
    let offset: Int

    init(_ expected: String, at offset: Int) {
        self.expected = expected
        self.offset = offset
    }
}
