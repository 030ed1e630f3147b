/// A set of a model's areas, at most eight.
struct AreaSet: Hashable, Sendable {
    private var bits: UInt8 = 0

    @inline(__always)
    mutating func insert(_ area: Int) { bits |= 1 << UInt8(truncatingIfNeeded: area) }

    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        var rest = bits
        while rest != 0 {
            body(rest.trailingZeroBitCount)
            rest &= rest &- 1
        }
    }
}

/// Where in a report the words of areas stand: in the title, and in which sentences of the text. Reused from report to
/// report.
struct Contexts: Sendable {
    private(set) var titleAreas = AreaSet()
    /// Sentences in which words stand, from left to right.
    private var sentences: [Sentence] = []

    fileprivate struct Sentence: Sendable {
        let start: Int
        let end: Int
        var areas: AreaSet
    }

    mutating func reset() {
        titleAreas = AreaSet()
        sentences.removeAll(keepingCapacity: true)
    }

    mutating func addTitle(area: Int) {
        titleAreas.insert(area)
    }

    /// Adds the sentence around a word; words come from left to right.
    mutating func addSentence(around word: Range<Int>, of text: Span<UInt8>, area: Int) {
        if let last = sentences.indices.last, word.lowerBound < sentences[last].end {
            sentences[last].areas.insert(area)
            return
        }
        var areas = AreaSet()
        areas.insert(area)
        let start = Self.start(ofSentenceAt: word.lowerBound, after: sentences.last?.end ?? 0, in: text)
        sentences.append(Sentence(start: start, end: Self.end(ofSentenceAt: word.upperBound, in: text), areas: areas))
    }

    /// The first byte after the last end of a sentence before `index`.
    private static func start(ofSentenceAt index: Int, after floor: Int, in text: Span<UInt8>) -> Int {
        var start = index
        while start > floor {
            var before = start - 1
            while before > floor, text[before] & 0xC0 == 0x80 { before -= 1 }
            if ends(before, in: text) { return start }
            start = before
        }
        return start
    }

    /// The first byte after the sentence that goes on at `index`.
    private static func end(ofSentenceAt index: Int, in text: Span<UInt8>) -> Int {
        var end = index
        while end < text.count {
            let length = decodeScalar(in: text, at: end).length
            if ends(end, in: text) { return end + length }
            end += length
        }
        return end
    }

    private static func ends(_ index: Int, in text: Span<UInt8>) -> Bool {
        let isBeforeBlank = index + 1 >= text.count || text[index + 1] <= 0x20
        return endsSentence(decodeScalar(in: text, at: index).value, beforeBlank: isBeforeBlank)
    }

    /// Whether no word stands in the text.
    var textIsEmpty: Bool { sentences.isEmpty }

    /// For walking through the text from left to right.
    var cursor: Cursor { Cursor(sentences: sentences) }

    struct Cursor {
        fileprivate let sentences: [Sentence]
        private var next = 0

        fileprivate init(sentences: [Sentence]) {
            self.sentences = sentences
        }

        /// The areas whose words stand in the sentence that holds the byte before `end`; `end` never falls.
        @inline(__always)
        mutating func areas(at end: Int) -> AreaSet {
            while next < sentences.count, sentences[next].end < end { next += 1 }
            guard next < sentences.count, sentences[next].start < end else { return AreaSet() }
            return sentences[next].areas
        }
    }
}
