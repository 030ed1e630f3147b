/// What a pattern is about. Inside one layer the leftmost, then longest match wins; matches of one layer never hide
/// those of another.
package enum WordLayer: Int, CaseIterable, Sendable {
    /// Names of places. They come first: what stands inside a name can be told by it.
    case place
    /// Words that speak for an area.
    case area
    /// Words that mean danger.
    case danger
    /// Words that a routing rule asks for.
    case rule
}

/// One word for a `WordAutomaton` to find.
package struct WordPattern: Hashable, Sendable {
    package let word: String
    package let layer: WordLayer
    /// What a match hands back; its meaning is the caller's.
    package let payload: Int

    package init(_ word: String, _ layer: WordLayer, payload: Int) {
        self.word = word
        self.layer = layer
        self.payload = payload
    }
}

/// One occurrence of a pattern.
package struct WordMatch: Hashable, Sendable {
    package let layer: WordLayer
    package let payload: Int
    /// Where it stands in the text, in bytes.
    package let range: Range<Int>

    package init(layer: WordLayer, payload: Int, range: Range<Int>) {
        self.layer = layer
        self.payload = payload
        self.range = range
    }
}
