/// A classifier's working memory, one a lane, reused from report to report.
package struct ClassifierScratch: Sendable {
    /// All that was found in the title of the report classified last, whatever its layer.
    package internal(set) var titleMatches: [WordMatch] = []
    /// All that was found in its text.
    package internal(set) var textMatches: [WordMatch] = []
    var words = WordCounts()
    var contexts = Contexts()
    var grams = GramSlots()
    /// By area; together 1.
    var shares: [Double] = []
    var phrases = Phrases()

    package init() {}

    /// The areas by their shares, highest first; of equals, the one named first.
    func rankedAreas() -> [Int] {
        // The closure must not hold the whole scratch.
        let shares = shares
        return shares.indices.sorted { (shares[$0], $1) > (shares[$1], $0) }
    }
}
