package import Hotline

/// Where one report goes, and why.
package struct Decision: Hashable, Sendable {
    /// The id of the likeliest area, whatever the confidence.
    package var area: String
    /// The probability, 0 to 1, that it is the right one.
    package var confidence: Double
    /// The words that decided, at most five, as they stand in the report.
    package var evidence: [String]
    /// The areas that something speaks for, likeliest first, at most two.
    package var suggestions: [Suggestion]
    /// The id of the community where the problem lies, if the report tells it.
    package var community: String?
    /// The id of its street, or of the one that the report names.
    package var street: String?
    /// The report's own urgency, or a higher one that danger words ask for.
    package var urgency: Urgency
    /// The id of the department that leads.
    package var department: String
    /// The ids of the departments that support it: no doubles, never the lead.
    package var supporting: [String]
    /// Which classifier decided.
    package var modelVersion: String
    /// The version of the district's policy.
    package var policy: String
}
