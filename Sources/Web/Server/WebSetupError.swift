/// Why the web cannot be served as it was asked, and what to do.
package struct WebSetupError: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
