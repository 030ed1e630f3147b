import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// An answer in JSON.
enum JSONAnswer {
    static let contentType = "application/json; charset=utf-8"

    /// A value, its members in the order of their names; what is nil is left out.
    static func encoding(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return bytes([UInt8](try encoder.encode(value)), status)
    }

    /// JSON that is written already.
    static func bytes(_ json: [UInt8], _ status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: contentType, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(bytes: json)))
    }
}
