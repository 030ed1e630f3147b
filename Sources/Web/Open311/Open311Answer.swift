import HTTPTypes
import Hummingbird
import NIOCore

/// In which of its formats Open311 answers: the end of the address says it.
enum Open311Format: String, CaseIterable, Sendable {
    case json, xml

    /// `Content-Type`
    var contentType: String {
        switch self {
        case .json: "application/json; charset=utf-8"
        case .xml: "text/xml; charset=utf-8"
        }
    }
}

/// What is answered, and what its XML is called.
struct Open311Answer: Sendable {
    /// The name of XML's root.
    let root: String
    let node: Open311Node

    /// Requests, or what says something of them.
    static func requests(_ nodes: [Open311Node]) -> Open311Answer {
        Open311Answer(root: "service_requests", node: .list(item: "request", nodes))
    }

    func response(_ format: Open311Format, _ status: HTTPResponse.Status = .ok) -> Response {
        let bytes = format == .json ? node.json : node.xml(root: root)
        return Response(
            status: status, headers: [.contentType: format.contentType, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// What is wrong with a request: all of it at once.
struct Open311Errors: Error, Sendable {
    struct One: Sendable, Hashable {
        let status: HTTPResponse.Status
        let description: String
    }

    private(set) var list: [One]
    private var retryAfter: Int?

    init(_ list: [One] = []) {
        self.list = list
    }

    init(_ status: HTTPResponse.Status, _ description: String) {
        list = [One(status: status, description: description)]
    }

    /// What went wrong elsewhere.
    init(_ error: WebError, _ language: Language) {
        // The standard knows no 401: who has no key is told 403.
        self.init(error.status == .unauthorized ? .forbidden : error.status, language(error.message))
        retryAfter = error.retryAfter
    }

    mutating func add(_ status: HTTPResponse.Status, _ description: String) {
        list.append(One(status: status, description: description))
    }

    /// The one status that they all have; 400 if they differ.
    private var status: HTTPResponse.Status {
        guard let first = list.first?.status, list.allSatisfy({ $0.status == first }) else { return .badRequest }
        return first
    }

    func response(_ format: Open311Format) -> Response {
        let nodes = list.map { one in
            Open311Node.object([("code", .text(String(one.status.code))), ("description", .text(one.description))])
        }
        var response = Open311Answer(root: "errors", node: .list(item: "error", nodes)).response(format, status)
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }
}
