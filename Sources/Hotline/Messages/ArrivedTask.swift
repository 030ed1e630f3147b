package import WorkTime

/// A task as a tracker reads it back: the assignment, what it is measured by, who reported it, and the report.
package struct ArrivedTask: Sendable {
    /// The task but for the report.
    package let assignment: Assignment
    /// The limits that it carries; without any where an older ingest has made it.
    package let terms: CaseTerms
    /// Who reported it.
    package let caller: Caller
    /// The report.
    package let report: ArrivedReport

    /// Reads the value of a record on `tasks.<department>`.
    package init(json: RawSpan) throws(MessageError) {
        let fields = try JSONFields(json, message: "task", maximum: 4 * ReportLimits.bytes)
        let place = try fields.object("report").place
        let report = try ArrivedReport(json: json.extracting(place), at: place.lowerBound)
        assignment = try Assignment(task: fields, channel: report.channel)
        terms = try CaseTerms(task: fields, policy: assignment.policy)
        caller = Caller(
            number: assignment.caseNumber, channel: report.channel, externalId: report.externalId,
            isReachable: !report.isAnonymous, reportedAt: report.reportedAt,
            receivedAt: assignment.assignedAt, externalDueAt: report.externalDueAt)
        self.report = report
    }
}

/// The report inside a task. Its texts may hold personal data.
package struct ArrivedReport: Sendable {
    /// As it was received, with the channel.
    package let json: [UInt8]
    /// What it is compared by with one that comes again: the hash of what was received, without the channel.
    package let hash: BodyHash
    /// The channel that it came on.
    package let channel: String
    /// The sender's identity of it.
    package let id: String
    /// What it is about, in short.
    package let title: String?
    /// What the resident says.
    package let text: String
    /// Where it is, in words.
    package let address: String?
    /// The resident's name.
    package let name: String?
    /// The resident's phone number.
    package let phone: String?
    /// Whether the reporter wants to stay unnamed.
    package let isAnonymous: Bool
    /// Whether name and phone are for the desk only.
    package let isConfidential: Bool
    /// The city platform's number.
    package let externalId: String?
    /// The city platform's deadline.
    package let externalDueAt: Instant?
    /// The case that it follows up, or the wish that it endorses.
    package let inReplyTo: CaseNumber?
    /// When the resident reported it.
    package let reportedAt: Instant

    /// - Parameter offset: where it stands in the task, for errors.
    init(json: RawSpan, at offset: Int) throws(MessageError) {
        var reader = ReportReader()
        do throws(ReportError) {
            try reader.read(json)
        } catch {
            throw MessageError(
                message: "task", field: "report.\(error.field)", expected: error.expected,
                offset: offset + error.offset)
        }
        func text(_ span: Span<UInt8>?) -> String? {
            guard let span else { return nil }
            return span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
        self.json = json.withUnsafeBytes { Array($0) }
        var body = self.json
        if let member = reader.channelMember { body.removeSubrange(member) }
        hash = BodyHash(canonical: body)
        channel = try Self.channel(self.json, reader.channelMember, offset)
        id = text(reader.id) ?? ""
        title = text(reader.title)
        self.text = text(reader.text) ?? ""
        address = text(reader.address)
        name = text(reader.text(.reporterName))
        phone = text(reader.text(.reporterPhone))
        isAnonymous = reader.isAnonymous
        isConfidential = reader.isConfidential
        externalId = text(reader.externalId)
        externalDueAt = reader.externalDueAt
        inReplyTo = reader.inReplyTo
        reportedAt = reader.reportedAt
    }

    /// The channel that ingest wrote in front of what it had received.
    private static func channel(
        _ json: [UInt8], _ member: Range<Int>?, _ offset: Int
    ) throws(MessageError) -> String {
        let quoted = json[member ?? 0..<0].split(separator: UInt8(ascii: "\""))
        guard quoted.count >= 3, let name = String(validating: quoted[2], as: UTF8.self), isIdentifier(name) else {
            throw MessageError(
                message: "task", field: "report.channel", expected: "an id of 1 to 64 of a-z, 0-9 and -", offset: offset
            )
        }
        return name
    }
}

extension Assignment {
    /// A task's own members; the channel stands in its report.
    fileprivate init(task fields: JSONFields, channel: String) throws(MessageError) {
        let names = JSONFormat<[String]>.list(.string, atMost: 1_000)
        let origin = try fields.object("source")
        self.init(
            caseNumber: try fields.need("case", .caseNumber), round: try fields.need("round", .whole(1...1_000_000)),
            role: try fields.need("role", .word), reason: try fields.need("reason", .word),
            department: try fields.need("department", .identifier), supporting: try fields.need("supporting", names),
            area: try fields.need("area", .identifier), confidence: try fields.need("confidence", .share),
            evidence: try fields.need("evidence", names),
            suggestions: try fields.objects("suggestions") { (fields) throws(MessageError) in
                Suggestion(
                    area: try fields.need("area", .string), confidence: try fields.need("confidence", .share))
            },
            community: try fields.may("community", .string), street: try fields.may("street", .string),
            kind: try fields.need("kind", .word), urgency: try fields.need("urgency", .word),
            assignedAt: try fields.need("assignedAt", .time), policy: try fields.need("policy", .string),
            model: try fields.need("model", .string),
            source: Source(
                topic: try origin.need("topic", .string),
                partition: try origin.need("partition", .whole(0...Int32.max)),
                offset: try origin.need("offset", .whole(0...Int64.max))),
            channel: channel)
    }
}

extension CaseTerms {
    /// The limits that a task carries, by kind: `{"limit": "5 working days", "calendar": "split"}`.
    fileprivate init(task fields: JSONFields, policy: String) throws(MessageError) {
        var limits: [LimitKind: CaseLimit] = [:]
        if let given = try fields.mayObject("limits") {
            for kind in LimitKind.allCases {
                guard let limit = try given.mayObject(kind.rawValue) else { continue }
                limits[kind] = CaseLimit(
                    limit: try limit.need("limit", .limit), calendar: try limit.need("calendar", .string))
            }
        }
        self.init(policy: policy, holidays: try fields.may("holidays", .string), limits: limits)
    }
}

/// The JSON of a task of a later round, a supporting or a withdrawn one.
///
/// - Parameters:
///   - report: as it was received, with its channel or without; an object with at least one member.
///   - utcOffset: in which zone times are written, in seconds ahead of UTC.
package func taskJSON(order: TaskOrder, report: [UInt8], utcOffset: Int) -> [UInt8] {
    var reader = ReportReader()
    // What is left of a report that was purged has no channel to leave out.
    try? reader.read(report.span.bytes)
    var bytes: [UInt8] = []
    order.assignment.write(
        report: report.span.bytes, channelMember: reader.channelMember, deadlines: order.deadlines,
        limits: order.terms.taskMembers, utcOffset: utcOffset, into: &bytes)
    return bytes
}
