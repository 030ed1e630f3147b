import Foundation
import HTTPTypes
import Hummingbird

/// `/sign-in`: a form for a name and a password; `/sign-out`.
struct SignIn {
    let access: AccessControl
    let limiter: RateLimiter
    let pages: Pages
    let isSecure: Bool

    /// Where somebody is sent who is not signed in.
    ///
    /// - Parameter address: where they wanted to go, and come to afterwards.
    static func address(comingFrom address: String) -> String {
        guard let next = safe(address), next != "/" else { return "/sign-in" }
        return "/sign-in?next=" + (next.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
    }

    /// An address inside this site, and nothing that a browser could take for another site's.
    private static func safe(_ address: String?) -> String? {
        guard let address, address.utf8.count <= 1_000, address.hasPrefix("/"), !address.hasPrefix("//"),
            address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return address
    }

    func addRoutes(to router: Router<WebContext>) {
        router.get("/sign-in") { request, context in
            if access.signsInByAddress, let session = request.uri.queryParameters["session"] {
                return await signIn(session: String(session), context)
            }
            return await form(context, next: request.uri.queryParameters["next"].map(String.init))
        }
        router.post("/sign-in") { _, context in try await signIn(context) }
        router.post("/sign-out") { _, context in
            context.notes.did("sign-out")
            var response = Response.redirect(to: "/sign-in", type: .normal)
            response.setCookie(SessionCookie.cookie("", isSecure: isSecure))
            return response
        }
    }

    private func form(
        _ context: WebContext, next: String?, name: String = "", failure: Bool = false,
        status: HTTPResponse.Status = .ok
    ) async -> Response {
        let others = await access.signInAddresses().map { ["name": $0.name, "address": $0.address] }
        return pages.page(
            "sign-in", title: "signIn",
            [
                "next": Self.safe(next) ?? "/", "name": name, "failure": failure, "isDemonstration": !others.isEmpty,
                "others": others,
            ], context, status: status)
    }

    private func signIn(session cookie: String, _ context: WebContext) async -> Response {
        guard let session = await access.session(cookie: cookie) else {
            return await form(context, next: nil, failure: true, status: .unprocessableContent)
        }
        context.notes.did("sign-in")
        context.notes.signedIn(session.principal, csrf: nil)
        var response = Response.redirect(to: "/", type: .normal)
        response.setCookie(SessionCookie.cookie(cookie, isSecure: isSecure))
        return response
    }

    private func signIn(_ context: WebContext) async throws -> Response {
        let name = context.form["name"]?.trimmingCharacters(in: .whitespaces) ?? ""
        let password = context.form["password"] ?? ""
        // Longer than anybody's, and nothing to hash for ever.
        guard name.utf8.count <= 200, password.utf8.count <= 1_000 else { throw WebError.bodyTooLarge }
        try limiter.mayTry(name: name, from: context.address)
        guard let session = try await access.signIn(name: name, password: password) else {
            limiter.failed(name: name, from: context.address)
            context.notes.did("sign-in failed")
            return await form(
                context, next: context.form["next"], name: name, failure: true, status: .unprocessableContent)
        }
        context.notes.did("sign-in")
        context.notes.signedIn(session.principal, csrf: nil)
        var response = Response.redirect(to: Self.safe(context.form["next"]) ?? "/", type: .normal)
        response.setCookie(SessionCookie.cookie(session.cookie, isSecure: isSecure))
        return response
    }
}
