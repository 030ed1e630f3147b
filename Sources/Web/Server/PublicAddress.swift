import Foundation

/// Where people reach the web: `https://qiaomen.example`, as a proxy in front of it is called.
package struct PublicAddress: Sendable, Hashable, CustomStringConvertible {
    /// What it must look like, for error messages.
    package static let expectation = "an address without a path, such as https://qiaomen.example"

    /// Whether all between people and the web is encrypted.
    package let isSecure: Bool
    /// Without a slash at its end.
    package let description: String

    /// Reads an address; nil if it is none.
    package init?(_ text: String) {
        guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
            scheme == "https" || scheme == "http", let host = url.host, !host.isEmpty,
            url.path.isEmpty || url.path == "/",
            url.query == nil, url.fragment == nil, url.user == nil, url.password == nil
        else { return nil }
        isSecure = scheme == "https"
        description = "\(scheme)://\(host)" + (url.port.map { ":\($0)" } ?? "")
    }
}
