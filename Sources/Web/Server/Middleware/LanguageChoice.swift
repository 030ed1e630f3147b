import HTTPTypes
import Hummingbird

/// In which language the answer speaks: `?lang=`, then what was chosen before, then what the browser prefers.
struct LanguageChoice: RouterMiddleware {
    typealias Context = WebContext

    static let cookie = "lang"

    let isSecure: Bool

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let chosen = request.uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) }
        context.language =
            chosen ?? request.cookies[Self.cookie].flatMap { Language(rawValue: $0.value) }
            ?? Language(accepting: request.headers[.acceptLanguage] ?? "")
        var response = try await next(request, context)
        if let chosen {
            response.setCookie(
                Cookie(
                    name: Self.cookie, value: chosen.rawValue, maxAge: 365 * 86_400, path: "/", secure: isSecure,
                    httpOnly: true, sameSite: .lax))
        }
        response.headers[.contentLanguage] = context.language == .zh ? "zh-CN" : "en"
        return response
    }
}
