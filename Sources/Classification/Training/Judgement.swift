/// A verdict beside the truth.
package struct Judgement: Hashable, Sendable {
    /// The right area, an index.
    package let truth: Int
    /// The best guess, an index.
    package let guess: Int
    /// The probability, 0 to 1, that the guess was said to be right with.
    package let confidence: Double
    /// Whether no careful reader would decide otherwise than the truth says.
    package let isSure: Bool

    package init(truth: Int, guess: Int, confidence: Double, isSure: Bool) {
        self.truth = truth
        self.guess = guess
        self.confidence = confidence
        self.isSure = isSure
    }

    var isRight: Bool { guess == truth }
}
