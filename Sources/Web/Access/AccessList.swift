import Foundation
package import WorkTime

/// Who may come in: what the access file holds.
package struct AccessList: Sendable, Codable {
    /// What sessions are signed with.
    var secret: Data
    /// Those who sign in with passwords.
    package internal(set) var users: [AccessUser] = []
    /// Those who come in with keys, revoked ones too.
    package internal(set) var keys: [AccessKey] = []

    /// How long a password is, in Unicode scalars.
    package static let passwordLength = 10...200

    /// Nobody.
    init() {
        secret = Data(Secrets.random(bytes: 32))
    }

    /// Makes a key.
    ///
    /// - Returns: the key, which nobody can find out afterwards.
    package mutating func addKey(
        _ name: String, _ scope: AccessScope, expires: Instant?, at now: Instant
    ) -> APIKeyText {
        let text = APIKeyText()
        keys.append(
            AccessKey(
                id: text.id, name: name, scope: scope, hash: text.hash, created: AccessTime(now),
                expires: expires.map(AccessTime.init)))
        return text
    }

    /// Takes a user in, or gives one another password and scope; sessions of before are over. It is slow.
    package mutating func setUser(
        _ name: String, _ scope: AccessScope, password: String, at now: Instant
    ) throws(AccessError) {
        let hash: PasswordHash
        do {
            hash = try PasswordHash(of: password)
        } catch {
            throw AccessError("the password cannot be hashed: \(error)")
        }
        users.removeAll { $0.name == name }
        users.append(
            AccessUser(
                name: name, scope: scope, password: hash, stamp: Secrets.randomWord(bytes: 9),
                created: AccessTime(now)))
    }

    /// An address that signs a user in, for ``Session/length`` at most, where the server was told to take such ones.
    ///
    /// - Returns: nil if there is no such user.
    package func signInAddress(of name: String, at now: Instant) -> String? {
        users.first { $0.name == name }.map { $0.signInAddress(Signer(secret: secret), at: now) }
    }

    /// Takes a key or a user out, at once.
    ///
    /// - Parameter name: a key's id, or a user's name.
    /// - Returns: whether there was one.
    package mutating func revoke(_ name: String, at now: Instant) -> Bool {
        if let index = keys.firstIndex(where: { $0.id == name && $0.revoked == nil }) {
            keys[index].revoked = AccessTime(now)
            return true
        }
        let count = users.count
        users.removeAll { $0.name == name }
        return users.count < count
    }
}

/// What is wrong with the access file, and what to do.
package struct AccessError: Error, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
