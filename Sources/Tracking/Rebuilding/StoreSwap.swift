package import Store

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Puts a new store in the place of an old one, which is kept.
///
/// There is a whole store at the path at every instant: the old file gets a second name, then the new one takes the first
/// in one step. Both have been closed before, so that no write-ahead log lies beside either: a log beside the wrong file
/// would be played into it.
package enum StoreSwap {
    /// What the old file is called afterwards.
    package static func oldPath(of path: String) -> String { path + ".old" }
    /// Where the new file is made.
    package static func newPath(of path: String) -> String { path + ".new" }

    /// Removes what an earlier rebuild that was broken off has left.
    package static func clear(_ path: String) throws(StoreError) {
        for suffix in ["", "-wal", "-shm", ".lock"] { try remove(path + suffix) }
    }

    /// Swaps the files.
    ///
    /// - Parameter path: the store's; there need not be one.
    package static func swap(_ path: String) throws(StoreError) {
        let (new, old) = (newPath(of: path), oldPath(of: path))
        if access(new + "-wal", F_OK) == 0 {
            throw .busy(path: new)
        }
        if access(path, F_OK) == 0 {
            try clear(old)
            guard link(path, old) == 0 else { throw .unreachable(path: old, reason: Self.reason) }
            // Of a store that could not be opened a log may be left: it stays with its file.
            for suffix in ["-wal", "-shm"] where access(path + suffix, F_OK) == 0 {
                guard rename(path + suffix, old + suffix) == 0 else {
                    throw .unreachable(path: path + suffix, reason: Self.reason)
                }
            }
        }
        guard rename(new, path) == 0 else { throw .unreachable(path: path, reason: Self.reason) }
        try remove(new + ".lock")
    }

    private static func remove(_ path: String) throws(StoreError) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw .unreachable(path: path, reason: reason)
    }

    private static var reason: String {
        let code = errno
        return strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
