#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Who may write a store: one process, the others stand by.
///
/// The lock is `flock` on `PATH.lock`: the kernel frees it when the process ends, however it ends, so that there is no
/// stale lock to clear away. The file stays; it says nothing.
package final class StoreLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Takes the lock; nil if another process, or another part of this one, holds it.
    package static func acquire(_ path: String) throws(StoreError) -> StoreLock? {
        let file = path + ".lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .unreachable(path: file, reason: reason(errno)) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            close(descriptor)
            guard code == EWOULDBLOCK else { throw .unreachable(path: file, reason: reason(code)) }
            return nil
        }
        return StoreLock(descriptor: descriptor)
    }

    /// Makes an empty file that only its owner and group may read, if there is none; SQLite gives the files beside it the
    /// same rights. Whatever hinders it, opening it will say.
    static func makeFile(_ path: String) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether there is a file.
    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    private static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
