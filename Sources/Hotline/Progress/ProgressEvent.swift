package import WorkTime

/// Something that was done with a case, or is asked for: the value of a record on `progress.<department>`.
package struct ProgressEvent: Sendable, Hashable {
    /// The sender's identity of it, unique in its topic.
    package var id: String
    /// The case that it is about; after a merge, that of the caller it concerns.
    package var caseNumber: CaseNumber
    /// When it was done, as the sender says; the clocks use ``EffectiveTime``.
    package var at: Instant
    /// Who did it. On `progress.desk` it says for whom the desk's systems speak, see ``Author``.
    package var by: String?
    /// For colleagues; residents never see it.
    package var note: String?
    /// The round that it is about; refused if that is not the present one.
    package var round: Int?
    /// What was done or is asked for.
    package var body: ProgressBody
    /// Members that we do not know, kept as they came.
    package var unknown: [UnknownMember]

    package init(
        id: String, caseNumber: CaseNumber, at: Instant, by: String? = nil, note: String? = nil, round: Int? = nil,
        body: ProgressBody, unknown: [UnknownMember] = []
    ) {
        self.id = id
        self.caseNumber = caseNumber
        self.at = at
        self.by = by
        self.note = note
        self.round = round
        self.body = body
        self.unknown = unknown
    }

    /// Which action it is.
    package var action: ProgressAction { body.action }
}

/// A member of a message that we do not know.
package struct UnknownMember: Sendable, Hashable {
    /// Its name.
    package let name: String
    /// Its value as it came.
    package let json: String

    package init(name: String, json: String) {
        self.name = name
        self.json = json
    }
}

/// How much an event may hold. Lengths count Unicode scalars; `note` and the whole are the contract's.
package enum ProgressLimits {
    /// The whole JSON, in bytes.
    package static let bytes = 65_536
    /// An event's id.
    package static let id = 1...128
    /// A note.
    package static let note = 0...2_000
    /// A reply, a reason.
    package static let text = 1...2_000
    /// A name of a person or body.
    package static let name = 1...200
    /// How many items a list may have.
    package static let list = 50
    /// How long an extension may be.
    package static let workingDays = 1...366
}
