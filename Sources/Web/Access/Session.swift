import Foundation
import WorkTime

/// What a session's cookie says, in the clear and signed:
///
///     1.<name, base64url>.<stamp>.<expires>.<nonce>.<signature>
///
/// The scope is not in it: it is looked up by the name at each request, so a change holds at once, and another stamp ends
/// the session.
struct Session: Sendable, Equatable {
    let name: String
    let stamp: String
    /// Until then it holds, whatever is done.
    let expires: Instant
    /// Tells two sessions of one user apart.
    let nonce: String

    /// A working day and the way home.
    static let length: Int64 = 12 * 3_600_000

    init(of user: AccessUser, at now: Instant) {
        name = user.name
        stamp = user.stamp
        expires = Instant(milliseconds: now.milliseconds + Self.length)
        nonce = Secrets.randomWord(bytes: 12)
    }

    /// Reads a cookie's value; nil unless we have signed it and it has not expired.
    init?(cookie: String, _ signer: Signer, at now: Instant) {
        guard cookie.utf8.count <= 1_024, let end = cookie.lastIndex(of: ".") else { return nil }
        let payload = String(cookie[..<end])
        guard signer.isValid(cookie[end...].dropFirst(), of: payload, for: .session) else { return nil }
        let parts = payload.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "1", let name = Base64URL.decode(parts[1]), let expires = Int64(parts[3])
        else { return nil }
        self.name = String(decoding: name, as: UTF8.self)
        stamp = String(parts[2])
        self.expires = Instant(milliseconds: expires)
        nonce = String(parts[4])
        guard now < self.expires else { return nil }
    }

    private var payload: String {
        "1.\(Base64URL.encode(Array(name.utf8))).\(stamp).\(expires.milliseconds).\(nonce)"
    }

    /// The cookie's value.
    func cookie(_ signer: Signer) -> String {
        payload + "." + signer.signature(of: payload, for: .session)
    }

    /// What its forms carry, which no other site can know.
    func formToken(_ signer: Signer) -> String { signer.signature(of: payload, for: .form) }
}
