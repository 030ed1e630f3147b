import HTTPTypes
import Hummingbird

/// Finds out who asks: by `Authorization: Bearer`, by Open311's `api_key`, or by a session's cookie; counts the request
/// for them, or for where it came from.
///
/// Somebody without any of these comes in as nobody. A key that opens nothing is refused.
struct Authentication: RouterMiddleware {
    typealias Context = WebContext

    let access: AccessControl
    let limiter: RateLimiter
    let isSecure: Bool

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let key = Self.key(of: request, context) {
            guard let principal = await access.principal(key: key) else {
                try limiter.count(nil, from: context.address)
                throw WebError.wrongKey(isOpen311: request.isOpen311)
            }
            context.principal = principal
        } else if let cookie = request.cookies[SessionCookie.name(isSecure: isSecure)]?.value,
            let session = await access.session(cookie: cookie)
        {
            (context.principal, context.csrf) = (session.principal, session.formToken)
        }
        if let principal = context.principal { context.notes.signedIn(principal, csrf: context.csrf) }
        try limiter.count(context.principal, from: context.address)
        return try await next(request, context)
    }

    private static func key(of request: Request, _ context: WebContext) -> String? {
        if let header = request.headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            return parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : ""
        }
        guard request.isOpen311 else { return nil }
        let parameter = request.uri.queryParameters["api_key"].map(String.init) ?? context.form["api_key"]
        // Open311: an empty parameter counts as absent.
        return parameter.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension Request {
    var isOpen311: Bool { uri.path.hasPrefix("/open311/") }
}

extension WebError {
    /// 401, and 403 where Open311 wants it so.
    static func wrongKey(isOpen311: Bool) -> WebError {
        WebError(
            isOpen311 ? .forbidden : .unauthorized, "wrong-key", zh: "接口密钥无效、已过期或已吊销",
            en: "The API key is unknown, expired or revoked.")
    }
}
