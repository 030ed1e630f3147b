/// What the classifier makes of one report.
package struct Verdict: Hashable, Sendable {
    /// The best guess: an index into the areas; `other` if nothing speaks for any.
    package var area: Int
    /// The probability, 0 to 1, that the guess is right.
    package var confidence: Double
    /// The words that decided, at most five, weightiest first, as they stand in the report.
    package var evidence: [String]
    /// The areas that something speaks for, likeliest first, at most two.
    package var suggestions: [Guess]

    /// One area and how likely it is.
    package struct Guess: Hashable, Sendable {
        package var area: Int
        package var confidence: Double

        package init(area: Int, confidence: Double) {
            self.area = area
            self.confidence = confidence
        }
    }

    package init(area: Int, confidence: Double, evidence: [String] = [], suggestions: [Guess] = []) {
        self.area = area
        self.confidence = confidence
        self.evidence = evidence
        self.suggestions = suggestions
    }
}
