/// What is kept of a report to tell whether later ones are about the same matter: where, in which area, about what, and
/// a sample of its words. The same on every machine and in every run; nothing in it can be read back as text.
///
/// The sample is a *priority sample* (Duffield, Lund, Thorup, 2007) of the text's shingles: each has a weight by its
/// rarity and a number u in (0, 1] by its hash, and those with the greatest weight ÷ u stay. Equal shingles fare equally
/// in all texts, so that two samples tell what two texts share; a text with no more shingles than fit is kept whole.
/// Place words are not in the sample: neighbours' reports would all be alike.
package struct ReportSketch: Sendable {
    /// How many shingles are kept.
    static let sampleSize = 56
    /// How many place words are kept: those named first, the address before the title and the text.
    static let placeLimit = 10

    /// Stands for the community's id; 0 where none is known.
    var community: UInt32 = 0
    /// Stands for the area's id; 0 where none is sure.
    var area: UInt32 = 0
    /// Which concepts title and text name.
    var concepts = ConceptSet()
    /// Stands for all shingles and place words together: equal only for reports in the same words, but for their order.
    var fingerprint: UInt64 = 0
    /// Place words, ascending.
    var places = InlineArray<10, UInt32>(repeating: 0)
    var placeCount = 0
    /// Shingles, ascending: 21 bits of hash, in the lowest three the weight less one.
    var sample = InlineArray<56, UInt32>(repeating: 0)
    var sampleCount = 0
    /// The priority above which the sample holds all of the text's shingles: 0 if it holds all there are.
    var leastPriority = 0.0

    /// Of nothing.
    init() {}

    /// A shingle's weight, 1 to 8.
    @inline(__always)
    static func weight(of shingle: UInt32) -> Double {
        Double(shingle & 7 + 1)
    }

    /// Which shingles are kept: those where this is greatest.
    @inline(__always)
    static func priority(of shingle: UInt32) -> Double {
        weight(of: shingle) * 0x1p21 / Double(shingle >> 3 + 1)
    }
}

extension ReportSketch: Equatable {
    package static func == (left: ReportSketch, right: ReportSketch) -> Bool {
        left.bytes == right.bytes
    }
}
