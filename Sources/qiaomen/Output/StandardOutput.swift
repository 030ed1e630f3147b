import Foundation

/// Standard output for results: gathers small writes, and notices a reader that has gone or a stop while it waits.
///
/// It blocks the calling thread (never one of Swift's cooperative pool) as long as the reader is slow.
package struct StandardOutput: ~Copyable {
    /// Why nothing more can be written.
    package enum Ended: Error {
        /// The reader closed the pipe, as `head` does: not an error of ours.
        case closed
        /// The process was asked to stop while the reader did not read.
        case stopped
    }

    /// What a pipe takes at once when it says that it is writable (PIPE_BUF), so that no write blocks.
    private static let pieceSize = 4096
    private let descriptor: Int32
    private let stop: StopRequest
    private var buffer: [UInt8] = []

    /// - Parameters:
    ///   - stop: ends a wait for a slow reader.
    ///   - descriptor: where to write.
    package init(stop: StopRequest, descriptor: Int32 = STDOUT_FILENO) {
        self.stop = stop
        self.descriptor = descriptor
    }

    /// Adds bytes; writes when 64 KiB are gathered.
    package mutating func write(_ bytes: some Sequence<UInt8>) throws(Ended) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= 1 << 16 { try flush() }
    }

    /// Adds a text.
    package mutating func write(_ text: String) throws(Ended) {
        try write(text.utf8)
    }

    /// Writes what is gathered.
    package mutating func flush() throws(Ended) {
        defer { buffer.removeAll(keepingCapacity: true) }
        var written = 0
        while written < buffer.count {
            try waitUntilWritable()
            let count = buffer.withUnsafeBytes { bytes in
                Foundation.write(
                    descriptor, bytes.baseAddress?.advanced(by: written), min(Self.pieceSize, bytes.count - written))
            }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count > 0 else { throw .closed }
            written += count
        }
    }

    private func waitUntilWritable() throws(Ended) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        while poll(&entry, 1, 100) == 0 {
            if stop.isMade { throw .stopped }
        }
    }
}

/// Runs work that prints. A reader of ours that goes away, or a stop while it does not read, ends the work and is no
/// failure.
func whileReaderIsThere(_ work: () async throws -> Void) async throws {
    do {
        try await work()
    } catch is StandardOutput.Ended {}
}
