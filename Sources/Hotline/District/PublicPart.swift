/// What a district may show to anybody, without a key. Raw values are the district file's.
package enum PublicPart: String, CaseIterable, Sendable {
    /// The list of requests by Open311: what was reported, where, and what became of it; no confidential reports, nobody's
    /// name, phone and identity numbers masked.
    case open311
}
