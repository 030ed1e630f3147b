/// Where a process listens: `HOST:PORT`.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// What it must look like, for error messages.
    package static let expectation = "HOST:PORT, such as 127.0.0.1:9464, 0.0.0.0:9464 or [::1]:9464"

    /// Any free port, for this machine alone.
    package static let anyPort = ListenAddress(host: "127.0.0.1", port: 0)

    /// A name or an address, without brackets.
    package let host: String
    /// 0 is any free one.
    package let port: Int

    /// Reads an address; nil if it is none.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[colon...].dropFirst()),
            (0...65535).contains(port), text[colon...].dropFirst().allSatisfy(\.isNumber)
        else { return nil }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" || $0 == "[" || $0 == "]" })
        else { return nil }
        self.host = String(host)
        self.port = port
    }

    /// The same host with another port.
    package func withPort(_ port: Int) -> ListenAddress { ListenAddress(host: host, port: port) }

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
