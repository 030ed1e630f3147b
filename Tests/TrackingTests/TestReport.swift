import Hotline
import WorkTime

/// A report, and the task that ingest would make of it.
struct TestReport {
    var id: String
    var text: String
    var at: Instant
    var kind = ReportKind.help
    var phone: String?
    var inReplyTo: CaseNumber?
    var area = "sewage"
    var urgency = Urgency.normal
    var channel = "hotline"

    var json: [UInt8] {
        var members = [#""id":"\#(id)""#, #""text":"\#(text)""#, #""reportedAt":"\#(at.rfc3339(utcOffset: 28_800))""#]
        members.append(#""kind":"\#(kind.rawValue)""#)
        if let phone { members.append(#""reporter":{"name":"张三","phone":"\#(phone)"}"#) }
        if let inReplyTo { members.append(#""inReplyTo":"\#(inReplyTo)""#) }
        return Array("{\(members.joined(separator: ","))}".utf8)
    }
}

extension TestReport {
    /// The lead task of round 1.
    func taskJSON(department: String, number: CaseNumber, offset: Int64 = 0) -> [UInt8] {
        let assignment = Assignment(
            caseNumber: number, department: department, area: area, confidence: 0.875, evidence: ["污水"],
            community: "baiwan", street: "shipu", kind: kind, urgency: urgency, assignedAt: at, policy: "2026-1",
            model: "words-1", source: Source(topic: "reports.\(channel)", partition: 0, offset: offset),
            channel: channel)
        var bytes: [UInt8] = []
        assignment.write(report: json.span.bytes, channelMember: nil, utcOffset: 28_800, into: &bytes)
        return bytes
    }
}
