import Hotline
import Testing
import qiaomen

private let district = District(
    id: "north", name: BilingualName(zh: "北区", en: "North"), version: "1", timeZone: "Asia/Shanghai", threshold: 0.5,
    areas: [], departments: [], channels: [Channel(id: "hotline", name: BilingualName(zh: "热线", en: "Hotline"))],
    retentionDays: 30)

@Suite(.timeLimit(.minutes(1)))
struct SettingsFindingTests {
    private let plans = topicPlans(for: district, partitions: 6)

    /// What there is to say where the broker has one topic of reports, and one of results.
    private func finding(_ settings: [String: String]) -> SettingsFinding {
        SettingsFinding(plans, told: ["reports.hotline": settings, "results.hotline": settings])
    }

    @Test func `Topics as planned are well, in one line`() {
        let finding = finding(["message.timestamp.type": "LogAppendTime", "retention.ms": "2592000000"])
        #expect(finding.isWell)
        #expect(finding.lines == ["well   topics: the broker tells the time on 1 of them"])
    }

    @Test func `Where senders tell the time, the topic is named, and what follows`() {
        let finding = finding(["message.timestamp.type": "CreateTime", "retention.ms": "2592000000"])
        #expect(!finding.isWell)
        #expect(
            finding.lines.first
                == "WRONG  topic reports.hotline: message.timestamp.type is CreateTime, must be LogAppendTime")
        #expect(finding.lines.last?.contains("senders could lie about when a report came") == true)
        #expect(finding.lines.count == 2)
    }

    @Test func `A time that the broker does not tell is not known, and not wrong`() {
        let finding = finding([:])
        #expect(finding.isWell)
        #expect(finding.lines.count == 1 && finding.lines[0].contains("not known"))
    }

    @Test(arguments: [
        ("604800000", "7 days"), ("3600000", "1 hour"), ("86400000", "1 day"), ("-1", "for ever"), ("1500", "1500 ms"),
        ("0", "0 ms"),
    ])
    func `Another retention than the district's is a note`(milliseconds: String, words: String) {
        let finding = finding(["message.timestamp.type": "LogAppendTime", "retention.ms": milliseconds])
        #expect(finding.isWell)
        #expect(
            finding.lines.last
                == "note   topic reports.hotline: keeps records \(words), the district's retention is 30 days")
    }

    @Test func `A topic that is missing is not judged`() {
        #expect(SettingsFinding(plans, told: [:]).lines.isEmpty)
    }
}
