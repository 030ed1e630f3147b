package import Hotline
package import Hummingbird

/// Why a request was not done, for whoever asked: JSON for programs, a page for people. What went wrong inside is for
/// the log alone.
package struct WebError: Error, Sendable, Hashable {
    /// The status of the answer.
    package let status: HTTPResponse.Status
    /// A word for programs, as `not-found`.
    package let code: String
    /// What is wrong, and what to do.
    package let message: BilingualName
    /// After how many seconds to try again.
    package var retryAfter: Int?

    package init(_ status: HTTPResponse.Status, _ code: String, zh: String, en: String, retryAfter: Int? = nil) {
        self.status = status
        self.code = code
        message = BilingualName(zh: zh, en: en)
        self.retryAfter = retryAfter
    }

    /// 401
    package static let notSignedIn = WebError(.unauthorized, "not-signed-in", zh: "请先登录", en: "Please sign in.")
    /// 403
    package static let notAllowed = WebError(
        .forbidden, "not-allowed", zh: "您的角色无权进行此操作", en: "Your role may not do this.")
    /// 404, also for what somebody may not know of.
    package static let notFound = WebError(.notFound, "not-found", zh: "没有找到", en: "There is no such thing here.")
    /// 503: the tracker has not made the store yet, or it cannot be read.
    package static let storeAway = WebError(
        .serviceUnavailable, "store-away", zh: "数据暂时无法读取，请稍后再试",
        en: "The cases cannot be read at present. Please try again soon.", retryAfter: 5)

    /// 500: the log says what is wrong.
    package static let broken = WebError(
        .internalServerError, "broken", zh: "系统出现错误，已经记录，请联系管理员",
        en: "Something is wrong here. It is in the log; please tell the administrator.")

    /// 400 with what is wrong.
    package static func badRequest(_ code: String = "bad-request", zh: String, en: String) -> WebError {
        WebError(.badRequest, code, zh: zh, en: en)
    }

    /// 409: the case's state does not allow it, with the reason.
    package static func conflict(_ code: String = "conflict", zh: String, en: String) -> WebError {
        WebError(.conflict, code, zh: zh, en: en)
    }
}
