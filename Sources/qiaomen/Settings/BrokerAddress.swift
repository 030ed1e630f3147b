/// Where Kafka is.
package enum BrokerAddress: Sendable, Equatable {
    /// The mock cluster, started inside this process.
    case embedded
    /// Bootstrap servers, `HOST[:PORT]` separated by commas, as librdkafka takes them.
    case servers(String)

    /// What an address must look like, for error messages.
    package static let expectation = "HOST:PORT[,HOST:PORT…] or embedded"

    /// Reads an address; nil if it is none.
    package init?(_ text: String) {
        if text == "embedded" {
            self = .embedded
            return
        }
        let servers = text.split(separator: ",", omittingEmptySubsequences: false)
        guard servers.allSatisfy({ Self.isServer($0) }) else { return nil }
        self = .servers(text)
    }

    /// `name`, `name:port`, `[::1]:port`.
    private static func isServer(_ text: Substring) -> Bool {
        guard !text.isEmpty, !text.contains(where: \.isWhitespace) else { return false }
        let afterHost = text.hasPrefix("[") ? text.lastIndex(of: "]").map { text[$0...].dropFirst() } : text[...]
        guard let afterHost else { return false }
        guard let colon = afterHost.lastIndex(of: ":") else { return true }
        guard colon > text.startIndex, let port = Int(afterHost[colon...].dropFirst()) else { return false }
        return (1...65535).contains(port)
    }
}
