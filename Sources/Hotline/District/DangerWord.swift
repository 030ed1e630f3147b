/// Words that mean danger: they raise a report's urgency, and never lower it.
package struct DangerWord: Hashable, Sendable {
    package let words: [String]
    /// Phrases that hold such a word and mean no danger; inside them no word counts.
    package let exceptions: [String]
    /// What the report's urgency is raised to.
    package let urgency: Urgency

    package init(words: [String], exceptions: [String] = [], urgency: Urgency) {
        self.words = words
        self.exceptions = exceptions
        self.urgency = urgency
    }
}
