import DistrictFile
import Hotline
import Testing

@Suite("Webhooks of a district file", .timeLimit(.minutes(1)))
struct WebhooksTests {
    private func file(_ webhooks: String) -> String {
        sample + """
            ladders:
              departments:
                - contacts: [{ name: 经办 }, { name: 科室 }, { name: 分管 }, { name: 督办 }]
              communities:
                - contacts: [{ name: 网格 }, { name: 社区 }, { name: 街道 }, { name: 区 }]
            webhooks: \(webhooks)

            """
    }

    @Test("a webhook has an address, a shape or a body, and those whom it tells")
    func read() throws {
        let webhooks = try readDistrict(
            yaml: [UInt8](
                file(
                    """
                    [{ id: a, url: "https://x/y?key=${KEY}", shape: wecom, departments: [desk], contacts: [分管] },
                      { id: b, url: "${SMS}", body: "t={{text}}", contentType: text/plain, contacts: [区], language: en },
                      { id: c, url: "http://127.0.0.1:1/", shape: dingtalk, secret: "${S}", headers: ["A: b ${C}"], contacts: [街道] }]
                    """
                ).utf8), name: "f"
        ).webhooks
        #expect(
            webhooks == [
                Webhook(
                    id: "a", url: "https://x/y?key=${KEY}", content: .shape(.wecom), departments: ["desk"],
                    contacts: ["分管"]),
                Webhook(
                    id: "b", url: "${SMS}", content: .template("t={{text}}", contentType: "text/plain"),
                    contacts: ["区"],
                    isEnglish: true),
                Webhook(
                    id: "c", url: "http://127.0.0.1:1/", content: .shape(.dingtalk), headers: ["A: b ${C}"],
                    secret: "${S}", contacts: ["街道"]),
            ])
    }

    @Test(
        "what cannot be is named",
        arguments: [
            #"{ id: a, url: "http://example.org/", shape: wecom, departments: [desk] }"#,
            #"{ id: a, url: "ftp://x", shape: wecom, departments: [desk] }"#,
            #"{ id: a, url: "https://x", departments: [desk] }"#,
            #"{ id: a, url: "https://x", shape: wecom, body: "1", departments: [desk] }"#,
            #"{ id: a, url: "https://x", shape: slack, departments: [desk] }"#,
            #"{ id: a, url: "https://x", body: "\"{{phone}}\"", departments: [desk] }"#,
            #"{ id: a, url: "https://x", body: "{text: {{text}}", departments: [desk] }"#,
            #"{ id: a, url: "https://", shape: wecom, departments: [desk] }"#,
            #"{ id: a, url: "https://x", shape: wecom, departments: [desk], language: fr }"#,
            #"{ id: a, url: "https://x", shape: wecom, departments: [desk], headers: ["Authorization"] }"#,
            #"{ id: a, url: "https://x", shape: wecom }"#,
            #"{ id: a, url: "https://x", shape: wecom, contacts: [某人] }"#,
            #"{ id: a, url: "https://x", shape: wecom, departments: [nobody] }"#,
            #"{ id: a, url: "https://x", shape: wecom, departments: [desk], channel: x }"#,
            #"{ url: "https://x", shape: wecom, departments: [desk] }"#,
        ])
    func mistakes(webhook: String) {
        #expect(problems(file("[\(webhook)]")).count == 1, "\(problems(file("[\(webhook)]")))")
    }

    @Test("each department and contact has one webhook, and each webhook an id of its own")
    func twice() {
        let one = #"{ id: a, url: "https://x", shape: json, departments: [desk], contacts: [区] }"#
        #expect(problems(file("[\(one), \(one)]")).count == 3)
    }
}
