import HTTPTypes
import Hummingbird
import Logging
import Store

/// Turns errors into answers: JSON for programs, a page for people. What went wrong inside goes to the log alone.
struct ErrorAnswers: RouterMiddleware {
    typealias Context = WebContext

    let pages: Pages
    let logger: Logger

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let shown = known(error, request)
            if shown == .notSignedIn, request.method == .get, request.isByBrowser {
                return .redirect(to: SignIn.address(comingFrom: request.uri.string), type: .normal)
            }
            return answer(shown, to: request, context)
        }
    }

    private func known(_ error: any Error, _ request: Request) -> WebError {
        switch error {
        case let error as WebError: return error
        case let error as IntakeError:
            if case .refused(let reason) = error { logger.error("a message was not taken: \(reason)") }
            return WebError(error)
        case let error as StoreError:
            let shown = WebError(error)
            if shown == .broken { logger.error("\(error)") }
            return shown
        case let error as any HTTPResponseError: return WebError(status: error.status)
        case is CancellationError: return .storeAway
        default:
            logger.error("\(request.method) \(request.uri.path): \(error)")
            return .broken
        }
    }

    private func answer(_ error: WebError, to request: Request, _ context: WebContext) -> Response {
        var context = context
        let notes = context.notes.contents
        (context.principal, context.csrf) = (notes.principal, notes.csrf)
        var response = AnswerShape(request).response(for: error, pages, context)
        if let seconds = error.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
        if error.status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}

extension Request {
    /// Whether a person waits for a page.
    fileprivate var isByBrowser: Bool { headers[.accept]?.contains("text/html") == true }
}

extension WebError {
    /// What Hummingbird says by itself.
    init(status: HTTPResponse.Status) {
        switch status {
        case .notFound: self = .notFound
        case .contentTooLarge: self = .bodyTooLarge
        case .methodNotAllowed:
            self.init(status, "method-not-allowed", zh: "不支持此操作", en: "That cannot be done here.")
        case _ where status.kind == .clientError:
            self.init(status, "bad-request", zh: "请求有误", en: "The request is wrong.")
        default: self = .broken
        }
    }
}
