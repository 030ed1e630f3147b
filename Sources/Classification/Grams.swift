/// Reads a text as *grams*: runs of one to three tokens, each known by a hash.
///
/// A token is one character of a script without blanks (Chinese), or a word in Latin letters, told by its first seven
/// without a plural's s; a number or a short code that ends in a digit ("A3", "12") is one token, whatever its digits.
/// Blanks end words and vanish; anything else, once however often it repeats, is a token that no single gram consists
/// of. What folds together gives the same tokens.
///
/// A walk goes through one text, token by token: a loop with one body runs twice as fast as a closure a gram.
struct GramWalk: ~Escapable {
    private let text: Span<UInt8>
    private let table: Folding.Table
    private var index = 0
    private var word = Word()
    /// The token that stands behind the word that was handed out last; its hash is 0 if there is none.
    private var pending = Token(hash: 0, start: 0, end: 0)
    private var isAfterBreak = false
    /// The grams that end at the token read last.
    private var grams = Grams()

    private struct Token {
        let hash: UInt32
        let start: Int
        let end: Int
    }

    @_lifetime(copy text, borrow folding)
    init(_ text: Span<UInt8>, folding: borrowing Folding) {
        self.text = text
        table = folding.table
    }

    /// Walks through all tokens that are left.
    ///
    /// - Parameter body: is given the grams that end at each.
    @inline(__always)
    @_lifetime(self: copy self)
    mutating func forEachToken(_ body: (borrowing Grams) -> Void) {
        repeat {
            forEachOfChineseRun(body)
            guard next() else { return }
            body(grams)
        } while true
    }

    /// Walks through a run of Chinese characters, which most Chinese text is: a loop short enough to be kept in registers.
    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func forEachOfChineseRun(_ body: (borrowing Grams) -> Void) {
        guard word.count == 0, pending.hash == 0 else { return }
        var index = index
        var grams = grams
        while index &+ 2 < text.count {
            let lead = UInt32(text[unchecked: index])
            let second = UInt32(text[unchecked: index &+ 1]) ^ 0x80
            let third = UInt32(text[unchecked: index &+ 2]) ^ 0x80
            guard lead & 0xF0 == 0xE0, second | third < 0x40 else { break }
            let scalar = table[(lead & 0x0F) << 12 | second << 6 | third]
            guard Self.isChinese(scalar) else { break }
            grams.push(Self.hash(ofLetter: scalar), from: index, to: index &+ 3)
            index &+= 3
            isAfterBreak = false
            body(grams)
        }
        self.index = index
        self.grams = grams
    }

    /// Goes on to the next token, whose ``grams`` then are there; false at the end of the text.
    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func next() -> Bool {
        if pending.hash != 0 {
            push(pending)
            pending = Token(hash: 0, start: 0, end: 0)
            return true
        }
        while index < text.count {
            let (raw, length) = decodeScalar(in: text, at: index)
            let scalar = table[raw]
            let start = index
            index &+= length
            if isWordScalar(scalar) {
                word.append(scalar, at: start)
                continue
            }
            if word.count > 0 {
                push(Token(hash: word.token, start: word.start, end: start))
                word.count = 0
                isAfterBreak = false
                pending = token(scalar, from: start)
                return true
            }
            let token = token(scalar, from: start)
            if token.hash != 0 {
                push(token)
                return true
            }
        }
        guard word.count > 0 else { return false }
        push(Token(hash: word.token, start: word.start, end: index))
        word.count = 0
        return true
    }

    /// The token that a scalar outside of words is; its hash is 0 if it is none.
    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func token(_ scalar: UInt32, from start: Int) -> Token {
        if Self.isLetter(scalar) {
            isAfterBreak = false
            return Token(hash: Self.hash(ofLetter: scalar), start: start, end: index)
        }
        if scalar == 0x20 || isAfterBreak { return Token(hash: 0, start: start, end: index) }
        isAfterBreak = true
        return Token(hash: Grams.breakToken, start: start, end: index)
    }

    @inline(__always)
    @_lifetime(self: copy self)
    private mutating func push(_ token: Token) {
        grams.push(token.hash, from: token.start, to: token.end)
    }

    /// Whether a scalar is one of the characters that most Chinese text consists of: known by one comparison.
    @inline(__always)
    private static func isChinese(_ scalar: UInt32) -> Bool { scalar &- 0x4E00 < 0x5200 }

    @inline(__always)
    private static func hash(ofLetter scalar: UInt32) -> UInt32 { scalar &* 0x27D4_EB2D }

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
}

/// The grams that end at one token of a text.
struct Grams {
    /// Of those one, two and three tokens long: sums of the tokens, each multiplied by a number for its place, so that
    /// the upper bits of a product with one more number are a hash (M. Dietzfelbinger, Universal hashing and k-wise
    /// independent random variables via integer arithmetic without primes, 1996).
    private(set) var sums: (UInt32, UInt32, UInt32) = (0, 0, 0)
    /// Where the token begins, and where it and all of them end, in bytes.
    private(set) var tokenStart = 0
    private(set) var end = 0
    /// How many tokens the longest has.
    private var longest = 0
    /// Whether the token is punctuation, which alone is no gram.
    private(set) var isBreak = false
    /// What the last token adds to the sum of the gram that ends one later, the last but one to that two later.
    private var second: UInt32 = 0
    private var third: UInt32 = 0
    private var thirdNext: UInt32 = 0

    static let breakToken: UInt32 = 1

    /// Calls `body` with the sum of each and how many tokens lie before its last.
    @inline(__always)
    func forEach(_ body: (_ sum: UInt32, _ order: Int) -> Void) {
        if !isBreak { body(sums.0, 0) }
        if longest > 1 { body(sums.1, 1) }
        if longest > 2 { body(sums.2, 2) }
    }

    @inline(__always)
    fileprivate mutating func push(_ token: UInt32, from start: Int, to end: Int) {
        let first = token &* 0x9E37_79B1
        sums = (first, first &+ second, first &+ second &+ third)
        third = thirdNext
        second = token &* 0x85EB_CA77
        thirdNext = token &* 0xC2B2_AE3D
        tokenStart = start
        self.end = end
        isBreak = token == Self.breakToken
        longest = min(3, longest &+ 1)
    }
}
