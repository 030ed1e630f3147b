package import Hotline

/// A share, with all that it is made of, so that nobody has to take it on trust.
package struct Rate: Sendable, Hashable {
    /// What counts: without what is excluded.
    package var counted = Tally()
    /// What is excluded, by the ground that the desk has recorded.
    package var excluded: [ProgressBody.Exclusion.Ground: Tally] = [:]

    package init(counted: Tally = Tally(), excluded: [ProgressBody.Exclusion.Ground: Tally] = [:]) {
        self.counted = counted
        self.excluded = excluded
    }

    /// As if nothing were excluded.
    package var beforeExclusions: Tally { excluded.values.reduce(counted, +) }

    /// How many are excluded, answered or not.
    package var excludedCount: Int { excluded.values.reduce(0) { $0 + $1.asked } }

    /// Hits and misses, and those of whom neither is known.
    package struct Tally: Sendable, Hashable {
        /// The numerator.
        package var hits: Int
        /// What is in the denominator and not in the numerator.
        package var misses: Int
        /// Who was asked and gave no answer: in neither.
        package var unanswered: Int

        package init(hits: Int = 0, misses: Int = 0, unanswered: Int = 0) {
            self.hits = hits
            self.misses = misses
            self.unanswered = unanswered
        }

        /// The denominator.
        package var n: Int { hits + misses }

        /// All, answered or not.
        package var asked: Int { n + unanswered }

        /// The share; nil where n is 0.
        package var share: Double? { n == 0 ? nil : Double(hits) / Double(n) }

        /// How many of those who were asked have answered; nil where nobody was asked.
        package var coverage: Double? { asked == 0 ? nil : Double(n) / Double(asked) }

        /// How sure the share is.
        package var interval: WilsonInterval? { WilsonInterval(hits: hits, of: n) }

        /// One more: 1 a hit, 0 a miss, 2 unanswered.
        mutating func add(_ outcome: Int) {
            switch outcome {
            case 1: hits += 1
            case 0: misses += 1
            default: unanswered += 1
            }
        }

        package static func + (left: Tally, right: Tally) -> Tally {
            Tally(
                hits: left.hits + right.hits, misses: left.misses + right.misses,
                unanswered: left.unanswered + right.unanswered)
        }
    }
}

extension Rate {
    /// Whether nothing is in it, not even excluded.
    package var isEmpty: Bool { counted.asked == 0 && excluded.isEmpty }

    package static func + (left: Rate, right: Rate) -> Rate {
        Rate(
            counted: left.counted + right.counted, excluded: left.excluded.merging(right.excluded, uniquingKeysWith: +))
    }
}
