import Dispatch
import Foundation

/// A connection by which anything may be sent, HTTP or not. Waiting happens on threads of its own.
package final class RawConnection: Sendable {
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "raw connection")

    package init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, connected == 0 else { throw HTTPRequest.Failed(reason: "cannot connect to \(port)") }
    }

    deinit { close(descriptor) }

    /// Sends text. A peer that has closed is no error: what it answered says why.
    package func send(_ text: String) async throws {
        let (descriptor, bytes) = (descriptor, Array(text.utf8))
        await onQueue {
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    /// What comes first.
    package func first() async throws -> String { await onQueue { [descriptor] in Self.read(descriptor) } }

    /// All that comes until the peer closes.
    package func rest() async throws -> String {
        await onQueue { [descriptor] in
            var text = ""
            while case let more = Self.read(descriptor), !more.isEmpty { text += more }
            return text
        }
    }

    private static func read(_ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Foundation.read(descriptor, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : ""
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: work()) } }
    }
}
