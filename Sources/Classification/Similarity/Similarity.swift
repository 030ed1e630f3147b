/// How much two reports look as if they were about the same matter (同一事项).
///
/// The score is ½ + p ÷ 2(1 + |p|), where p are these points; 1 if both have the same words and places:
///
/// | points | for |
/// |---|---|
/// | −4.5; −6.5 if it takes the text to know that both are in one community | to begin with |
/// | + min(14, c − a × b ÷ 1,800) ÷ 3 | c: the weight of the signs in both, less what chance brings; a and b in each |
/// | + 1.5 × (both ÷ fewer) | signs: in both, and in the one with fewer |
/// | + 5 × (both ÷ either), + min(16, both) ÷ 7 | concepts: the weight of those that both name, and of those either does |
/// | − 1.5 | both name concepts, but none in common |
/// | + 1 | one is in Chinese, the other is not: they cannot share signs |
/// | + 4 × (w − 0.4), if positive | w: the wording in both ÷ in either; only where places do not differ |
/// | + 0.8 × n; + 1.7 × n if one community is not known | n: the names of places in both ÷ in the one with fewer |
/// | + 1.2 | more than one name of a place is in both |
/// | + 3 | the number of one building, group or door in both, and no number or name that contradicts |
/// | − 2 − 7 × w | both name places, but none in common: if the wording is the same, it is a form filled in twice |
/// | − 1.5 | different compounds or villages |
/// | − 4.5 − 6 × w | different buildings or groups |
///
/// Two reports are on the same matter if the score is `threshold` or more *and* they are in one place: in one community,
/// or, where one is not known, if a third of the names of places in the one with fewer are in both, and of the shorter's
/// wording 15 %; or 6 % and half of the concepts, weighing 7; or, without a name, if 45 % of the wording in either is in
/// both, weighing 150: so much must be one writer's. They never are if both communities are known and differ, or both
/// areas: then the score is 0.
///
/// The points are rounded from a logistic regression on hand-written pairs, checked on letters read by eye; they begin so
/// low that nine links of ten are right. SimilarityMeasurementTests says how good the rule is.
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
        let points = Self.points(for: comparison, isOneCommunity: isOneCommunity)
        score = left.fingerprint == right.fingerprint ? 1 : 0.5 + points / (2 * (1 + points.magnitude))
        isSameMatter =
            score >= Self.threshold && !left.isEmpty && (isOneCommunity || Self.showsOnePlace(comparison))
    }

    /// Whether the texts alone show that both speak of one place.
    private static func showsOnePlace(_ comparison: ReportComparison) -> Bool {
        let wording = comparison.wording
        if comparison.places.nameShare * 3 >= 1 {
            return wording.shareOfSmaller >= 0.15
                || wording.shareOfSmaller >= 0.06 && comparison.sharedConcepts >= 7 && comparison.conceptShare >= 0.5
        }
        return wording.share >= 0.45 && wording.shared >= 150 && !comparison.namesOtherConcepts
            && !comparison.places.isElsewhere
    }

    private static func points(for comparison: ReportComparison, isOneCommunity: Bool) -> Double {
        let (wording, signs, places) = (comparison.wording, comparison.signs, comparison.places)
        var points = isOneCommunity ? -4.5 : -6.5
        points += min(14, max(0, signs.shared - signs.left * signs.right / 1_800)) / 3 + 1.5 * signs.shareOfSmaller
        points += 5 * comparison.conceptShare + min(16, comparison.sharedConcepts) / 7
        if comparison.namesOtherConcepts { points -= 1.5 }
        if comparison.isAcrossLanguages { points += 1 }
        points += (isOneCommunity ? 0.8 : 1.7) * places.nameShare
        if places.sharedNames > 1 { points += 1.2 }
        if places.sharesNumber && !places.bearsOtherNumber { points += 3 }
        if places.isElsewhere { points -= 2 + 7 * wording.share }
        if places.namesOtherCompound { points -= 1.5 }
        if places.bearsOtherNumber { points -= 4.5 + 6 * wording.share }
        if !places.isElsewhere && !places.namesOtherCompound && !places.bearsOtherNumber {
            points += 4 * max(0, wording.share - 0.4)
        }
        return points
    }
}
