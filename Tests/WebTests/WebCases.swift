import Foundation
import Hotline
import Kafka
import Store
import Testing
import Web
import WorkTime

/// Cases in the web's store, as the tracker would write them.
extension TestWeb {
    var storePath: String { directory.appending(path: "cases.db").path }

    static func number(_ id: Int, _ channel: String = "hotline") -> CaseNumber {
        CaseNumber(channel: channel, id: "r\(id)".utf8.span)
    }

    /// A case, one a minute back from now, the lowest id the oldest.
    func opened(
        _ id: Int, department: String = "housing", area: String = "sewage", kind: ReportKind = .help,
        channel: String = "hotline", daysAgo: Int = 0, suggestions: [Suggestion] = [], supporting: [String] = []
    ) -> Case {
        let policy = services.policy
        let at = Instant(milliseconds: now.milliseconds - Int64(daysAgo) * 86_400_000 - Int64(5_000 - id) * 60_000)
        let number = Self.number(id, channel)
        let assignment = Assignment(
            caseNumber: number, department: department, supporting: supporting, area: area, confidence: 0.9,
            evidence: ["污水"],
            suggestions: suggestions, community: "baiwan", street: "shipu", kind: kind, assignedAt: at,
            policy: policy.version, model: "m",
            source: Source(topic: "reports.\(channel)", partition: 0, offset: Int64(id)), channel: channel)
        let caller = Caller(number: number, channel: channel, reportedAt: at, receivedAt: at)
        return Case(
            Opening(
                assignment: assignment, caller: caller,
                terms: policy.terms(area: area, kind: kind, urgency: .normal)),
            policy.calendars)
    }

    /// Writes new cases, each with a report.
    func write(_ cases: [Case], _ change: (inout ReportRecord) -> Void = { _ in }) throws {
        let store = try Store(path: storePath, calendars: services.policy.calendars)
        var step = TrackingStep()
        step.cases = cases.map { state in
            var report = ReportRecord(
                number: state.number, receivedAt: state.callers[0].receivedAt, channel: state.subject.channel,
                hash: "00112233445566778899aabbccddeeff", department: state.holder, area: state.subject.area,
                title: nil, text: "污水流到路上了，电话 13800001234", address: "白湾社区12号", name: "张三",
                phone: "13800001234", isConfidential: false)
            change(&report)
            return CaseChange(state, body: state.json(utcOffset: 28_800), written: 0, report: report)
        }
        try store.commit(step)
        try store.close()
    }
}

extension Case {
    /// Something is done to it, a minute after the last thing.
    mutating func take(_ body: ProgressBody, by author: String? = nil, id: String? = nil, _ policy: CasePolicy) {
        let at = Instant(milliseconds: lastAppliedAt.milliseconds + 60_000)
        let event = ProgressEvent(
            id: id ?? "\(history.count)", caseNumber: number, at: at, by: author, note: "内部备注 李四", body: body)
        let outcome = apply(
            ReceivedProgress(
                event: event, topic: author == nil ? "progress.\(holder)" : "progress.desk",
                offset: Int64(history.count), recordedAt: at), policy)
        if case .applied = outcome { return }
        Issue.record("\(outcome)")
    }
}

/// JSON as tests look at it.
func json(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
}
