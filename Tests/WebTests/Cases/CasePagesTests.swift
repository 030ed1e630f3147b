import Foundation
import HTTPTypes
import Hotline
import HummingbirdTesting
import Kafka
import Store
import Testing
import Web
import WorkTime

/// The pages of those who work on cases.
@Suite(.timeLimit(.minutes(1)))
struct CasePagesTests {
    private let web: TestWeb
    private static let number = TestWeb.number(1)

    init() throws {
        web = try TestWeb()
        try web.user("housing", .housing)
        try web.user("greening", AccessScope(role: .department, departments: ["greening"]))
        try web.user("desk", AccessScope(role: .desk))
        try web.user("manager", .manager)
    }

    private func page(_ path: String, as name: String) async throws -> TestResponse {
        try await web.page(path, as: name)
    }

    /// Sends a form as the page would.
    private func send(_ path: String, as name: String, _ fields: String) async throws -> TestResponse {
        try await web.send(path, as: name, fields)
    }

    private func event() throws -> ProgressEvent { try web.event() }

    @Test func `A worklist has a department's open cases, in both languages, and nobody else's`() async throws {
        try web.write([web.opened(1), web.opened(2), web.opened(3, department: "greening", area: "greenery")])
        let chinese = try await page("/departments/housing", as: "housing")
        #expect(chinese.status == .ok)
        let rows = [1, 2, 3].map { chinese.text.contains(">\(TestWeb.number($0).grouped)</a>") }
        #expect(rows == [true, true, false])
        #expect(chinese.text.contains("待签收") && chinese.text.contains("工作小时"))
        let english = try await page("/departments/housing?lang=en", as: "housing").text
        #expect(english.contains("assigned") && english.contains("working hours"))
        #expect(try await page("/departments/housing", as: "greening").status == .notFound)
        #expect(try await page("/cases/\(Self.number)", as: "greening").status == .notFound)
        #expect(try await page("/cases/\(Self.number)", as: "housing").status == .ok)
        #expect(try await web.ask(.get, "/departments/housing").status != .ok)
    }

    @Test func `A list is narrowed by its form, and exported as it is narrowed`() async throws {
        try web.write([web.opened(1), web.opened(2, department: "greening", area: "greenery")])
        let all = try await page("/cases", as: "manager").text
        #expect(all.contains("<details class=\"card\" id=\"filters\">") && all.contains("href=\"/api/v1/cases.csv?\""))
        // As a browser sends the form: what was left open is empty.
        let path = "/cases?state=&area=greenery&kind=&urgency=&department=&community=&channel=&order=&receivedFrom="
        let some = try await page(path, as: "manager").text
        #expect(some.contains("value=\"greenery\" selected") && some.contains(" open id=\"filters\""))
        #expect(some.contains(">\(TestWeb.number(2).grouped)</a>") && !some.contains(">\(Self.number.grouped)</a>"))
        let link = try #require(some.firstMatch(of: /href="(\/api\/v1\/cases\.csv[^"]*)"/)?.output.1)
        let table = try await page(String(link).replacing("&amp;", with: "&"), as: "manager")
        #expect(table.status == .ok && table.text.split(separator: "\r\n").count == 2)
    }

    @Test func `Below what it holds a worklist has what the department helps with`() async throws {
        try web.write([web.opened(1, supporting: ["greening"]), web.opened(2, department: "greening")])
        let text = try await page("/departments/greening", as: "greening").text
        let parts = text.split(separator: "id=\"supported\"")
        #expect(parts.count == 2 && text.contains("本单位协办</h2>"))
        #expect(parts[0].contains(TestWeb.number(2).grouped) && !parts[0].contains(Self.number.grouped))
        #expect(parts[1].contains(">\(Self.number.grouped)</a>") && !parts[1].contains("type=\"checkbox\""))
        #expect(!(try await page("/departments/housing", as: "housing").text.contains("协办</h2>")))
        let case1 = try await page("/cases/\(Self.number)", as: "greening").text
        #expect(case1.contains("/contribute\"") && !case1.contains("/resolve\""))
    }

    @Test func `A list goes on where its page ended`() async throws {
        try web.write((1...7).map { web.opened($0) })
        var (path, found): (String?, [String]) = ("/departments/housing?limit=3", [])
        while let next = path, found.count < 20 {
            let text = try await page(next, as: "housing").text
            found += text.matches(of: /<a href="\/cases\/(\d{16})"/).map { String($0.output.1) }
            path = text.firstMatch(of: /rel="next" href="([^"]*)"/).map {
                String($0.output.1).replacing("&amp;", with: "&")
            }
        }
        #expect(found.sorted() == (1...7).map { TestWeb.number($0).description }.sorted())
    }

    @Test func `Several cases are accepted at once; one that stands elsewhere by now is told`() async throws {
        var taken = web.opened(3)
        taken.take(.accept, web.services.policy)
        try web.write([web.opened(1), web.opened(2), taken])
        let fields = (1...3).map { "case=\(TestWeb.number($0))" }.joined(separator: "&")
        let answer = try await send("/departments/housing/accept", as: "housing", fields)
        #expect(answer.headers[.location] == "/departments/housing?accepted=2&refused=1")
        #expect(web.sent.map(\.topic) == ["progress.housing", "progress.housing"])
        let shown = try await page("/departments/housing?accepted=2&refused=1", as: "housing").text
        #expect(shown.contains("已提交签收 2 件，1 件状态已变"))
        #expect(try await send("/departments/housing/accept", as: "greening", fields).status == .notFound)
    }

    @Test(arguments: [
        ("housing", ["accept", "resolve", "suspend", "assist"], ["assign", "supervise", "urge"]),
        ("desk", ["assign", "merge", "reclassify", "urge"], ["accept", "resolve", "supervise"]),
        ("manager", ["supervise"], ["accept", "assign", "resolve"]),
    ])
    func `The page offers what the table of actions gives, and nothing else`(
        name: String, offered: [String], others: [String]
    ) async throws {
        try web.write([web.opened(1)])
        let text = try await page("/cases/\(Self.number)", as: name).text
        for action in offered { #expect(text.contains("action=\"/cases/\(Self.number)/\(action)\""), "\(action)") }
        for action in others {
            #expect(!text.contains("action=\"/cases/\(Self.number)/\(action)\""), "\(action)")
            #expect(try await send("/cases/\(Self.number)/\(action)", as: name, "note=x").status != .seeOther)
        }
        #expect(web.sent.isEmpty)
    }

    @Test func `A form makes the event that the topic wants`() async throws {
        try web.write([web.opened(1)])
        let fields = "id=form-1&kind=ledger&until=2027-01-04T18:00&owner=%E6%9D%8E%E5%9B%9B&note="
        let answer = try await send("/cases/\(Self.number)/suspend", as: "housing", fields)
        #expect(answer.headers[.location] == "/cases/\(Self.number)?done=suspend")
        let event = try event()
        #expect(web.sent.last?.topic == "progress.housing" && event.id == "form-1" && event.by == "housing")
        let until = try Instant(rfc3339: "2027-01-04T18:00:00+08:00")
        #expect(event.body == .suspend(.init(kind: .ledger, until: until, owner: "李四")))
        let help = "departments=greening&departments=rural&reason=%E6%A0%91&dueBy="
        #expect(try await send("/cases/\(Self.number)/assist", as: "housing", help).status == .seeOther)
        #expect(try self.event().body == .assist(.init(departments: ["greening", "rural"], reason: "树", dueBy: nil)))
    }

    @Test func `What the state does not allow, or the form lacks, is told on the page, and nothing is sent`()
        async throws
    {
        var state = web.opened(1)
        state.take(.accept, web.services.policy)
        try web.write([state])
        let again = try await send("/cases/\(Self.number)/accept", as: "housing", "id=x")
        #expect(again.status == .conflict && again.text.contains("role=\"alert\""))
        let empty = try await send("/cases/\(Self.number)/resolve", as: "housing", "reply=")
        #expect(empty.status == .badRequest && empty.text.contains("reply"))
        #expect(web.sent.isEmpty)
    }

    @Test func `The desk decides a request by one button`() async throws {
        var state = web.opened(1)
        state.take(.return(.init(ground: .notResponsible, suggested: "rural")), id: "ask-1", web.services.policy)
        try web.write([state, web.opened(2, department: "desk", area: "other")])
        let desk = try await page("/desk", as: "desk").text
        #expect(desk.contains(Self.number.grouped) && desk.contains(TestWeb.number(2).grouped))
        #expect(try await page("/desk", as: "housing").status == .forbidden)
        let text = try await page("/cases/\(Self.number)", as: "desk").text
        #expect(text.contains("name=\"ref\" value=\"ask-1\""))
        #expect(try await send("/cases/\(Self.number)/grant", as: "desk", "ref=ask-1").status == .seeOther)
        #expect(try event().body == .grant(ref: "ask-1"))
    }

    @Test func `Hostile words stay words, and managers see nothing personal`() async throws {
        let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> 13800001234"
        var state = web.opened(1)
        state.take(.resolve(.init(reply: hostile)), web.services.policy)
        try web.write([state]) { report in
            (report.title, report.text, report.address, report.name) = (hostile, hostile, hostile, "<b>张三</b>")
        }
        for name in ["housing", "desk", "manager"] {
            for path in ["/cases/\(Self.number)", "/cases"] {
                let text = try await page(path, as: name).text
                #expect(!text.contains("<script>alert") && !text.contains("<img") && !text.contains("<b>"))
            }
        }
        let manager = try await page("/cases/\(Self.number)", as: "manager").text
        #expect(!manager.contains("13800001234") && !manager.contains("张三"))
        #expect(try await page("/cases/\(Self.number)", as: "housing").text.contains("13800001234"))
    }

    @Test func `The hotline files a report once, and is told its number`() async throws {
        try web.user("hotline", .hotline)
        let fields =
            "id=h-1&channel=hotline&text=%E6%B1%A1%E6%B0%B4&kind=help&urgency=urgent&phone=13800001234&address="
        let number = CaseNumber(channel: "hotline", id: "h-1".utf8.span)
        let answer = try await send("/hotline/reports", as: "hotline", fields)
        #expect(answer.headers[.location] == "/hotline?filed=\(number)")
        #expect(web.sent.last?.topic == "reports.hotline" && web.sent.last?.key == Array("h-1".utf8))
        let report = try #require(
            try json(String(decoding: web.sent.last?.value ?? [], as: UTF8.self)) as? [String: Any])
        #expect(report["text"] as? String == "污水" && report["urgency"] as? String == "urgent")
        #expect(report["address"] == nil)
        let empty = try await send("/hotline/reports", as: "hotline", "channel=hotline&text=")
        #expect(empty.status == .badRequest && empty.text.contains("role=\"alert\""))
        #expect(try await send("/hotline/reports", as: "hotline", "channel=door&text=x").status == .forbidden)
        #expect(try await page("/hotline", as: "housing").status == .forbidden)
        #expect(web.sent.count == 1)
    }

    @Test func `A report that could not be sent is shown again as it was entered, also while the store is away`()
        async throws
    {
        try web.user("hotline", .hotline)
        web.fail(.brokerAway)
        let answer = try await send(
            "/hotline/reports", as: "hotline",
            "id=h-2&channel=hotline&text=water&urgency=urgent&address=Road+1&name=Li&phone=13800001234")
        #expect(answer.status == .serviceUnavailable && answer.text.contains("role=\"alert\""))
        #expect(answer.text.contains(">water</textarea>") && answer.text.contains("value=\"urgent\" selected"))
        for value in ["h-2", "Road 1", "Li", "13800001234"] { #expect(answer.text.contains("value=\"\(value)\"")) }
        let fresh = try await page("/hotline", as: "hotline")
        #expect(fresh.status == .ok && fresh.text.contains("数据暂时无法读取") && !fresh.text.contains("Road 1"))
    }

    @Test(arguments: ["13800001234", "白湾社区12号", "number"])
    func `The hotline finds its cases by phone, address or number, and who is to be called back`(
        asked: String
    ) async throws {
        try web.user("hotline", .hotline)
        var done = web.opened(2)
        done.take(.resolve(.init(reply: "好了")), web.services.policy)
        try web.write([web.opened(1), done, web.opened(3, channel: "door")])
        let words = asked == "number" ? Self.number.grouped : asked
        let query = try #require(words.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let text = try await page("/hotline?q=\(query)", as: "hotline").text
        let found = try #require(text.split(separator: "待回访</h2>").first)
        #expect(found.contains(">\(Self.number.grouped)</a>"))
        #expect(!text.contains(">\(TestWeb.number(3, "door").grouped)</a>"))
        let callBacks = try #require(text.split(separator: "待回访</h2>").last)
        #expect(
            callBacks.contains(">\(TestWeb.number(2).grouped)</a>")
                && !callBacks.contains(">\(Self.number.grouped)</a>"))
    }
}
