/// How much a report may hold. Lengths count Unicode scalars.
///
/// `id`, `text` and the whole are the contract's; the others are ours: ample for what people write, small enough that no
/// report can swell a page or a log.
package enum ReportLimits {
    /// The whole JSON, in bytes.
    package static let bytes = 65_536
    /// How many attachments.
    package static let attachments = 50
    /// How many people took part in a gathering.
    package static let participants = 1_000_000
}

extension ReportField {
    /// How many Unicode scalars the field's text may have; for attachments and participants, each of them.
    package var maximumLength: Int {
        switch self {
        case .text: 10_000
        case .title, .address, .gatheringPlace: 1_000
        case .community, .category: 200
        case .reporterName, .gatheringRecordedBy, .gatheringParticipants: 100
        case .reporterPhone, .gatheringKind: 64
        case .attachments: 2_048
        case .id, .externalId: 128
        case .reportedAt, .externalDueAt, .gatheringAt: 128
        case .kind, .urgency, .inReplyTo: 32
        case .location, .latitude, .longitude, .reporter, .reporterAnonymous, .confidential, .gathering, .channel: 0
        }
    }

    /// What the field has to be, as a noun phrase.
    var expectation: String {
        switch self {
        case .id: "a string of 1 to 128 characters, not blank and without control characters"
        case .text: "a string of 1 to 10,000 characters, not blank"
        case .reportedAt, .externalDueAt, .gatheringAt: "an RFC 3339 time with offset"
        case .title, .address, .community, .category, .externalId, .reporterName, .reporterPhone, .gatheringKind,
            .gatheringPlace, .gatheringRecordedBy:
            "a string of at most \(maximumLength) characters"
        case .location: "an object with lat and lon"
        case .latitude: "a number from -90 to 90"
        case .longitude: "a number from -180 to 180"
        case .kind: "one of \(ReportKind.allCases.map(\.rawValue).joined(separator: ", "))"
        case .urgency: "one of \(Urgency.allCases.map(\.rawValue).joined(separator: ", "))"
        case .reporter, .gathering: "an object"
        case .reporterAnonymous, .confidential: "true or false"
        case .gatheringParticipants:
            "a whole number from 0 to \(ReportLimits.participants), or a list of names of at most \(maximumLength) characters"
        case .inReplyTo: "a case number, a string of 16 digits"
        case .attachments:
            "a list of at most \(ReportLimits.attachments) http or https addresses of at most \(maximumLength) characters"
        case .channel: "any value"
        }
    }
}
