package import Hotline

/// Tells a report's area by the words that the district file gives each area.
package struct Classifier: Sendable {
    package let modelVersion: String
    private let automaton: WordAutomaton

    package init(areas: [Area], names: [String] = []) {
        modelVersion = "words"
        automaton = WordAutomaton([])
    }

    package func classify(title: Span<UInt8>?, text: Span<UInt8>, scratch: inout ClassifierScratch) -> Verdict {
        Verdict(area: 0, confidence: 0)
    }
}

/// A classifier's working memory, one a lane.
package struct ClassifierScratch: Sendable {
    package init() {}
}
