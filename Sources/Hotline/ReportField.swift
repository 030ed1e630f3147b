/// The members of a report that we know, those of its inner objects too.
package enum ReportField: UInt8, CaseIterable, Sendable {
    case id, text, reportedAt
    case title, address, community
    case location, latitude, longitude
    case kind, urgency
    case reporter, reporterName, reporterPhone, reporterAnonymous
    case confidential
    case externalId, externalDueAt, category
    case gathering, gatheringKind, gatheringAt, gatheringPlace, gatheringParticipants, gatheringRecordedBy
    case inReplyTo, attachments
    /// The channel is the topic's; what a sender writes here is left out when our own is written.
    case channel

    /// The field's path from the report's root.
    package var path: String {
        switch self {
        case .id: "id"
        case .text: "text"
        case .reportedAt: "reportedAt"
        case .title: "title"
        case .address: "address"
        case .community: "community"
        case .location: "location"
        case .latitude: "location.lat"
        case .longitude: "location.lon"
        case .kind: "kind"
        case .urgency: "urgency"
        case .reporter: "reporter"
        case .reporterName: "reporter.name"
        case .reporterPhone: "reporter.phone"
        case .reporterAnonymous: "reporter.anonymous"
        case .confidential: "confidential"
        case .externalId: "externalId"
        case .externalDueAt: "externalDueAt"
        case .category: "category"
        case .gathering: "gathering"
        case .gatheringKind: "gathering.kind"
        case .gatheringAt: "gathering.at"
        case .gatheringPlace: "gathering.place"
        case .gatheringParticipants: "gathering.participants"
        case .gatheringRecordedBy: "gathering.recordedBy"
        case .inReplyTo: "inReplyTo"
        case .attachments: "attachments"
        case .channel: "channel"
        }
    }

    /// Whether a report without it is refused.
    package var isRequired: Bool {
        self == .id || self == .text || self == .reportedAt
    }

    /// The field of the report itself that is called `name`.
    static func ofReport(_ name: Span<UInt8>) -> ReportField? {
        switch name.count {
        case 2: match(name, .id, "id")
        case 4: match(name, .text, "text") ?? match(name, .kind, "kind")
        case 5: match(name, .title, "title")
        case 7:
            match(name, .address, "address") ?? match(name, .urgency, "urgency") ?? match(name, .channel, "channel")
        case 8:
            match(name, .location, "location") ?? match(name, .reporter, "reporter")
                ?? match(name, .category, "category")
        case 9:
            match(name, .community, "community") ?? match(name, .gathering, "gathering")
                ?? match(name, .inReplyTo, "inReplyTo")
        case 10: match(name, .reportedAt, "reportedAt") ?? match(name, .externalId, "externalId")
        case 11: match(name, .attachments, "attachments")
        case 12: match(name, .confidential, "confidential")
        case 13: match(name, .externalDueAt, "externalDueAt")
        default: nil
        }
    }

    /// The field of `location` that is called `name`.
    static func ofLocation(_ name: Span<UInt8>) -> ReportField? {
        match(name, .latitude, "lat") ?? match(name, .longitude, "lon")
    }

    /// The field of `reporter` that is called `name`.
    static func ofReporter(_ name: Span<UInt8>) -> ReportField? {
        match(name, .reporterName, "name") ?? match(name, .reporterPhone, "phone")
            ?? match(name, .reporterAnonymous, "anonymous")
    }

    /// The field of `gathering` that is called `name`.
    static func ofGathering(_ name: Span<UInt8>) -> ReportField? {
        match(name, .gatheringKind, "kind") ?? match(name, .gatheringAt, "at") ?? match(name, .gatheringPlace, "place")
            ?? match(name, .gatheringParticipants, "participants")
            ?? match(name, .gatheringRecordedBy, "recordedBy")
    }

    private static func match(_ name: Span<UInt8>, _ field: ReportField, _ fieldName: StaticString) -> ReportField? {
        name.equals(fieldName) ? field : nil
    }
}

extension Span<UInt8> {
    /// Whether these bytes are those of `literal`.
    func equals(_ literal: StaticString) -> Bool {
        guard count == literal.utf8CodeUnitCount else { return false }
        for index in indices where self[index] != literal.utf8Start[index] {
            return false
        }
        return true
    }

    /// Whether these bytes are those of `string`.
    func equals(_ string: String) -> Bool {
        var index = 0
        for byte in string.utf8 {
            guard index < count, self[index] == byte else { return false }
            index += 1
        }
        return index == count
    }
}
