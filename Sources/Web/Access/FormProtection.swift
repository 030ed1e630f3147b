import Foundation
import HTTPTypes
import Hummingbird

/// Refuses what another site makes a browser send in somebody's name: a request that changes something, with a session's
/// cookie, has to come from our own pages (`Origin`, `Sec-Fetch-Site`) and to carry the session's token, as the field
/// `csrf` of a form or as the header `X-CSRF-Token`. Keys need none: no browser sends them by itself.
struct FormProtection: RouterMiddleware {
    typealias Context = WebContext

    private static let harmless: Set<HTTPRequest.Method> = [.get, .head, .options]

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard !Self.harmless.contains(request.method), context.principal?.isKey != true else {
            return try await next(request, context)
        }
        guard request.isFromOurPages else { throw WebError.wrongForm }
        if let expected = context.csrf {
            let shown = request.headers["X-CSRF-Token"] ?? context.form["csrf"] ?? ""
            guard Secrets.areEqual(Data(shown.utf8), Data(expected.utf8)) else { throw WebError.wrongForm }
        }
        return try await next(request, context)
    }
}

extension Request {
    /// Whether a browser says that one of our pages sent it, or no browser did.
    fileprivate var isFromOurPages: Bool {
        if let site = headers["Sec-Fetch-Site"], site != "same-origin", site != "none" { return false }
        guard let origin = headers[.origin] else { return true }
        return head.authority.map { origin == "http://\($0)" || origin == "https://\($0)" } ?? false
    }
}

extension WebError {
    /// 403
    static let wrongForm = WebError(
        .forbidden, "wrong-form", zh: "表单已失效，请刷新页面后重新提交",
        en: "The form is no longer valid. Please reload the page and send it again.")
}
