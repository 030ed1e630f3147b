import Dispatch
import Foundation

/// The simplest client: one request a connection, on a thread of its own.
package enum HTTPRequest {
    package struct Failed: Error { let reason: String }

    package static func get(_ address: String) async throws -> (status: Int, type: String, body: String) {
        guard let url = URLComponents(string: address), let host = url.host, let port = url.port else {
            throw Failed(reason: "no address: \(address)")
        }
        let target = url.percentEncodedPath + (url.percentEncodedQuery.map { "?" + $0 } ?? "")
        let answer = try await exchange(
            host, port, "GET \(target) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
        guard let end = answer.range(of: "\r\n\r\n") else { throw Failed(reason: "no HTTP: \(answer)") }
        let head = answer[..<end.lowerBound].components(separatedBy: "\r\n")
        let type = head.first { $0.lowercased().hasPrefix("content-type: ") }?.dropFirst(14)
        guard let status = head.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Failed(reason: "no status: \(head)")
        }
        return (status, String(type ?? ""), String(answer[end.upperBound...]))
    }

    private static func exchange(_ host: String, _ port: Int, _ request: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "http").async {
                continuation.resume(with: Result { try send(host, port, Array(request.utf8)) })
            }
        }
    }

    private static func send(_ host: String, _ port: Int, _ request: [UInt8]) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(reason: "no socket") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw Failed(reason: "cannot connect to port \(port)") }
        guard write(descriptor, request, request.count) == request.count else { throw Failed(reason: "cannot send") }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
            answer += buffer[..<count]
        }
    }
}
