import Foundation
import Hotline
import Hummingbird

/// How an error is written, by what was asked for.
enum AnswerShape {
    /// A page for people.
    case page
    /// `{"error": {"code", "message"}}`
    case api
    /// GeoReport v2: `[{"code", "description"}]`, or the same in XML.
    case open311(isXML: Bool)

    init(_ request: Request) {
        let path = request.uri.path
        if path.hasPrefix("/open311/") {
            self = .open311(isXML: path.hasSuffix(".xml"))
        } else if path.hasPrefix("/api/") {
            self = .api
        } else {
            self = .page
        }
    }

    func response(for error: WebError, _ pages: Pages, _ context: WebContext) -> Response {
        let message = context.language(error.message)
        switch self {
        case .page: return pages.errorPage(error, context)
        case .api:
            return Self.json(["error": ["code": error.code, "message": message]], error.status)
        case .open311(isXML: false):
            return Self.json([Open311Error(code: error.status.code, description: message)], error.status)
        case .open311(isXML: true):
            let xml =
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<errors><error><code>\(error.status.code)</code>"
                + "<description>\(Markup.escape(message))</description></error></errors>\n"
            return Self.text(xml, "text/xml; charset=utf-8", error.status)
        }
    }

    private struct Open311Error: Encodable {
        let code: Int
        let description: String
    }

    private static func json(_ value: some Encodable, _ status: HTTPResponse.Status) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and numbers alone: there is nothing that could fail.
        let json = (try? encoder.encode(value)) ?? Data("{}".utf8)
        return text(String(decoding: json, as: UTF8.self), "application/json; charset=utf-8", status)
    }

    private static func text(_ text: String, _ type: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
