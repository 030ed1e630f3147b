import Foundation

/// The file that holds the ``AccessList``: readable by its owner alone, replaced whole, so that a reader sees the one
/// before or the one after. All calls block.
package struct AccessFile: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Which file it is, and whether it is still as it was.
    struct Version: Equatable {
        private let device: dev_t
        private let inode: ino_t
        private let size: off_t
        private let seconds: Int
        private let nanoseconds: Int

        /// - Returns: nil if there is no file.
        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            (device, inode, size) = (status.st_dev, status.st_ino, status.st_size)
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
    }

    var version: Version? { Version(path) }

    /// What it holds; nil if there is none.
    package func read() throws(AccessError) -> AccessList? {
        do {
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            return try JSONDecoder().decode(AccessList.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw AccessError("the access file \(path) cannot be read: \(error)")
        }
    }

    /// Changes it, or makes it; two who do so at once do it one after the other.
    package func change<Value>(_ body: (inout AccessList) throws -> Value) throws -> Value {
        let lock = open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
            throw AccessError("the access file \(path) cannot be changed: \(String(cString: strerror(errno)))")
        }
        defer { close(lock) }
        var list = try read() ?? AccessList()
        let value = try body(&list)
        try write(list)
        return value
    }

    private func write(_ list: AccessList) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(list))
        let new = path + ".new"
        unlink(new)
        let file = open(new, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(new) }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure(new) }
            written += count
        }
        guard fsync(file) == 0, rename(new, path) == 0 else { throw failure(path) }
    }

    private func failure(_ path: String) -> AccessError {
        AccessError("\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
