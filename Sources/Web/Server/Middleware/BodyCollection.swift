import Hummingbird
import HummingbirdCore

/// Takes a request's body in whole, up to the bound, before anybody looks at it. That it comes in time is ``Patience``'s
/// concern.
struct BodyCollection: RouterMiddleware {
    typealias Context = WebContext

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let declared = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard declared <= WebContext.maximumBody else { throw WebError.bodyTooLarge }
        var (request, context) = (request, context)
        do {
            context.body = try await request.collectBody(upTo: WebContext.maximumBody)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw WebError.bodyTooLarge
        }
        if request.headers[.contentType]?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true {
            context.form = FormFields(String(buffer: context.body))
        }
        return try await next(request, context)
    }
}

extension WebError {
    /// 413
    static let bodyTooLarge = WebError(
        .contentTooLarge, "too-large", zh: "提交的内容过大（上限 128 KiB）",
        en: "What was sent is too large (at most 128 KiB).")
}
