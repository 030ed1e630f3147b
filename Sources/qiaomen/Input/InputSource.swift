import Foundation

/// Standard input or a file, read in chunks; memory is one chunk whatever the size.
///
/// Reading blocks the calling thread (never one of Swift's cooperative pool), but a stop is noticed within 100 ms, also
/// while nothing arrives.
package struct InputSource: ~Copyable {
    private static let chunkSize = 1 << 20
    private let descriptor: Int32
    private let closes: Bool
    /// The name for messages.
    package let name: String

    /// Opens it.
    ///
    /// - Parameter path: a file; nil or `-` is standard input.
    package init(path: String?) throws(CommandFailure) {
        if let path, path != "-" {
            let opened = open(path, O_RDONLY | O_CLOEXEC)
            guard opened >= 0 else {
                throw CommandFailure("\(path): cannot be read: \(String(cString: strerror(errno)))")
            }
            descriptor = opened
            closes = true
            name = path
        } else {
            descriptor = STDIN_FILENO
            closes = false
            name = "standard input"
        }
    }

    deinit {
        if closes { close(descriptor) }
    }

    /// Gives the bytes in order, until the end or until the stop is asked for.
    ///
    /// - Parameter body: takes a chunk, which is valid only during the call; nil when nothing more is there for now, before
    ///   waiting: the time to send on what was gathered.
    package borrowing func forEachChunk(until stop: StopRequest, _ body: (RawSpan?) throws -> Void) throws {
        var buffer = [UInt8](repeating: 0, count: Self.chunkSize)
        while !stop.isMade {
            if !isReadable(within: 0) {
                try body(nil)
                while !isReadable(within: 100) {
                    if stop.isMade { return }
                }
            }
            let count = buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            guard count >= 0 else {
                throw CommandFailure("\(name): cannot be read: \(String(cString: strerror(errno)))")
            }
            guard count > 0 else { return }
            try body(buffer.span.bytes.extracting(0..<count))
        }
    }

    private borrowing func isReadable(within milliseconds: Int32) -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        // An error counts as readable: the read tells which.
        return poll(&entry, 1, milliseconds) != 0
    }
}
