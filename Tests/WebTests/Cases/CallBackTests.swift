import HTTPTypes
import Hotline
import HummingbirdTesting
import Store
import Testing
import Web
import WorkTime

/// 回访 and 催单, right in the lists of the hotline's page.
@Suite(.timeLimit(.minutes(1)))
struct CallBackTests {
    private let web: TestWeb
    private let root = TestWeb.number(1)

    init() throws {
        web = try TestWeb()
        try web.user("hotline", .hotline)
        try web.user("door", AccessScope(role: .hotline, channels: ["door"]))
        try web.user("desk", AccessScope(role: .desk))
    }

    private func resolved(_ id: Int, kind: ReportKind = .help, channel: String = "hotline") -> Case {
        var state = web.opened(id, kind: kind, channel: channel)
        state.take(.resolve(.init(reply: "管道已疏通 \(id)", answer: kind == .wish ? .adopted : nil)), web.services.policy)
        return state
    }

    /// The numbers of the rows, in their order.
    private func queue(_ path: String = "/hotline", as name: String) async throws -> [String] {
        try await web.page(path, as: name).text.matches(of: /id="callback-(\d{16})"/).map { String($0.output.1) }
    }

    /// A case of each channel, of which the second was merged into the first, which is resolved.
    private func writeMerged() throws {
        let policy = web.services.policy
        var (first, second) = (web.opened(1), web.opened(2, channel: "door"))
        let at = Instant(milliseconds: second.lastAppliedAt.milliseconds + 60_000)
        let event = ProgressEvent(id: "m", caseNumber: second.number, at: at, by: "desk:a", body: .merge(into: root))
        let received = ReceivedProgress(event: event, topic: "progress.desk", offset: 9, recordedAt: at)
        guard case .applied(_, let actions) = second.apply(received, policy, target: first) else {
            Issue.record("not merged")
            return
        }
        for case .absorb(_, let absorption) in actions { _ = first.absorb(absorption, at: at, policy.calendars) }
        first.take(.resolve(.init(reply: "管道已疏通")), policy)
        try web.write([first, second])
    }

    @Test func `A row has the phone, what the resident was told and how long it has waited, the oldest first`()
        async throws
    {
        try web.write([resolved(3), resolved(1), resolved(2), web.opened(4), resolved(5, kind: .wish)])
        let text = try await web.page("/hotline", as: "hotline").text
        #expect(try await queue(as: "hotline") == [1, 2, 3].map { TestWeb.number($0).description })
        for words in ["href=\"tel:13800001234\"", "管道已疏通 1", "已等"] { #expect(text.contains(words), "\(words)") }
        #expect(try await web.page("/hotline?lang=en", as: "hotline").text.contains("waiting for"))
    }

    @Test func `Whom only the desk may call, the hotline sees no phone of`() async throws {
        try web.write([resolved(1)]) { $0.isConfidential = true }
        let hotline = try await web.page("/hotline", as: "hotline").text
        #expect(hotline.contains("由受理中心回访") && !hotline.contains("13800001234") && !hotline.contains("张三"))
        #expect(try await web.page("/hotline", as: "desk").text.contains("tel:13800001234"))
    }

    @Test func `Each caller of a case is called back, also one whose case was merged`() async throws {
        try writeMerged()
        let second = TestWeb.number(2, "door")
        #expect(try await queue(as: "desk") == [root.description, second.description])
        #expect(try await queue(as: "hotline") == [root.description])
        #expect(try await queue(as: "door") == [second.description])
        let answer = try await web.send("/hotline/callbacks/\(second)", as: "door", "id=e&resolved=yes&satisfaction=4")
        #expect(answer.headers[.location] == "/hotline?asked=\(second)#callbacks")
        #expect(try web.event().caseNumber == second && web.event().by == "hotline:door")
        #expect(try web.event().body == .evaluate(.init(resolved: .yes, satisfaction: 4)))
        #expect(try await web.send("/hotline/callbacks/\(second)", as: "hotline", "resolved=yes").status == .notFound)
    }

    @Test(arguments: [
        ("resolved=no&satisfaction=1", ProgressBody.Evaluation(resolved: .no, satisfaction: 1)),
        ("resolved=unanswered&satisfaction=", .init(resolved: .unanswered)),
        ("reached=false", .notReached), ("reached=false&resolved=yes&satisfaction=5", .notReached),
    ])
    func `What the caller says is sent as it was chosen; nobody reached is one click`(
        fields: String, body: ProgressBody.Evaluation
    ) async throws {
        try web.write([resolved(1)])
        #expect(try await web.send("/hotline/callbacks/\(root)", as: "hotline", "id=e-1&" + fields).status == .seeOther)
        #expect(try web.event().id == "e-1" && web.event().body == .evaluate(body))
        let text = try await web.page("/hotline?asked=\(root)", as: "hotline").text
        #expect(text.contains("已提交") && !text.contains("action=\"/hotline/callbacks/\(root)\""))
    }

    @Test func `What is not taken is told beside the row, or above them if the row is gone`() async throws {
        try web.write([resolved(1), web.opened(2)])
        for fields in ["satisfaction=5", "resolved=perhaps", "resolved=yes&satisfaction=6"] {
            let answer = try await web.send("/hotline/callbacks/\(root)", as: "hotline", fields)
            #expect(answer.status == .badRequest)
            let row = try #require(answer.text.split(separator: "id=\"callback-\(root)\"").last)
            #expect(row.contains("role=\"alert\""), "\(fields)")
        }
        let open = TestWeb.number(2)
        let answer = try await web.send("/hotline/callbacks/\(open)", as: "hotline", "resolved=yes")
        #expect(answer.status == .conflict && answer.text.contains("\(open.grouped) "))
        #expect(answer.text.matches(of: /role="alert"/).count == 1)
        #expect(web.sent.isEmpty)
    }

    @Test func `The queue goes on where its page ended`() async throws {
        try web.write((1...45).map { resolved($0) })
        var (path, found): (String?, [String]) = ("/hotline", [])
        while let next = path, found.count < 100 {
            found += try await queue(next, as: "hotline")
            let text = try await web.page(next, as: "hotline").text
            path = text.firstMatch(of: /rel="next" href="([^"#]*)#callbacks"/).map { String($0.output.1) }
        }
        #expect(found == (1...45).map { TestWeb.number($0).description })
    }

    @Test func `A found case is urged by one click, and the list stays`() async throws {
        try web.write([web.opened(1)])
        let text = try await web.page("/hotline?q=\(root)", as: "hotline").text
        #expect(text.contains("formaction=\"/hotline/urges/\(root)\""))
        let answer = try await web.send("/hotline/urges/\(root)", as: "hotline", "id=u-1&q=\(root)")
        #expect(answer.headers[.location] == "/hotline?urged=\(root)&q=\(root)")
        #expect(try web.event().body == .urge && web.event().id == "u-1")
        #expect(try await web.send("/hotline/urges/\(root)", as: "door", "id=u-2").status == .notFound)
    }
}
