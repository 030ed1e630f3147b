import Crypto
import CryptoExtras
import Foundation

/// A password as it is kept: Scrypt (RFC 7914) with a salt of its own. 32 MiB and some 0.1 s a guess.
struct PasswordHash: Sendable, Codable {
    private var salt: Data
    private var hash: Data
    private var rounds: Int
    private var blockSize: Int
    private var parallelism: Int

    /// Hashes a password: slow, on purpose.
    ///
    /// - Throws: what the cryptography says, as for lack of memory.
    init(of password: String) throws {
        salt = Data(Secrets.random(bytes: 16))
        (rounds, blockSize, parallelism) = (1 << 15, 8, 1)
        hash = Data()
        hash = try derive(password)
    }

    /// Whether it is that password: slow, on purpose, and as slow if it is not.
    func matches(_ password: String) -> Bool {
        guard let found = try? derive(password) else { return false }
        return Secrets.areEqual(found, hash)
    }

    /// One and the same text may be typed in several ways: NFC.
    private func derive(_ password: String) throws -> Data {
        try KDF.Scrypt.deriveKey(
            from: Data(password.precomposedStringWithCanonicalMapping.utf8), salt: salt, outputByteCount: 32,
            rounds: rounds, blockSize: blockSize, parallelism: parallelism
        ).withUnsafeBytes { Data($0) }
    }
}
