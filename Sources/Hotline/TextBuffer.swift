/// The memory that decoded texts live in: as large as the longest value may be, allocated once.
///
/// A text is never longer decoded than encoded, so the texts of a value that is not too long always fit.
struct TextBuffer: Sendable {
    private var bytes: [UInt8]
    private(set) var count = 0

    init(capacity: Int) {
        bytes = [UInt8](repeating: 0, count: capacity)
    }

    /// Forgets what stands behind the first `count` bytes.
    mutating func truncate(to count: Int) {
        self.count = count
    }

    /// The bytes of one text, valid until the buffer changes.
    @_lifetime(borrow self)
    func text(_ range: Range<Int>) -> Span<UInt8> {
        bytes.span.extracting(range)
    }

    /// Compares two texts by their bytes: negative, zero or positive.
    func order(_ left: Range<Int>, _ right: Range<Int>) -> Int {
        for (first, second) in zip(left, right) where bytes[first] != bytes[second] {
            return bytes[first] < bytes[second] ? -1 : 1
        }
        return left.count - right.count
    }

    /// Appends well-formed UTF-8.
    ///
    /// - Parameter offset: where the text stands in the JSON, for the error when the buffer is full.
    mutating func append(_ run: RawSpan, at offset: Int) throws(JSONError) {
        guard run.byteCount <= bytes.count - count else { throw tooLong(offset) }
        bytes.withUnsafeMutableBytes { target in
            run.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: target[count...]).copyMemory(from: $0) }
        }
        count += run.byteCount
    }

    /// Appends one Unicode scalar value as UTF-8.
    mutating func append(_ scalar: UInt32, at offset: Int) throws(JSONError) {
        guard bytes.count - count >= 4 else { throw tooLong(offset) }
        switch scalar {
        case ..<0x80:
            put(scalar)
        case ..<0x800:
            put(0xC0 | scalar >> 6)
            put(0x80 | scalar & 0x3F)
        case ..<0x10000:
            put(0xE0 | scalar >> 12)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        default:
            put(0xF0 | scalar >> 18)
            put(0x80 | scalar >> 12 & 0x3F)
            put(0x80 | scalar >> 6 & 0x3F)
            put(0x80 | scalar & 0x3F)
        }
    }

    private mutating func put(_ byte: UInt32) {
        bytes[count] = UInt8(truncatingIfNeeded: byte)
        count += 1
    }

    private func tooLong(_ offset: Int) -> JSONError {
        JSONError("texts of at most \(bytes.count) bytes together", at: offset)
    }
}
