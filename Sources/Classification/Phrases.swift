/// The grams of a report that spoke most for one area and against another. Reused from report to report.
struct Phrases: Sendable {
    /// The best, weightiest first, at most ``limit``, none overlapping another.
    private(set) var best: [Phrase] = []

    struct Phrase: Sendable {
        let range: Range<Int>
        let isInTitle: Bool
        let weight: Int
    }

    static let limit = 3

    /// Collects from title and text, by the weights that their grams have there.
    ///
    /// - Parameters:
    ///   - titleOnly: leaves the text out.
    ///   - weight: of a slot: how much it speaks for the one area and against the other.
    mutating func collect(
        from report: borrowing ReportText, titleOnly: Bool, folding: Folding, weight: (_ slot: Int) -> Int
    ) {
        best.removeAll(keepingCapacity: true)
        // The opening that is read as a title is part of the text: what is found in it stands there.
        collect(report.title, GramSlot.title, isInTitle: report.isTitled, folding, weight)
        if !titleOnly { collect(report.text, GramSlot.text, isInTitle: false, folding, weight) }
    }

    private mutating func collect(
        _ text: Span<UInt8>, _ place: UInt32, isInTitle: Bool, _ folding: Folding, _ weight: (_ slot: Int) -> Int
    ) {
        var walk = GramWalk(text, folding: folding)
        // Where the last three tokens begin, and how many tokens there have been since the last punctuation.
        var starts: InlineArray<3, Int> = [0, 0, 0]
        var unbroken = 0
        walk.forEachToken { grams in
            let end = grams.end
            starts = [grams.tokenStart, starts[0], starts[1]]
            unbroken = grams.isBreak ? 0 : unbroken + 1
            grams.forEach { gram, order in
                let start = starts[order]
                // One Chinese character alone tells a reader nothing, and neither do words across punctuation.
                guard end - start > 4, order < unbroken else { return }
                let weight = weight(Int(GramSlot.of(gram, in: place)))
                guard weight > (best.count < Self.limit ? 0 : best[Self.limit - 1].weight) else { return }
                insert(Phrase(range: start..<end, isInTitle: isInTitle, weight: weight))
            }
        }
    }

    private mutating func insert(_ phrase: Phrase) {
        func overlaps(_ other: Phrase) -> Bool {
            other.isInTitle == phrase.isInTitle && other.range.overlaps(phrase.range)
        }
        guard !best.contains(where: { overlaps($0) && $0.weight >= phrase.weight }) else { return }
        best.removeAll(where: overlaps)
        best.insert(phrase, at: best.firstIndex { $0.weight < phrase.weight } ?? best.count)
        if best.count > Self.limit { best.removeLast() }
    }
}
