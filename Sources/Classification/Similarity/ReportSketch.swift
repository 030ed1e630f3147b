// Reports on the same matter are linked, never dropped:
//
//     title, text, address, community, area ─> ReportSketch ─ SimilarReports ─> earlier cases, each with a score
//                                                                  │
//                                                             Similarity: the rule for two sketches

/// What is kept of a report to tell whether later ones are about the same matter: where, in which area, about what, and
/// samples of its words. The same on every machine and in every run; nothing in it can be read back as text.
///
/// Place words are in no sample: the reports of neighbours would all be alike.
package struct ReportSketch: Sendable {
    /// How many place words are kept: those named first, the address before the title and the text.
    static let placeLimit = 8

    /// Stands for the community's id; 0 where none is known.
    var community: UInt32 = 0
    /// Stands for the area's id; 0 where none is sure.
    var area: UInt32 = 0
    /// Whether title and text hold Chinese characters.
    var isChinese = false
    /// Which concepts title and text name.
    var concepts = ConceptSet()
    /// Stands for all words and place words together: equal only for reports in the same words, but for their order.
    var fingerprint: UInt64 = 0
    /// Place words, ascending.
    var places = InlineArray<8, UInt32>(repeating: 0)
    var placeCount = 0
    /// Pairs of Chinese characters and words in Latin letters: they tell whether the wording is the same.
    var wording = PrioritySample<34>()
    /// Single characters and words in Latin letters, by their rarity: they tell whether the things are the same.
    var signs = PrioritySample<28>()

    /// Of nothing.
    init() {}

    /// Whether no word was read: all such reports look alike, and say nothing.
    var isEmpty: Bool { wording.count + signs.count + placeCount == 0 }
}

extension ReportSketch: Equatable {
    package static func == (left: ReportSketch, right: ReportSketch) -> Bool {
        left.bytes == right.bytes
    }
}
