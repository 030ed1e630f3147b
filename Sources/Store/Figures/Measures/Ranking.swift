/// Ranks by rates: who comes first, and who is not compared at all.
package enum Ranking {
    /// Below so many nobody is ranked: a share of few says nothing.
    package static let leastCount = 10

    /// Ranks by the lower bound of Wilson's interval, after exclusions, the best first. Equal values share a rank, and the
    /// next one counts them: 1, 1, 3.
    ///
    /// - Parameter isBetterHigh: false where a high rate is a bad one (退单率); then the upper bound decides, the lowest
    ///   first.
    /// - Returns: who is missing has fewer than ``leastCount``.
    package static func ranks<Key: Hashable>(_ rates: [Key: Rate], isBetterHigh: Bool = true) -> [Key: Int] {
        let scores = rates.compactMap { key, rate -> (key: Key, score: Double)? in
            guard rate.counted.n >= leastCount, let interval = rate.counted.interval else { return nil }
            return (key, isBetterHigh ? interval.lower : -interval.upper)
        }.sorted { $0.score > $1.score }
        var ranks: [Key: Int] = [:]
        for (index, entry) in scores.enumerated() {
            let before = index > 0 ? scores[index - 1] : nil
            ranks[entry.key] = before.flatMap { $0.score == entry.score ? ranks[$0.key] : nil } ?? index + 1
        }
        return ranks
    }
}
