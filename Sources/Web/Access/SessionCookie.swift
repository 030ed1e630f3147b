import Hummingbird

/// The cookie that carries a session.
enum SessionCookie {
    /// Under TLS browsers themselves see to it that nobody else can set it (`__Host-`).
    static func name(isSecure: Bool) -> String { isSecure ? "__Host-qiaomen" : "qiaomen" }

    /// - Parameter value: empty ends the session.
    static func cookie(_ value: String, isSecure: Bool) -> Cookie {
        Cookie(
            name: name(isSecure: isSecure), value: value,
            maxAge: value.isEmpty ? 0 : Int(Session.length / 1_000), path: "/", secure: isSecure, httpOnly: true,
            sameSite: .lax)
    }
}
