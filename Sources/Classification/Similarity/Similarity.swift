/// How much two reports look as if they were about the same matter (同一事项).
///
/// The score is ½ + p ÷ 2(1 + |p|), where p are these points; 1 if both have the same words and places:
///
/// | points | for |
/// |---|---|
/// | −3 | to begin with |
/// | + min(14, √w) ÷ 4 | w: the weight of the shingles in both, 8 for a rare one |
/// | + 4 × (both ÷ either), + 0.17 × min(16, both) | the weight of the concepts that both name, and that either does |
/// | − 1.6 | both name concepts, but none in common |
/// | + 4 × max(0, s − 0.4) | s: the shingles in both ÷ in either, by weight; unless the places differ |
/// | + 0.8 × n, + 1.7 × n | n: the names of places in both ÷ in the one with fewer; one community, or none known |
/// | + 3 | the number of one building, group or door in both, and no name that contradicts |
/// | − 1.2 − 2 × s | both name places, but none in common |
/// | − 1.8 | different compounds or villages |
/// | − 3.3 − 3 × s | different buildings or groups |
///
/// Two reports are on the same matter if the score is `threshold` or more, *and* they are known to be in one place: one
/// community, or a name of a place in both; or else so much of the text is the same (s ≥ 0.45, w ≥ 150) that it must be
/// one writer's. They never are if both communities are known and differ, or both areas: then the score is 0.
///
/// The points are rounded from a logistic regression on hand-made pairs and real letters; the threshold stands where
/// nine links of ten were right. See SimilarityFixtureTests for figures and fixture.
package struct Similarity: Hashable, Sendable {
    /// The score from which on two reports in one place are linked.
    package static let threshold = 0.5

    /// From 0, surely different matters, to 1, the same words.
    package let score: Double
    /// Whether the reports should be linked.
    package let isSameMatter: Bool

    /// Compares two reports; which is which makes no difference.
    package init(_ left: ReportSketch, _ right: ReportSketch) {
        guard left.community == right.community || left.community == 0 || right.community == 0,
            left.area == right.area || left.area == 0 || right.area == 0
        else {
            score = 0
            isSameMatter = false
            return
        }
        let isOneCommunity = left.community == right.community && left.community != 0
        let comparison = ReportComparison(left, right)
        let points = Self.points(of: comparison, isOneCommunity: isOneCommunity)
        score = left.fingerprint == right.fingerprint ? 1 : 0.5 + points / (2 * (1 + points.magnitude))
        let isOnePlace =
            isOneCommunity || comparison.places.nameShare > 0
            || comparison.textShare >= 0.45 && comparison.sharedText >= 150 && !comparison.namesOtherConcepts
                && !comparison.places.isElsewhere
        isSameMatter = isOnePlace && score >= Self.threshold
    }

    private static func points(of comparison: ReportComparison, isOneCommunity: Bool) -> Double {
        let places = comparison.places
        let share = comparison.textShare
        var points = -3 + min(14, comparison.sharedText.squareRoot()) / 4
        if comparison.sharedConcepts > 0 {
            points += 4 * comparison.sharedConcepts / comparison.allConcepts
            points += 0.17 * min(16, comparison.sharedConcepts)
        }
        if comparison.namesOtherConcepts { points -= 1.6 }
        points += (isOneCommunity ? 0.8 : 1.7) * places.nameShare
        if places.sharesNumber && !places.bearsOtherNumber { points += 3 }
        if places.isElsewhere { points -= 1.2 + 2 * share }
        if places.namesOtherCompound { points -= 1.8 }
        if places.bearsOtherNumber { points -= 3.3 + 3 * share }
        if !places.isElsewhere && !places.namesOtherCompound && !places.bearsOtherNumber {
            points += 4 * max(0, share - 0.4)
        }
        return points
    }
}
