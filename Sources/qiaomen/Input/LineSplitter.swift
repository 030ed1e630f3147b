import Foundation

/// Cuts a stream of bytes into lines, wherever the chunks end. A line that lies whole in a chunk is not copied.
///
/// LF or CR LF ends a line, the last one may lack it. Blank lines are counted and left out, a byte order mark at the very
/// beginning is taken off. Memory is bounded: a line longer than `limit` is told and thrown away.
package struct LineSplitter {
    /// The longest line, in bytes: what fits into the largest Kafka record we allow.
    package static let limit = 16 << 20

    private let limit: Int
    private var carry: [UInt8] = []
    private var isTooLong = false
    private var number = 0

    /// - Parameter limit: the longest line, in bytes.
    package init(limit: Int = Self.limit) {
        self.limit = limit
    }

    /// Takes the next chunk and gives each line that ends in it.
    ///
    /// - Parameter body: gets the line's number, from 1, and its bytes without the line's end; nil if it was too long.
    package mutating func feed(_ chunk: RawSpan, _ body: (Int, RawSpan?) throws -> Void) rethrows {
        var start = 0
        while let end = Self.newline(in: chunk, from: start) {
            let piece = chunk.extracting(start..<end)
            start = end + 1
            if carry.isEmpty, !isTooLong, piece.byteCount <= limit {
                try emit(piece, body)
            } else {
                keep(piece)
                try emitCarry(body)
            }
        }
        if start < chunk.byteCount { keep(chunk.extracting(start..<chunk.byteCount)) }
    }

    /// Gives the last line, if it had no end.
    package mutating func finish(_ body: (Int, RawSpan?) throws -> Void) rethrows {
        if !carry.isEmpty || isTooLong { try emitCarry(body) }
    }

    private mutating func keep(_ piece: RawSpan) {
        guard !isTooLong, carry.count + piece.byteCount <= limit else {
            isTooLong = true
            carry.removeAll(keepingCapacity: false)
            return
        }
        piece.withUnsafeBytes { carry.append(contentsOf: $0) }
    }

    private mutating func emitCarry(_ body: (Int, RawSpan?) throws -> Void) rethrows {
        defer {
            carry.removeAll(keepingCapacity: carry.capacity <= 1 << 20)
            isTooLong = false
        }
        if isTooLong {
            number += 1
            try body(number, nil)
        } else {
            let line = carry
            try emit(line.span.bytes, body)
        }
    }

    private mutating func emit(_ piece: RawSpan, _ body: (Int, RawSpan?) throws -> Void) rethrows {
        number += 1
        let line = Self.trimmed(piece, isFirst: number == 1)
        if !line.isEmpty { try body(number, piece.extracting(line)) }
    }

    /// The range without byte order mark and CR; empty for a blank line.
    private static func trimmed(_ line: RawSpan, isFirst: Bool) -> Range<Int> {
        line.withUnsafeBytes { bytes in
            let start = isFirst && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            let end = bytes.last == UInt8(ascii: "\r") ? max(start, bytes.count - 1) : bytes.count
            let isBlank = bytes[start..<end].allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            return isBlank ? 0..<0 : start..<end
        }
    }

    private static func newline(in chunk: RawSpan, from start: Int) -> Int? {
        chunk.withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(UInt8(ascii: "\n")), bytes.count - start)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }
}
