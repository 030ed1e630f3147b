import Classification

/// A dispatcher's working memory, one a lane, reused from report to report.
package struct DispatchScratch: Sendable {
    var classifier = ClassifierScratch()
    /// What was found in the field at hand.
    var matches: [WordMatch] = []
    var mentions: [Mention] = []
    var counts: [Int] = []
    /// For each rule, whether one of its words was met.
    var wordsMet: [Bool] = []
    /// The highest danger met, as a place in `Urgency.allCases`; below zero for none.
    var danger = -1

    package init() {}

    /// Forgets the report before.
    mutating func reset(rules: Int) {
        mentions.removeAll(keepingCapacity: true)
        if wordsMet.count != rules { wordsMet = [Bool](repeating: false, count: rules) }
        for rule in wordsMet.indices { wordsMet[rule] = false }
        danger = -1
    }
}
