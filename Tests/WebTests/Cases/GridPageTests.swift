import HTTPTypes
import Hotline
import HummingbirdTesting
import Kafka
import Store
import Testing
import Web
import WorkTime

/// The page of a grid worker.
@Suite(.timeLimit(.minutes(1)))
struct GridPageTests {
    private let web: TestWeb
    private let number = TestWeb.number(1)

    init() throws {
        web = try TestWeb()
        try web.user("liu", AccessScope(role: .grid, community: "baiwan"))
        try web.user("zhao", AccessScope(role: .grid, community: "shiying"))
        try web.user("housing", .housing)
    }

    @Test func `It has the grid's open cases, what is due first before the others, and nobody else's`() async throws {
        var done = web.opened(3)
        done.take(.resolve(.init(reply: "好了")), web.services.policy)
        try web.write([web.opened(2), web.opened(1, daysAgo: 2), done])
        let text = try await web.page("/grid", as: "liu").text
        let rows = text.matches(of: /id="case-(\d{16})"/).map { String($0.output.1) }
        #expect(rows == [1, 2].map { TestWeb.number($0).description })
        #expect(text.contains("白湾社区") && text.contains("tel:13800001234"))
        #expect(text.contains("<a href=\"/grid\" aria-current=\"page\">我的网格</a>"))
        #expect(try await web.page("/grid?lang=en", as: "liu").text.contains("What was seen on site"))
        #expect(!(try await web.page("/grid", as: "zhao").text.contains("id=\"case-")))
        #expect(try await web.page("/grid", as: "housing").status == .forbidden)
    }

    @Test func `A report for a resident goes to the channel from door to door, with the grid's community`()
        async throws
    {
        let fields = "id=g-1&text=%E6%B1%A1%E6%B0%B4&address=12%E5%8F%B7&kind=help&urgency=urgent&name=&phone="
        let answer = try await web.send("/grid/reports", as: "liu", fields)
        #expect(answer.headers[.location] == "/grid?filed=\(CaseNumber(channel: "door", id: "g-1".utf8.span))")
        #expect(web.sent.last?.topic == "reports.door")
        let report = try #require(
            try json(String(decoding: web.sent.last?.value ?? [], as: UTF8.self)) as? [String: Any])
        #expect(report["community"] as? String == "baiwan" && report["urgency"] as? String == "urgent")
        #expect((report["reporter"] as? [String: Any])?["anonymous"] as? Bool == true)
        let empty = try await web.send("/grid/reports", as: "liu", "id=g-2&text=&address=Road+1")
        #expect(empty.status == .badRequest && empty.text.contains("value=\"Road 1\""))
        #expect(try await web.send("/grid/reports", as: "housing", fields).status == .forbidden)
        #expect(web.sent.count == 1)
    }

    @Test func `What was seen on site is told to those who work on the case`() async throws {
        try web.write([web.opened(1)])
        let answer = try await web.send("/grid/cases/\(number)", as: "liu", "id=n-1&note=%E5%B7%B2%E7%9C%8B&canned=x")
        #expect(answer.headers[.location] == "/grid?noted=\(number)#case-\(number)")
        let event = try web.event()
        #expect(event.id == "n-1" && event.note == "已看" && event.by == "grid:liu" && event.body == .contribute)
        #expect(web.sent.last?.topic == "progress.desk")
        var state = web.opened(1)
        let received = ReceivedProgress(
            event: event, topic: "progress.desk", offset: 0, recordedAt: web.now)
        guard case .applied = state.apply(received, web.services.policy) else {
            Issue.record("the tracker would refuse it")
            return
        }
        #expect(state.history.last?.progress?.event.note == "已看" && state.supporting.isEmpty)
    }

    @Test func `Usual words count where nothing else was written, and nothing at all is a mistake beside the row`()
        async throws
    {
        try web.write([web.opened(1)])
        let text = try await web.page("/grid", as: "liu").text
        #expect(text.contains("<option>已到现场查看，情况属实。</option>"))
        #expect(try await web.send("/grid/cases/\(number)", as: "liu", "note=&canned=seen").status == .seeOther)
        #expect(try web.event().note == "seen")
        let empty = try await web.send("/grid/cases/\(number)", as: "liu", "note=+&canned=")
        #expect(empty.status == .badRequest && empty.text.matches(of: /role="alert"/).count == 1)
        #expect(try await web.send("/grid/cases/\(number)", as: "zhao", "note=x").status == .notFound)
        #expect(web.sent.count == 1)
    }
}
