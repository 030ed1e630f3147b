/// A classifier's working memory, one a lane, reused from report to report.
package struct ClassifierScratch: Sendable {
    /// All that was found in the title of the report classified last, whatever its layer.
    package internal(set) var titleMatches: [WordMatch] = []
    /// All that was found in its text.
    package internal(set) var textMatches: [WordMatch] = []
    /// Points by area.
    var points: [Double] = []
    /// Which words were met in this report, by word: the places, as bits.
    private var seen: [UInt8] = []
    private var hits: [Hit] = []

    /// One word met: the place where it was met first, and all its points.
    struct Hit: Sendable {
        let word: Int
        let range: Range<Int>
        let isInTitle: Bool
        var points: Double
    }

    /// Where a word can stand; in each of them it counts once.
    enum Place: UInt8 {
        case title = 1
        case text = 2
        /// The beginning of a text without a title.
        case opening = 4
    }

    package init() {}

    /// Forgets the report before.
    mutating func reset(words: Int, areas: Int) {
        titleMatches.removeAll(keepingCapacity: true)
        textMatches.removeAll(keepingCapacity: true)
        for hit in hits { seen[hit.word] = 0 }
        hits.removeAll(keepingCapacity: true)
        if seen.count != words { seen = [UInt8](repeating: 0, count: words) }
        if points.count != areas { points = [Double](repeating: 0, count: areas) }
        for area in points.indices { points[area] = 0 }
    }

    /// Adds a word's points unless it has had them for this place.
    mutating func add(_ match: WordMatch, in place: Place, points: Double, to area: Int) {
        let word = match.payload
        guard seen[word] & place.rawValue == 0 else { return }
        if seen[word] == 0 {
            hits.append(Hit(word: word, range: match.range, isInTitle: place == .title, points: points))
        } else if let index = hits.firstIndex(where: { $0.word == word }) {
            hits[index].points += points
        }
        seen[word] |= place.rawValue
        self.points[area] += points
    }

    /// The word with the most points among those that fulfil the condition, handed out once; of equals, the first met.
    mutating func takeHeaviest(where isWanted: (Int) -> Bool) -> Hit? {
        var best: Int?
        for index in hits.indices where hits[index].points > 0 && isWanted(hits[index].word) {
            if let heaviest = best, hits[heaviest].points >= hits[index].points { continue }
            best = index
        }
        guard let best else { return nil }
        defer { hits[best].points = 0 }
        return hits[best]
    }
}
