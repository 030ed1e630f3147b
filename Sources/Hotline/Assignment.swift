package import WorkTime

/// A case handed to a department: on the wire, a task.
///
/// One report gives one lead assignment and one for each supporting department. It travels with the whole report, which
/// ``write(report:channelMember:deadlines:limits:utcOffset:into:)`` puts in as it came.
package struct Assignment: Sendable, Hashable {
    /// Which case.
    package var caseNumber: CaseNumber
    /// 1 for the first department; one more for each further one.
    package var round: Int
    /// What the department has to do.
    package var role: TaskRole
    /// Why it gets the case.
    package var reason: TaskReason
    /// The id of the department that gets it.
    package var department: String
    /// On a lead assignment, the departments that support it.
    package var supporting: [String]
    /// The area's id.
    package var area: String
    /// How sure the classifier was of the area, 0 to 1.
    package var confidence: Double
    /// The words that decided, as they stand in the report.
    package var evidence: [String]
    /// Areas for the desk to choose from.
    package var suggestions: [Suggestion]
    /// The community's id, if the report says where it is.
    package var community: String?
    /// The street's id, if the report says where it is.
    package var street: String?
    /// What the resident wants.
    package var kind: ReportKind
    /// The report's, or a higher one where it names a danger.
    package var urgency: Urgency
    /// When the department got it: in round 1, when the report was received.
    package var assignedAt: Instant
    /// The version of the district file that decided.
    package var policy: String
    /// The version of the classifier that decided.
    package var model: String
    /// The record that the report came in.
    package var source: Source
    /// The channel that the report came on.
    package var channel: String

    /// An assignment with everything; what is left out is as in a first, lone lead task of a plain report.
    package init(
        caseNumber: CaseNumber, round: Int = 1, role: TaskRole = .lead, reason: TaskReason = .classified,
        department: String, supporting: [String] = [], area: String, confidence: Double, evidence: [String] = [],
        suggestions: [Suggestion] = [], community: String? = nil, street: String? = nil, kind: ReportKind = .help,
        urgency: Urgency = .normal, assignedAt: Instant, policy: String, model: String, source: Source, channel: String
    ) {
        self.caseNumber = caseNumber
        self.round = round
        self.role = role
        self.reason = reason
        self.department = department
        self.supporting = supporting
        self.area = area
        self.confidence = confidence
        self.evidence = evidence
        self.suggestions = suggestions
        self.community = community
        self.street = street
        self.kind = kind
        self.urgency = urgency
        self.assignedAt = assignedAt
        self.policy = policy
        self.model = model
        self.source = source
        self.channel = channel
    }
}
