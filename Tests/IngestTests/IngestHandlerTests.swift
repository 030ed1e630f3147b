import BrokerTestKit
import Foundation
import Hotline
import Ingest
import Kafka
import Pipeline
import Testing

@Suite("From report to task", .serialized, .timeLimit(.minutes(2)))
struct IngestHandlerTests {
    @Test("every report gives one lead task, every broken message one dead letter with its bytes and a reason")
    func goodAndBroken() async throws {
        let kit = try IngestKit()
        let good = (0..<300).map { kit.report(id: "r\($0)", text: "楼下的下水道堵了，污水流了一地 \($0)") }
        let broken = BrokenReport.all
        try await kit.publish(good + broken.map(\.value))
        let summary = try await kit.run().get()
        #expect(summary.messages == good.count + broken.count)

        let leads = try await kit.tasks().filter { $0.assignment.role == .lead }
        #expect(leads.count == good.count)
        #expect(Set(leads.map(\.assignment.caseNumber)).count == good.count)

        let letters = try await kit.deadLetters()
        #expect(letters.count == broken.count)
        for expected in broken {
            let letter = letters.first { $0.value == expected.value }
            let reason = letter?.header("__connect.errors.exception.message")
            #expect(reason?.contains(expected.reasonContains) == true, "\(expected.name): \(reason ?? "no letter")")
        }
        #expect(kit.handler.figures.tally.lead == good.count)
        #expect(kit.handler.figures.tally.dead == broken.count)
    }

    @Test("a task holds the report as it came, with the channel, and where and when it was received")
    func wholeTask() async throws {
        let kit = try IngestKit()
        let report =
            #"{ "id" : "a-1", "text":"白湾社区的污水管网什么时候接通",  "reportedAt":"2026-09-15T08:30:00+08:00","extra":[1,2.50] , "channel":"forged" }"#
        try await kit.publish(
            [Array(report.utf8)], at: 1_789_432_200_000,
            trace: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        _ = try await kit.run().get()
        let records = try await kit.taskRecords()
        let lead = try #require(records.first { $0.topic == "tasks.rural" })
        let supporting = try #require(records.first { $0.topic == "tasks.housing" })
        #expect(records.count == 2)
        let number = CaseNumber(channel: kit.channel, id: Array("a-1".utf8).span)
        for record in [lead, supporting] {
            #expect(record.key == Array(number.description.utf8))
            #expect(record.header("ce_subject") == number.description)
            #expect(record.header("traceparent") == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            #expect(record.timestamp == 1_789_432_200_000)
            let json = try #require(String(bytes: record.value ?? [], encoding: .utf8))
            #expect(json.contains(#""extra":[1,2.50]"#), "the report's own bytes")
            #expect(!json.contains("forged"))
            #expect(
                json.contains(#""assignedAt":"2026-09-15T08:30:00.000+08:00""#)
                    || json.contains(#""assignedAt":"2026-09-15T08:30:00+08:00""#))
        }
        #expect(lead.header("ce_type") == "qiaomen.task.lead")
        #expect(lead.header("ce_id") == "\(number).1.lead.rural")
        let task = try JSONDecoder().decode(ReceivedTask.self, from: Data(lead.value ?? [])).assignment
        let bytes = lead.value ?? []
        let arrived = try ArrivedTask(json: bytes.span.bytes)
        #expect(
            arrived.terms.limits == CasePolicy(kit.district).terms(area: "sewage", kind: .help, urgency: .normal).limits
        )
        #expect(!arrived.terms.limits.isEmpty)
        #expect(task.department == "rural" && task.supporting == ["housing"] && task.area == "sewage")
        #expect(task.community == "baiwan" && task.channel == kit.channel && task.reason == .classified)
        #expect(task.evidence.contains { "白湾社区的污水管网什么时候接通".contains($0) })
        #expect(task.source.offset == 0 && task.source.topic == kit.topic)
        #expect(task.policy == kit.district.version)
        let helper = try JSONDecoder().decode(ReceivedTask.self, from: Data(supporting.value ?? [])).assignment
        #expect(helper.role == .supporting && helper.reason == .supporting && helper.caseNumber == task.caseNumber)
    }

    @Test("the pilot's matters land where they belong")
    func pilotMatters() async throws {
        let kit = try IngestKit()
        let matters: [(id: String, text: String, kind: String, lead: String, supporting: [String], area: String)] = [
            ("baiwan", "白湾社区污水管网还没有接通，生活污水直接排到沟里", "help", "rural", ["housing"], "sewage"),
            ("old", "我们是老旧小区，请问老旧小区改造什么时候轮到我们院子", "help", "housing", [], "renovation"),
            ("square", "汉江梦小区健身广场地面破损，围栏也倒了，希望改造", "help", "housing", [], "renovation"),
            ("flowers", "门口的花坛绿化没有人管，杂草丛生，请补种", "help", "greening", [], "greenery"),
            ("station", "希望在社区门口建一个红色驿站", "wish", "desk", [], "other"),
        ]
        try await kit.publish(matters.map { kit.report(id: $0.id, text: $0.text, kind: $0.kind) })
        _ = try await kit.run().get()
        let tasks = try await kit.tasks().map(\.assignment)
        for matter in matters {
            let number = CaseNumber(channel: kit.channel, id: Array(matter.id.utf8).span)
            let lead = tasks.first { $0.caseNumber == number && $0.role == .lead }
            #expect(lead?.department == matter.lead, "\(matter.id)")
            #expect(lead?.area == matter.area, "\(matter.id)")
            let supporting = matter.supporting.allSatisfy { lead?.supporting.contains($0) == true }
            #expect(supporting, "\(matter.id): \(lead?.supporting ?? [])")
        }
    }

    @Test("a report that comes twice gives the same case number and the same task")
    func repeated() async throws {
        let kit = try IngestKit()
        let report = kit.report(id: "twice", text: "楼道的灯坏了")
        try await kit.publish([report, report], at: 1_789_432_200_000)
        _ = try await kit.run().get()
        var tasks = try await kit.tasks().map(\.assignment)
        #expect(tasks.count == 2)
        // They are told apart by where they came from, and by nothing else.
        for index in tasks.indices { tasks[index].source = Source(topic: "", partition: 0, offset: 0) }
        #expect(Set(tasks).count == 1)
    }

    @Test("reports of a meeting carry what was noted of it")
    func gathering() async throws {
        let kit = try IngestKit()
        let members = #","gathering":{"kind":"幸福夜话","at":"2026-09-14T19:30:00+08:00","place":"文化广场","participants":23}"#
        try await kit.publish([kit.report(id: "g", text: "花坛没有人管", more: members)])
        _ = try await kit.run().get()
        let record = try #require(try await kit.taskRecords().first)
        let json = try #require(String(bytes: record.value ?? [], encoding: .utf8))
        #expect(json.contains(members.dropFirst()))
    }

    @Test("a channel that the district does not know is taken with the defaults; a topic that names none is not")
    func channels() async throws {
        let kit = try IngestKit()
        let unnamed = "reports.Not_A_Channel"
        try TestBroker.broker.createTopic(unnamed, partitions: 1)
        try await kit.publish([kit.report(id: "x", text: "污水")])
        try await TestBroker.publish([Record(topic: unnamed, key: nil, value: kit.report(id: "y", text: "污水"))])
        _ = try await kit.run(topics: [kit.topic, unnamed]).get()
        #expect(try await kit.tasks().count == 1)
        let letter = try await TestBroker.contents(of: [IngestHandler.deadTopic])
            .first { $0.header("__connect.errors.topic") == unnamed }
        #expect(letter?.header("__connect.errors.exception.message")?.contains("channel") == true)
    }
}
