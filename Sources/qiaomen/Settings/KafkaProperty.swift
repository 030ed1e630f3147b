/// One librdkafka property as people write it: `KEY=VALUE`.
package struct KafkaProperty: Sendable, Equatable {
    /// Its name, as in librdkafka's CONFIGURATION.md.
    package var name: String
    /// Its value; it may be a secret.
    package var value: String

    /// What a property must look like, for error messages.
    package static let expectation = "KEY=VALUE, such as security.protocol=SASL_SSL"

    /// Reads `KEY=VALUE`; the value may hold further equals signs. Nil if there is no key or no equals sign.
    package init?(_ text: some StringProtocol) {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        let name = text[..<equals]
        guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_" || $0 == "-") })
        else { return nil }
        self.name = String(name)
        self.value = String(text[equals...].dropFirst())
    }

    /// Whether a value of this name must not be shown.
    package static func isSecret(_ name: String) -> Bool {
        ["password", "secret", "pem", "oauthbearer.config"].contains { name.contains($0) }
    }
}
