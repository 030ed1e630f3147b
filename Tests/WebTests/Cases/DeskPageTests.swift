import HTTPTypes
import Hotline
import HummingbirdTesting
import Kafka
import Store
import Testing
import Web
import WorkTime

/// The desk's page: each decision is one click or one key.
@Suite(.timeLimit(.minutes(1)))
struct DeskPageTests {
    private let web: TestWeb
    private let number = TestWeb.number(1)

    init() throws {
        web = try TestWeb()
        try web.user("desk", AccessScope(role: .desk))
        try web.user("housing", .housing)
    }

    private func undecided(_ suggestions: [Suggestion], area: String = "other") -> Case {
        web.opened(1, department: "desk", area: area, suggestions: suggestions)
    }

    private func events() throws -> [ProgressEvent] {
        try web.sent.map { record in
            let bytes = record.value ?? []
            return try ProgressEvent(json: bytes.span.bytes)
        }
    }

    @Test func `What was left undecided shows who would get it, each by one click and one key`() async throws {
        try web.write([
            undecided([.init(area: "renovation", confidence: 0.5), .init(area: "greenery", confidence: 0.3)])
        ])
        let text = try await web.page("/desk", as: "desk").text
        for words in [
            "name=\"area\" value=\"renovation\" data-key=\"1\"", "name=\"area\" value=\"greenery\" data-key=\"2\"",
            "<kbd>1</kbd> 区住建局", "50 %", "污水流到路上了",
        ] { #expect(text.contains(words), "\(words)") }
        let answer = try await web.send("/desk/cases/\(number)/dispatch", as: "desk", "id=d-1&area=greenery")
        #expect(answer.headers[.location] == "/desk?sent=\(number)")
        let events = try events()
        #expect(
            events.map(\.body) == [
                .reclassify(.init(area: "greenery")), .assign(.init(to: "greening", supporting: ["housing"])),
            ])
        #expect(events.map(\.id) == ["d-1.area", "d-1"] && events.allSatisfy { $0.by == "desk:desk" })
    }

    @Test(arguments: [nil, "路灯"])
    func `What is reported stands there once, below its title if it has one`(title: String?) async throws {
        try web.write([undecided([])]) { report in
            (report.title, report.text) = (title, "三天不亮了")
        }
        let text = try await web.page("/desk", as: "desk").text
        #expect(text.matches(of: /三天不亮了/).count == 1)
        #expect(text.matches(of: /路灯/).count == (title == nil ? 0 : 1))
    }

    @Test func `Whom the district's rules name for the place gets it, with those who help`() async throws {
        try web.write([undecided([.init(area: "sewage", confidence: 0.6)], area: "sewage")])
        let answer = try await web.send("/desk/cases/\(number)/dispatch", as: "desk", "id=d-1&area=sewage")
        #expect(answer.status == .seeOther)
        guard case .assign(let dispatch) = try web.event().body else {
            Issue.record("no assignment")
            return
        }
        // 白湾社区 is rural.
        #expect(dispatch.to == "rural" && dispatch.supporting.contains("housing") && web.sent.count == 1)
    }

    @Test func `A suggestion that does not hold any more is told beside the case, and nothing is sent`() async throws {
        try web.write([undecided([.init(area: "sewage", confidence: 0.6)])])
        let answer = try await web.send("/desk/cases/\(number)/dispatch", as: "desk", "id=d-1&area=greenery")
        #expect(answer.status == .conflict && answer.text.matches(of: /role="alert"/).count == 1)
        #expect(try await web.send("/desk/cases/\(number)/dispatch", as: "housing", "area=sewage").status == .forbidden)
        #expect(web.sent.isEmpty)
    }

    @Test(arguments: [true, false])
    func `A request is granted or refused by one click and one key`(grants: Bool) async throws {
        var state = web.opened(1)
        state.take(.return(.init(ground: .notResponsible, suggested: "rural")), id: "ask-1", web.services.policy)
        try web.write([state])
        let text = try await web.page("/desk", as: "desk").text
        #expect(text.contains("data-key=\"y\"") && text.contains("data-key=\"n\""))
        let action = grants ? "grant" : "refuse"
        let answer = try await web.send("/desk/cases/\(number)/\(action)", as: "desk", "ref=ask-1")
        #expect(answer.headers[.location] == "/desk?decided=\(number)")
        #expect(try web.event().body == (grants ? .grant(ref: "ask-1") : .refuse(ref: "ask-1")))
        let again = try await web.send("/desk/cases/\(number)/\(action)", as: "desk", "ref=ask-2")
        #expect(again.status == .conflict && again.text.matches(of: /role="alert"/).count == 1)
        #expect(web.sent.count == 1)
    }

    @Test func `A case is found by its number, as people type it`() async throws {
        let found = try await web.page("/find?q=\(number.grouped.replacing(" ", with: "+"))", as: "housing")
        #expect(found.headers[.location] == "/cases/\(number)")
        #expect(try await web.page("/find?q=13800001234", as: "desk").headers[.location] == "/hotline?q=13800001234")
        #expect(try await web.page("/find?q=13800001234", as: "housing").status == .notFound)
    }
}
