/// An area that a report may belong to, for the desk to choose from.
package struct Suggestion: Sendable, Hashable, Decodable {
    /// The area's id.
    package var area: String
    /// 0 to 1.
    package var confidence: Double

    /// An area with its confidence.
    package init(area: String, confidence: Double) {
        self.area = area
        self.confidence = confidence
    }
}
