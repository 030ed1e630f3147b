/// How the lines that a model has learned from were judged by models that had not seen them: so that a new model can be
/// compared with it on the same lines, fairly, long after.
package struct HeldOutRecord: Hashable, Sendable {
    /// By a line's ``LabelledReport/fingerprint``: the guess, an index into the model's areas.
    private(set) var guesses: [UInt32: UInt8] = [:]

    package init() {}

    /// Notes a guess; of two lines with one fingerprint the later stays.
    mutating func note(_ guess: Int, of fingerprint: UInt32) {
        guesses[fingerprint] = UInt8(truncatingIfNeeded: guess)
    }

    /// The area guessed for a line, an index into the model's areas; nil if the model has not learned
    /// from the line.
    package func guess(of fingerprint: UInt32) -> Int? {
        guesses[fingerprint].map { Int($0) }
    }

    // In the file: five bytes a line, the fingerprint's from the lowest to the highest, then the guess, by fingerprint.
    static let bytesPerLine = 5

    /// - Returns: nil if a guess is none of so many areas.
    init?(bytes: ArraySlice<UInt8>, areas: Int) {
        var index = bytes.startIndex
        while index + Self.bytesPerLine <= bytes.endIndex {
            let fingerprint = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[index + $1]) << UInt32(8 * $1) }
            guard bytes[index + 4] < areas else { return nil }
            guesses[fingerprint] = bytes[index + 4]
            index += Self.bytesPerLine
        }
    }

    var bytes: [UInt8] {
        guesses.sorted { $0.key < $1.key }.flatMap { fingerprint, guess in
            (0..<4).map { UInt8(truncatingIfNeeded: fingerprint >> UInt32(8 * $0)) } + [guess]
        }
    }
}
