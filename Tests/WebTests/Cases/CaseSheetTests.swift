import HTTPTypes
import Hotline
import HummingbirdTesting
import Store
import Testing
import Web

/// 转办单: a case on one sheet of paper.
@Suite(.timeLimit(.minutes(1)))
struct CaseSheetTests {
    private let web: TestWeb
    private let number = TestWeb.number(1)

    init() throws {
        web = try TestWeb()
        try web.user("housing", .housing)
        try web.user("greening", AccessScope(role: .department, departments: ["greening"]))
        try web.user("manager", .manager)
    }

    @Test func `It has the report, the limits, the rounds so far and room for three to sign`() async throws {
        var state = web.opened(1)
        state.take(.return(.init(ground: .notResponsible, suggested: "rural")), id: "ask-1", web.services.policy)
        state.take(.grant(ref: "ask-1"), by: "desk:a", web.services.policy)
        state.take(.assign(.init(to: "rural", supporting: ["housing"])), by: "desk:a", web.services.policy)
        try web.write([state])
        let text = try await web.page("/cases/\(number)/sheet", as: "housing").text
        for words in [
            number.grouped, "污水流到路上了", "白湾社区12号", "张三", "13800001234", "区美丽乡村办", "办结时限", "退单", "转派",
            "签收人", "承办人", "审核人", "个工作日",
        ] { #expect(text.contains(words), "\(words)") }
        let english = try await web.page("/cases/\(number)/sheet?lang=en", as: "housing").text
        for words in ["Transfer sheet", "Resolve by", "working days", "returned", "Checked by"] {
            #expect(english.contains(words), "\(words)")
        }
    }

    @Test func `Who may not read the case gets no sheet, and managers none with personal data`() async throws {
        try web.write([web.opened(1)])
        #expect(try await web.page("/cases/\(number)/sheet", as: "greening").status == .notFound)
        let text = try await web.page("/cases/\(number)/sheet", as: "manager").text
        #expect(text.contains(number.grouped) && !text.contains("13800001234") && !text.contains("张三"))
    }

    @Test func `A report that no sheet has room for is cut, and says so`() async throws {
        try web.write([web.opened(1)]) { $0.text = String(repeating: "污水", count: 2_000) }
        let text = try await web.page("/cases/\(number)/sheet", as: "housing").text
        #expect(text.contains("全文见系统") && !text.contains(String(repeating: "污水", count: 500)))
    }

    @Test func `The case and the worklist lead to it`() async throws {
        try web.write([web.opened(1)])
        for path in ["/cases/\(number)", "/departments/housing"] {
            #expect(try await web.page(path, as: "housing").text.contains("href=\"/cases/\(number)/sheet\""))
        }
    }
}
