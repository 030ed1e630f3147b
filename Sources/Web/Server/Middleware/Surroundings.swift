import HTTPTypes
import Hotline
import Hummingbird

/// What a request's head says of itself: what it asks for, from where, and as a part of what.
struct Surroundings: RouterMiddleware {
    typealias Context = WebContext

    let isSecure: Bool
    let publicAddress: PublicAddress?

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        (context.path, context.query) = (request.uri.path, request.uri.query ?? "")
        context.trace = request.trace
        context.origin = publicAddress?.description ?? request.origin(isSecure: isSecure)
        return try await next(request, context)
    }
}

extension Request {
    /// The header `traceparent`, if it is well formed.
    fileprivate var trace: String? {
        guard let name = HTTPField.Name("\(CloudEvent.traceParent)"), let value = headers[name],
            CloudEvent.isTraceParent(value.utf8.span.bytes)
        else { return nil }
        return value
    }

    /// Where the client says that it reached us; empty if that looks like no host.
    fileprivate func origin(isSecure: Bool) -> String {
        let authority = head.authority ?? ""
        let isHost = authority.utf8.allSatisfy { byte in
            Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
                || [UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "["), UInt8(ascii: "]")]
                    .contains(byte)
        }
        return isHost && !authority.isEmpty ? (isSecure ? "https://" : "http://") + authority : ""
    }
}
