/// Something that reads bytes of any kind.
protocol FuzzTarget: Sendable {
    /// Reads an input, and stops the program if a rule is broken. It remembers nothing, so that an input that broke one
    /// breaks it again.
    func test(_ bytes: [UInt8])
}
