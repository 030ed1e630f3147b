package import WorkTime

/// A task as a tracker reads it back: the assignment, what it is measured by, and the report.
package struct ArrivedTask: Sendable {
    /// The task but for the report.
    package let assignment: Assignment
    /// The report.
    package let report: ArrivedReport
    /// What it says that it is measured by; none where an older ingest made it.
    private let limits: [LimitKind: CaseLimit]
    private let holidays: String?
    private let clockStart: Instant?

    /// Reads the value of a record on `tasks.<department>`.
    package init(json: RawSpan) throws(MessageError) {
        let fields = try JSONFields(json, message: "task", maximum: 4 * ReportLimits.bytes)
        let place = try fields.object("report").place
        let report = try ArrivedReport(json: json.extracting(place), at: place.lowerBound)
        assignment = try Assignment(fields, channel: report.channel)
        limits =
            try fields.mayObject("limits").map { (fields) throws(MessageError) in try CaseTerms.limits(fields) } ?? [:]
        holidays = try fields.may("holidays", .string)
        clockStart = try fields.may("clockStart", .time)
        self.report = report
    }

    /// How its case begins.
    ///
    /// Limits are the task's, and so is the start of the resident's clock: they were resolved once, when it was assigned.
    /// Where an older ingest made it they are the policy's. The rules for the life of the case are the policy's always:
    /// no department needs them, so tasks do not carry them; they bind those who change a case, and stay with it from its
    /// opening on like everything else in its terms.
    package func opening(by policy: CasePolicy) -> Opening {
        let (subject, receivedAt) = (assignment, assignment.assignedAt)
        let terms =
            limits.isEmpty
            ? policy.terms(area: subject.area, kind: subject.kind, urgency: subject.urgency)
            : CaseTerms(policy: subject.policy, holidays: holidays, limits: limits, rules: policy.rules)
        var clock = LateEntryClock(policy.lateEntry(of: subject.channel), policy.calendars)
        let start = clockStart ?? clock.start(reportedAt: report.reportedAt, receivedAt: receivedAt)
        let caller = Caller(
            number: subject.caseNumber, channel: subject.channel, externalId: report.externalId,
            isReachable: !report.isAnonymous, reportedAt: report.reportedAt, receivedAt: receivedAt, clockStart: start,
            externalDueAt: report.externalDueAt)
        return Opening(assignment: subject, caller: caller, terms: terms)
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
    /// Where it is.
    package let location: Coordinates?
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
        location = reader.location
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
