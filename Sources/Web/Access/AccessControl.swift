import Dispatch
import Foundation
import Hummingbird
package import Logging
import Synchronization
package import WorkTime

/// Who may come in: users and API keys of the access file, looked at again at each request, so that what was revoked is
/// over at once. If the file cannot be read, nobody comes in.
///
/// Threading: the file is read, and passwords are hashed, on queues of its own.
package final class AccessControl: Sendable {
    /// Passwords that wait to be hashed; each takes some 0.1 s.
    private static let waitingPasswords = 20

    private struct Known {
        var version: AccessFile.Version?
        var current: Current?
    }

    /// The file as it is now, ready to be asked.
    struct Current: Sendable {
        let users: [String: AccessUser]
        let keys: [String: AccessKey]
        let signer: Signer

        init(_ list: AccessList) {
            users = Dictionary(list.users.map { ($0.name, $0) }) { first, _ in first }
            keys = Dictionary(list.keys.map { ($0.id, $0) }) { first, _ in first }
            signer = Signer(secret: list.secret)
        }
    }

    /// Whether an address with a session in it signs in, see ``AccessList/signInAddress(of:at:)``.
    let signsInByAddress: Bool
    private let file: AccessFile
    private let now: @Sendable () -> Instant
    private let logger: Logger
    private let queue = DispatchQueue(label: "web.access")
    private let passwords = DispatchQueue(label: "web.passwords")
    private let known = Mutex(Known())
    private let waiting = Atomic(0)
    /// What the password of somebody unknown is compared with, so that it takes as long.
    private let nobody: PasswordHash?

    /// - Parameters:
    ///   - now: the present time, by which sessions and keys expire.
    ///   - signsInByAddress: for demonstrations alone: whoever follows such an address is signed in as somebody else.
    package init(
        _ file: AccessFile, now: @escaping @Sendable () -> Instant, logger: Logger, signsInByAddress: Bool = false
    ) {
        self.file = file
        self.signsInByAddress = signsInByAddress
        self.now = now
        self.logger = logger
        nobody = try? PasswordHash(of: Secrets.randomWord(bytes: 16))
    }

    /// Whom an API key stands for; nil if it opens nothing.
    package func principal(key text: String) async -> Principal? {
        guard let shown = APIKeyText(text), let key = await current()?.keys[shown.id],
            Secrets.areEqual(Data(key.hash.utf8), Data(shown.hash.utf8)),
            key.isValid(at: now())
        else { return nil }
        return key.scope.principal(key.name, isKey: true)
    }

    /// Whom a session's cookie stands for, with what its forms carry; nil if it opens nothing.
    func session(cookie: String) async -> (principal: Principal, formToken: String)? {
        guard let current = await current(), let session = Session(cookie: cookie, current.signer, at: now()),
            let user = current.users[session.name], user.stamp == session.stamp
        else { return nil }
        return (user.scope.principal(user.name, isKey: false), session.formToken(current.signer))
    }

    /// Where a demonstration signs each user in, by name; none where addresses sign nobody in.
    func signInAddresses() async -> [(name: String, address: String)] {
        guard signsInByAddress, let current = await current() else { return [] }
        return current.users.values.sorted { $0.created.instant < $1.created.instant }.map {
            ($0.name, $0.signInAddress(current.signer, at: now()))
        }
    }

    /// Begins a session.
    ///
    /// - Returns: the cookie's value, and whom it stands for; nil if there is no such user, or it is another's password.
    /// - Throws: 503 if too many sign in at once.
    func signIn(
        name: String, password: String
    ) async throws(WebError) -> (cookie: String, principal: Principal)? {
        let current = await current()
        let user = current?.users[name]
        guard let hash = user?.password ?? nobody else { return nil }
        guard waiting.add(1, ordering: .relaxed).newValue <= Self.waitingPasswords else {
            waiting.subtract(1, ordering: .relaxed)
            throw WebError(
                .serviceUnavailable, "busy", zh: "登录人数较多，请稍后再试",
                en: "Too many people sign in at once. Please try again soon.", retryAfter: 5)
        }
        let matches = await withCheckedContinuation { continuation in
            passwords.async { continuation.resume(returning: hash.matches(password)) }
        }
        waiting.subtract(1, ordering: .relaxed)
        guard matches, let user, let current else { return nil }
        return (
            Session(of: user, at: now()).cookie(current.signer), user.scope.principal(user.name, isKey: false)
        )
    }

    /// The file as it is now; nil if there is none, or it cannot be read.
    private func current() async -> Current? {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: look()) }
        }
    }

    private func look() -> Current? {
        let version = file.version
        return known.withLock { known in
            if version == known.version { return known.current }
            known.version = version
            known.current = nil
            do throws(AccessError) {
                known.current = try file.read().map(Current.init)
            } catch {
                logger.error("nobody can sign in: \(error)")
            }
            return known.current
        }
    }
}
