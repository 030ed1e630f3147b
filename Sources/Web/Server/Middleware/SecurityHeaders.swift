import HTTPTypes
import Hummingbird

/// What each answer says about itself, so that a browser does no more with it than it should.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = WebContext

    /// Nothing but our own files; no script or style inside a page; nobody may frame it.
    static let policy =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

    /// Whether browsers are told to come by TLS only.
    let isSecure: Bool

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers.set("Referrer-Policy", "same-origin")
        response.headers.set("X-Frame-Options", "DENY")
        response.headers.set("Cross-Origin-Opener-Policy", "same-origin")
        // Pages differ by who asks: no cache may keep them, unless a route says that its answer is for all.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }
}

/// Names that swift-http-types does not have.
extension HTTPFields {
    mutating func set(_ name: String, _ value: String) {
        if let name = HTTPField.Name(name) { self[name] = value }
    }

    subscript(name: String) -> String? { HTTPField.Name(name).flatMap { self[$0] } }
}
