/// Reads a text as *grams*: runs of one to three tokens, each known by a hash.
///
/// A token is one character of a script without blanks (Chinese), or a word in Latin letters, told by its first seven
/// without a plural's s; a number or a short code that ends in a digit ("A3", "12") is one token, whatever its digits.
/// Blanks end words and vanish; anything else, once however often it repeats, is a token that no single gram consists
/// of. What folds together gives the same tokens.
enum Grams {
    /// Calls `body` with each gram's hash and the bytes at which it begins and ends.
    @inline(__always)
    static func forEach(in text: Span<UInt8>, folding: Folding, _ body: (UInt32, Int, Int) -> Void) {
        let table = folding.table
        var window = Window()
        var word = Word()
        var index = 0
        while index < text.count {
            let (raw, length) = decodeScalar(in: text, at: index)
            let scalar = table[raw]
            let start = index
            index += length
            if isWordScalar(scalar) {
                word.append(scalar, at: start)
                continue
            }
            if word.count > 0 {
                window.push(word.token, from: word.start, to: start, body)
                word.count = 0
            }
            if scalar == 0x20 { continue }
            if isLetter(scalar) {
                window.push(scalar &* 0x27D4_EB2D, from: start, to: index, body)
            } else {
                window.pushBreak(from: start, to: index, body)
            }
        }
        if word.count > 0 { window.push(word.token, from: word.start, to: index, body) }
    }

    /// Whether a folded scalar is a token of its own: neither punctuation nor a symbol of the blocks that hold them.
    @inline(__always)
    private static func isLetter(_ scalar: UInt32) -> Bool {
        scalar >= 0x250 && !(0x2000..<0x2E80).contains(scalar) && !(0x3000...0x303F).contains(scalar)
            && !(0xE000..<0xF900).contains(scalar) && !(0xFE00...0xFFFF).contains(scalar)
    }

    /// The Latin word, number or code being read.
    private struct Word {
        var count = 0
        var start = 0
        private var hash: UInt32 = 0
        /// The hash without the last letter.
        private var stem: UInt32 = 0
        private var last: UInt32 = 0
        private var lastButOne: UInt32 = 0
        private var isNumber = true

        private static let lettersTold = 7
        private static let number: UInt32 = 7

        @inline(__always)
        mutating func append(_ scalar: UInt32, at index: Int) {
            if count == 0 {
                start = index
                hash = 2_166_136_261
                isNumber = true
                last = 0
            }
            stem = hash
            if count < Self.lettersTold { hash = (hash ^ scalar) &* 16_777_619 }
            isNumber = isNumber && Self.isDigit(scalar)
            lastButOne = last
            last = scalar
            count += 1
        }

        var token: UInt32 {
            if isNumber || count <= 4 && Self.isDigit(last) { return Self.number }
            let isPlural = count > 3 && count <= Self.lettersTold && last == 0x73 && lastButOne != 0x73
            return isPlural ? stem : hash
        }

        @inline(__always)
        private static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }
    }

    /// The grams that end at the token read last.
    private struct Window {
        private var single: UInt32 = 0
        private var double: UInt32 = 0
        private var singleStart = 0
        private var doubleStart = 0
        /// How many tokens there have been, as far as it matters.
        private var count = 0
        private var isAfterBreak = false

        private static let breakToken: UInt32 = 1

        @inline(__always)
        mutating func pushBreak(from start: Int, to end: Int, _ body: (UInt32, Int, Int) -> Void) {
            guard !isAfterBreak else { return }
            push(Self.breakToken, from: start, to: end, body)
            isAfterBreak = true
        }

        @inline(__always)
        mutating func push(_ token: UInt32, from start: Int, to end: Int, _ body: (UInt32, Int, Int) -> Void) {
            let first = Self.extended(0, by: token)
            if token != Self.breakToken { body(first, start, end) }
            let second = Self.extended(single, by: token)
            if count > 0 { body(second, singleStart, end) }
            if count > 1 { body(Self.extended(double, by: token), doubleStart, end) }
            doubleStart = singleStart
            singleStart = start
            single = first
            double = second
            count += 1
            isAfterBreak = false
        }

        @inline(__always)
        private static func extended(_ hash: UInt32, by token: UInt32) -> UInt32 {
            let sum = hash &* 0x0100_0193 &+ token &* 0x9E37_79B1
            return sum ^ sum >> 16
        }
    }
}
