import Foundation
import Hotline
import Notifying
import Testing
import WorkTime

/// What people are told.
@Suite(.timeLimit(.minutes(1)))
struct WebhookMessageTests {
    private func message(_ content: Webhook.Content, isEnglish: Bool = false) throws -> WebhookMessage {
        let webhook = Webhook(
            id: "a", url: "https://x", content: content, departments: ["housing"], isEnglish: isEnglish)
        return WebhookMessage(try Noticing.notice(1), for: webhook, try Noticing.words())
    }

    private func json(_ message: WebhookMessage) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(message.body)) as? [String: Any])
    }

    @Test(arguments: [Webhook.Shape.wecom, .dingtalk])
    func `A group is told which case, where and by when, with a link`(shape: Webhook.Shape) throws {
        let message = try json(message(.shape(shape)))
        #expect(message["msgtype"] as? String == "text")
        let text = try #require((message["text"] as? [String: String])?["content"])
        for part in ["新工单 1000 0000 0000 0001", "区住建局", "云兴社区", "紧急", "2026-12-03 18:00"] {
            #expect(text.contains(part))
        }
        #expect(text.hasSuffix("https://qiaomen.example/cases/1000000000000001"))
    }

    @Test func `A template's names stand for what is known, written as its type wants it`() throws {
        let values = try json(message(.template(#"{"to":"x","text":"{{text}}"}"#, contentType: "application/json")))
        #expect((values["text"] as? String)?.contains("\n") == true)
        let form = try message(
            .template("id={{id}}&t={{title}}", contentType: "application/x-www-form-urlencoded"), isEnglish: true)
        #expect(String(decoding: form.body, as: UTF8.self) == "id=1000000000000001.1.lead.housing&t=New%20task")
        #expect(form.contentType == "application/x-www-form-urlencoded")
    }

    @Test(arguments: [
        Webhook.Content.shape(.wecom), .shape(.dingtalk), .shape(.json),
        .template(Webhook.names.sorted().map { "{{\($0)}}" }.joined(), contentType: "text/plain"),
    ])
    func `Nothing of what residents wrote leaves the house`(content: Webhook.Content) throws {
        let text = String(decoding: try message(content).body, as: UTF8.self)
        for secret in ["王小明", "1380000", "救命", "柿铺街道12号"] { #expect(!text.contains(secret)) }
    }

    @Test(arguments: [("classified", Notice.Kind.task), ("assigned", .task), ("reopened", .redo)])
    func `A task that comes back is told as such`(reason: String, kind: Notice.Kind) throws {
        let head = try #require(TaskHead(json: Array(Noticing.task(1, reason: reason).utf8)))
        #expect(Notice(task: head)?.kind == kind)
    }

    @Test func `What is withdrawn, or is no task, is no news`() throws {
        let head = try #require(TaskHead(json: Array(Noticing.task(1, reason: "withdrawn").utf8)))
        #expect(Notice(task: head) == nil)
        #expect(TaskHead(json: Array("{}".utf8)) == nil)
        #expect(TaskHead(json: []) == nil)
    }

    @Test func `Secrets come from the environment; one that is missing is named`() throws {
        let webhook = Webhook(id: "a", url: "https://x?key=${KEY}", content: .shape(.json), contacts: ["区"])
        #expect(throws: Never.self) { try WebhookTarget(webhook, environment: ["KEY": "1"]) }
        let error = #expect(throws: WebhookTarget.MissingVariable.self) { try WebhookTarget(webhook, environment: [:]) }
        #expect(error?.description == "webhook a: expected KEY in the environment")
    }
}
