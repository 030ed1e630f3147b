package import Hummingbird
import NIOCore

/// What is known of one request.
package struct WebContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// Who asks; nil if nobody is signed in.
    package var principal: Principal?
    /// In which language the answer speaks.
    package var language = Language.zh
    /// What forms carry so that nobody else can send them; nil without a session.
    package var csrf: String?
    /// What was asked for: a path, and the query behind it.
    package var (path, query) = ("", "")
    /// What addresses of ours begin with for those who are elsewhere; empty if it is not known.
    package var origin = ""
    /// The trace that the request belongs to, carried on by what it writes.
    package var trace: String?
    /// The request's body, whole.
    package var body = ByteBuffer()
    /// The body's fields, if it is a form's.
    package var form = FormFields()
    /// The network address that the request came from, without its port.
    package let address: String
    /// What those outside learn of what happens inside.
    package let notes = RequestNotes()

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// No request's body is larger, in bytes: twice what a message may be, for forms are encoded.
    package static let maximumBody = 128 << 10

    package var maxUploadSize: Int { Self.maximumBody }
}

extension WebContext {
    /// The address of the same page in a language.
    func location(in language: Language) -> String {
        let others = query.split(separator: "&").filter { $0 != "lang" && !$0.hasPrefix("lang=") }
        return path + "?" + (others + ["lang=\(language.rawValue)"]).joined(separator: "&")
    }

    /// Who asks.
    ///
    /// - Throws: 401 if nobody is signed in.
    package func signedIn() throws(WebError) -> Principal {
        guard let principal else { throw .notSignedIn }
        return principal
    }

    /// Who asks, if it is one of those; an admin is always.
    ///
    /// - Throws: 401 if nobody is signed in, 403 if somebody else is.
    @discardableResult
    package func require(_ roles: Principal.Role...) throws(WebError) -> Principal {
        let principal = try signedIn()
        guard principal.role == .admin || roles.contains(principal.role) else { throw .notAllowed }
        return principal
    }
}

/// Lets only some roles through, and the admin: `group.add(middleware: Requires(.desk, .manager))`.
package struct Requires: RouterMiddleware {
    package typealias Context = WebContext
    private let roles: Set<Principal.Role>

    package init(_ roles: Principal.Role...) {
        self.roles = Set(roles)
    }

    package func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let principal = try context.signedIn()
        guard principal.role == .admin || roles.contains(principal.role) else { throw WebError.notAllowed }
        return try await next(request, context)
    }
}
