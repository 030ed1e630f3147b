import Crypto
import Foundation

/// An API key as its owner has it: `qm_<id>_<secret>`. The id finds its entry, the file keeps only the whole's hash: of
/// 32 random bytes one hash is as good as a slow one.
package struct APIKeyText: Sendable {
    /// What the owner has to keep.
    package let text: String
    let id: String

    /// A new one.
    init() {
        id = Secrets.random(bytes: 4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        text = "qm_\(id)_" + Secrets.randomWord(bytes: 32)
    }

    /// One that somebody shows; nil if it cannot be any.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 100, text.hasPrefix("qm_") else { return nil }
        let parts = text.split(separator: "_", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[1].utf8.count == 8 else { return nil }
        id = String(parts[1])
        self.text = String(text)
    }

    /// Its hash, base64.
    var hash: String { Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString() }
}
