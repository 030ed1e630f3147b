package import WorkTime

/// A task as tools read it back from a topic, through any `Decoder`: the assignment, and of its report what a list
/// shows.
package struct ReceivedTask: Sendable, Hashable, Decodable {
    /// The task but for the report.
    package let assignment: Assignment
    /// By when what is to be done.
    package let deadlines: TaskDeadlines
    /// What a list shows of the report.
    package let report: ReceivedReport

    private enum Member: String, CodingKey {
        case `case`, round, role, reason, department, supporting, area, confidence, evidence, suggestions
        case community, street, kind, urgency, assignedAt, policy, model, source, report
        case acceptBy, contactBy, resolveBy, promisedBy, clockStart
    }

    /// Decodes a task; every member but `community`, `street` and the deadlines is required.
    package init(from decoder: any Decoder) throws {
        let task = try decoder.container(keyedBy: Member.self)
        report = try task.decode(ReceivedReport.self, forKey: .report)
        deadlines = TaskDeadlines(
            acceptBy: try task.decodeIfPresent(Instant.self, forKey: .acceptBy),
            contactBy: try task.decodeIfPresent(Instant.self, forKey: .contactBy),
            resolveBy: try task.decodeIfPresent(Instant.self, forKey: .resolveBy),
            promisedBy: try task.decodeIfPresent(Instant.self, forKey: .promisedBy),
            clockStart: try task.decodeIfPresent(Instant.self, forKey: .clockStart))
        assignment = Assignment(
            caseNumber: try task.decode(CaseNumber.self, forKey: .case),
            round: try task.decode(Int.self, forKey: .round),
            role: try task.decode(TaskRole.self, forKey: .role),
            reason: try task.decode(TaskReason.self, forKey: .reason),
            department: try task.decode(String.self, forKey: .department),
            supporting: try task.decode([String].self, forKey: .supporting),
            area: try task.decode(String.self, forKey: .area),
            confidence: try task.decode(Double.self, forKey: .confidence),
            evidence: try task.decode([String].self, forKey: .evidence),
            suggestions: try task.decode([Suggestion].self, forKey: .suggestions),
            community: try task.decodeIfPresent(String.self, forKey: .community),
            street: try task.decodeIfPresent(String.self, forKey: .street),
            kind: try task.decode(ReportKind.self, forKey: .kind),
            urgency: try task.decode(Urgency.self, forKey: .urgency),
            assignedAt: try task.decode(Instant.self, forKey: .assignedAt),
            policy: try task.decode(String.self, forKey: .policy),
            model: try task.decode(String.self, forKey: .model),
            source: try task.decode(Source.self, forKey: .source),
            channel: report.channel)
    }
}

/// What tools show of the report inside a task. Its texts may hold personal data.
package struct ReceivedReport: Sendable, Hashable, Decodable {
    /// The channel that it came on.
    package let channel: String
    /// The sender's identity of it.
    package let id: String
    /// What the resident says.
    package let text: String
    /// When the resident reported it.
    package let reportedAt: Instant
    /// What it is about, in short.
    package let title: String?
    /// Where it is, in words.
    package let address: String?
    /// The community as the sender gave it, by id or by name.
    package let community: String?
}

extension ReportKind: Decodable {}

extension Urgency: Decodable {}
