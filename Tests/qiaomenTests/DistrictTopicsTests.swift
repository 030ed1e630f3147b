import Hotline
import Testing
import qiaomen

private let district = District(
    id: "north", name: BilingualName(zh: "北区", en: "North"), version: "1", timeZone: "Asia/Shanghai", threshold: 0.5,
    areas: [],
    departments: [
        Department(id: "housing", name: BilingualName(zh: "住建局", en: "Housing"), kind: .bureau),
        Department(id: "desk", name: BilingualName(zh: "坐席", en: "Desk"), kind: .desk),
    ],
    channels: [Channel(id: "hotline", name: BilingualName(zh: "热线", en: "Hotline"))], retentionDays: 30)

@Suite(.timeLimit(.minutes(1)))
struct DistrictTopicsTests {
    private let plans = Dictionary(
        uniqueKeysWithValues: topicPlans(for: district, partitions: 6).map { ($0.name, $0) })

    @Test func `Each channel and department has its topics, and Qiaomen its own`() {
        #expect(
            plans.keys.sorted() == [
                "cases", "dead.progress", "dead.reports", "escalations", "progress.desk", "progress.housing",
                "reports.hotline", "results.hotline", "tasks.desk", "tasks.housing",
            ])
    }

    @Test func `Progress has one partition, whatever is asked for: a department's events keep their order`() {
        for (name, plan) in plans {
            #expect(plan.partitions == (name.hasPrefix("progress.") ? 1 : 6))
            #expect(plan.partitionsAreFixed == name.hasPrefix("progress."))
        }
    }

    @Test func `The broker tells the time of reports, tasks and progress`() {
        for (name, plan) in plans {
            let isTold = ["reports.", "tasks.", "progress."].contains { name.hasPrefix($0) }
            #expect((plan.configuration["message.timestamp.type"] == "LogAppendTime") == isTold, "\(name)")
        }
    }

    @Test func `Personal data go with the district's retention`() {
        for (name, plan) in plans {
            let isPersonal = ["reports.", "tasks.", "dead."].contains { name.hasPrefix($0) }
            #expect(plan.configuration["retention.ms"] == (isPersonal ? "2592000000" : nil), "\(name)")
        }
    }

    @Test func `Dead letters have room for any record, cases are compacted`() throws {
        let room = try #require(plans["dead.reports"]?.configuration["max.message.bytes"].flatMap { Int($0) })
        #expect(room > 16 << 20)
        #expect(plans["cases"]?.configuration == ["cleanup.policy": "compact", "max.message.bytes": "4194304"])
    }
}

@Suite(.timeLimit(.minutes(1)))
struct AccessRulesTests {
    private let commands = accessCommands(for: district, bootstrap: "k1:9092")

    private func allowed(_ principal: String) -> [String] {
        let allowance = "--allow-principal User:\(principal) "
        return commands.filter { $0.contains(allowance) }.map { String($0.split(separator: allowance)[1]) }
    }

    @Test func `A channel writes its reports and reads its results, nothing else`() {
        #expect(
            allowed("channel-hotline") == [
                "--operation Write --operation Describe --topic 'reports.hotline'",
                "--operation Read --operation Describe --topic 'results.hotline'",
                "--operation Read --group 'channel-hotline' --resource-pattern-type prefixed",
            ])
    }

    @Test func `A department reads its tasks and writes its progress, nothing else`() {
        #expect(
            allowed("department-housing") == [
                "--operation Read --operation Describe --topic 'tasks.housing'",
                "--operation Write --operation Describe --topic 'progress.housing'",
                "--operation Read --group 'department-housing' --resource-pattern-type prefixed",
            ])
    }

    @Test func `Qiaomen may ask for the settings of its topics, which check does`() {
        #expect(allowed("qiaomen").filter { $0.contains("--topic") }.allSatisfy { $0.contains("DescribeConfigs") })
    }

    @Test func `Every command adds to the named cluster`() {
        #expect(commands.allSatisfy { $0.hasPrefix("kafka-acls.sh --bootstrap-server k1:9092 --add ") })
    }
}
