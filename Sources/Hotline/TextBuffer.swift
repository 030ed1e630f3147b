/// The memory that decoded texts live in: as large as the longest value may be, allocated once.
///
/// A text is never longer decoded than encoded, so the texts of a value that is not too long always fit.
struct TextBuffer: Sendable {
    /// All of the memory; the texts are its first ``count`` bytes.
    var bytes: [UInt8]
    /// How long the texts are together. A lower count forgets those behind it.
    var count = 0

    init(capacity: Int) {
        bytes = [UInt8](repeating: 0, count: capacity)
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

    /// Appends well-formed UTF-8; false if there is no room for it.
    mutating func append(_ run: RawSpan) -> Bool {
        guard run.byteCount <= bytes.count - count else { return false }
        bytes.withUnsafeMutableBytes { target in
            run.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: target[count...]).copyMemory(from: $0) }
        }
        count += run.byteCount
        return true
    }
}
