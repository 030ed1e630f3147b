import Dispatch
import Foundation
package import Logging
import Synchronization
import WorkTime

/// Who read or did what: one JSON line each, in a file of its own or in the log. It holds names of users and keys, routes
/// and case numbers; nothing that residents wrote, and no address's query.
package final class AuditLog: Sendable {
    /// One line.
    struct Entry: Encodable, Sendable {
        let at: String
        /// Nil if nobody is signed in.
        let who: String?
        let role: String?
        /// `user` or `key`.
        let by: String?
        /// The network address, where nobody is signed in.
        let from: String?
        let method: String
        let route: String
        let `case`: String?
        let deed: String?
        let status: Int
    }

    private let file: FileHandle?
    private let logger: Logger
    private let queue = DispatchQueue(label: "web.audit")

    /// - Parameter path: where lines are added; nil for the log.
    /// - Throws: `WebSetupError` if it cannot be written.
    package init(path: String?, logger: Logger) throws(WebSetupError) {
        self.logger = logger
        guard let path else {
            file = nil
            return
        }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw WebSetupError("the audit file \(path) cannot be written: \(String(cString: strerror(errno)))")
        }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    func add(_ entry: Entry) {
        queue.async { [self] in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard let json = try? encoder.encode(entry) else { return }
            guard let file else {
                logger.info("audit \(String(decoding: json, as: UTF8.self))")
                return
            }
            do {
                try file.write(contentsOf: json + [UInt8(ascii: "\n")])
            } catch {
                logger.error("the audit cannot be written: \(error): \(String(decoding: json, as: UTF8.self))")
            }
        }
    }

    /// Waits until what was added is written.
    package func flush() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }
}
