import HTTPTypes
import Hotline
import Hummingbird
import NIOCore

/// An answer that WPS and Excel open as a table.
enum CSVAnswer {
    /// What tells Excel that it is UTF-8.
    static let byteOrderMark = "\u{FEFF}"

    /// A table that is there.
    static func whole(_ name: String, _ lines: [[String]]) -> Response {
        let text = byteOrderMark + lines.map(\.csvLine).joined()
        return Response(
            status: .ok, headers: headers(name), body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// A table that comes piece by piece, so that it may be of any length.
    ///
    /// - Parameter next: the next lines; nil after the last.
    static func stream(
        _ name: String, header: [String],
        _ next: @escaping @Sendable () async throws -> [[String]]?
    ) -> Response {
        Response(
            status: .ok, headers: headers(name),
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: byteOrderMark + header.csvLine))
                while let lines = try await next() {
                    try await writer.write(ByteBuffer(string: lines.map(\.csvLine).joined()))
                }
                try await writer.finish(nil)
            })
    }

    private static func headers(_ name: String) -> HTTPFields {
        [
            .contentType: "text/csv; charset=utf-8", .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"qiaomen-\(name).csv\"",
        ]
    }
}
