import Crypto
import Foundation

/// Random bytes, signatures and comparisons, all from swift-crypto.
enum Secrets {
    static func random(bytes count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// A random word of an address or a cookie.
    static func randomWord(bytes count: Int) -> String { Base64URL.encode(random(bytes: count)) }

    /// Whether two are equal, in a time that does not say where they differ.
    static func areEqual(_ left: Data, _ right: Data) -> Bool {
        // The digests' own comparison takes the same time whatever they are.
        SHA256.hash(data: left) == SHA256.hash(data: right)
    }
}

/// What is signed with the access file's secret, each purpose apart from the others.
struct Signer: Sendable {
    enum Purpose: String {
        case session, form
    }

    private let key: SymmetricKey

    init(secret: Data) {
        key = SymmetricKey(data: secret)
    }

    func signature(of text: String, for purpose: Purpose) -> String {
        Base64URL.encode(Array(HMAC<SHA256>.authenticationCode(for: message(text, purpose), using: key)))
    }

    /// Whether it is our signature; the comparison takes the same time whatever it is.
    func isValid(_ signature: some StringProtocol, of text: String, for purpose: Purpose) -> Bool {
        guard let code = Base64URL.decode(signature) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message(text, purpose), using: key)
    }

    private func message(_ text: String, _ purpose: Purpose) -> Data {
        Data((purpose.rawValue + "\0" + text).utf8)
    }
}

/// Base64 for addresses and cookies (RFC 4648, section 5), without padding.
enum Base64URL {
    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// - Returns: nil for everything that ``encode(_:)`` does not write.
    static func decode(_ text: some StringProtocol) -> Data? {
        guard text.utf8.count <= 1_024, !text.utf8.contains(where: { "+/=".utf8.contains($0) }) else { return nil }
        let plain = String(text).replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: plain + padding), encode(Array(data)) == text else { return nil }
        return data
    }
}
