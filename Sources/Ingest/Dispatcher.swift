package import Hotline

/// Decides for each report, by a district's policy, what it is about, where and how urgent, and who handles it (派单).
package struct Dispatcher: Sendable {
    private let district: District

    package init(district: District) {
        self.district = district
    }

    package func decide(
        community: Span<UInt8>?, address: Span<UInt8>?, title: Span<UInt8>?, text: Span<UInt8>, channel: String,
        kind: ReportKind, urgency: Urgency, scratch: inout DispatchScratch
    ) -> Decision {
        Decision(
            area: Area.otherID, confidence: 0, evidence: [], suggestions: [], urgency: urgency,
            department: district.deskID, supporting: [], modelVersion: "words", policy: district.version)
    }
}

/// A dispatcher's working memory, one a lane.
package struct DispatchScratch: Sendable {
    package init() {}
}
