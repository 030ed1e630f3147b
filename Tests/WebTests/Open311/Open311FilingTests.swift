import Foundation
import HTTPTypes
import Hotline
import HummingbirdTesting
import Kafka
import Store
import Testing
import Web
import WorkTime

/// Requests that are filed by Open311.
@Suite(.timeLimit(.minutes(1)))
struct Open311FilingTests {
    private let web: TestWeb
    private let key: String
    private static let path = "/open311/v2/requests.json"
    private static let good = "service_code=sewage.help&description=%E6%B1%A1%E6%B0%B4&lat=32.05&long=112.13"

    init() throws {
        web = try TestWeb()
        key = try web.key(AccessScope(role: .hotline, channels: ["open311"]))
    }

    private func file(_ form: String, _ path: String = path) async throws -> TestResponse {
        try await web.ask(.post, path, .bearer(key), form: form)
    }

    private func report() throws -> [String: Any] {
        let record = try #require(web.sent.last)
        let text = String(decoding: try #require(record.value), as: UTF8.self)
        return try #require(try json(text) as? [String: Any])
    }

    @Test func `A request gets the number of the case that its report will open, in a list`() async throws {
        let answer = try await file(Self.good + "&account_id=77")
        #expect(answer.status == .ok)
        let list = try #require(try json(answer.text) as? [[String: Any]])
        #expect(list.count == 1)
        let record = try #require(web.sent.first)
        #expect(record.topic == "reports.open311")
        let id = try #require(record.key)
        let number = CaseNumber(channel: "open311", id: id.span)
        #expect(list[0]["service_request_id"] as? String == number.description)
        #expect(
            record.headers == [
                Header("ce_specversion", "1.0"), Header("ce_id", String(decoding: id, as: UTF8.self)),
                Header("ce_source", "/qiaomen/reports/open311"), Header("ce_type", "qiaomen.report"),
                Header("ce_subject", number.description), Header("content-type", "application/json"),
            ])
        #expect(list[0]["token"] == nil)
        #expect(list[0]["account_id"] as? String == "77")
        let xml = try await file(Self.good, "/open311/v2/requests.xml")
        #expect(xml.text.contains("<service_requests><request><service_request_id>"))
    }

    @Test func `The report holds what the form said, and a reader takes it`() async throws {
        _ = try await file(
            Self.good + "&address_string=%E7%99%BD%E6%B9%BE12%E5%8F%B7&address_id=baiwan&first_name=%E4%B8%89"
                + "&last_name=%E5%BC%A0&phone=13800001234&email=a%40b.c&media_url=https%3A%2F%2Fa.b%2Fc.jpg"
                + "&attribute%5Burgency%5D=urgent&attribute%5Bconfidential%5D=true")
        let report = try report()
        #expect(report["text"] as? String == "污水")
        #expect(report["kind"] as? String == "help")
        #expect(report["category"] as? String == "sewage.help")
        #expect(report["urgency"] as? String == "urgent")
        #expect(report["community"] as? String == "baiwan")
        #expect(report["address"] as? String == "白湾12号")
        #expect(report["confidential"] as? Bool == true)
        #expect(report["attachments"] as? [String] == ["https://a.b/c.jpg"])
        #expect(report["reportedAt"] as? String == web.services.zone.text(of: web.now))
        let reporter = try #require(report["reporter"] as? [String: Any])
        #expect(reporter["name"] as? String == "张三")
        #expect(reporter["phone"] as? String == "13800001234")
        #expect(reporter["anonymous"] as? Bool == false)
        var reader = ReportReader()
        let bytes = try #require(web.sent.last?.value)
        try reader.read(bytes.span.bytes)
        #expect(reader.location == Coordinates(latitude: 32.05, longitude: 112.13))
    }

    @Test func `Whoever says nothing of themselves is anonymous`() async throws {
        _ = try await file(Self.good + "&first_name=&phone=null")
        let reporter = try #require(try report()["reporter"] as? [String: Any])
        #expect(reporter["anonymous"] as? Bool == true)
        #expect(reporter["name"] == nil)
    }

    @Test func `The key may stand in the form, as the standard has it`() async throws {
        let answer = try await web.ask(.post, Self.path, form: Self.good + "&api_key=\(key)")
        #expect(answer.status == .ok)
    }

    @Test func `No key, a wrong one, another role's, and a session are refused with 403, and nothing is sent`()
        async throws
    {
        try web.user("li", AccessScope(role: .desk))
        let cookie = try await web.signIn("li")
        let manager = try web.key(.manager)
        let hotline = try web.key(.hotline)
        for headers in [HTTPFields(), .bearer("qm_00000000_x"), .bearer(manager), .bearer(hotline), .cookie(cookie)] {
            let answer = try await web.ask(.post, Self.path, headers, form: Self.good)
            #expect(answer.status == .forbidden)
            #expect(answer.text.contains("403"))
        }
        #expect(try await web.ask(.post, Self.path, form: Self.good + "&api_key=x").status == .forbidden)
        #expect(web.sent.isEmpty)
    }

    @Test func `All that is wrong is told at once`() async throws {
        let answer = try await file("lat=91&long=x&media_url=javascript:alert(1)&attribute[urgency]=now")
        #expect(answer.status == .badRequest)
        let errors = try #require(try json(answer.text) as? [[String: String]])
        let fields = errors.map { $0["description"]?.prefix { $0 != ":" } }
        #expect(fields == ["service_code", "description", "attribute[urgency]", "lat", "long", "media_url"])
        #expect(errors.allSatisfy { $0["code"] == "400" })
        #expect(web.sent.isEmpty)
    }

    @Test func `An unknown service is 404; with other mistakes the whole is 400 and each has its own code`()
        async throws
    {
        let alone = try await file(Self.good.replacing("sewage.help", with: "x.y"))
        #expect(alone.status == .notFound)
        let both = try await file("service_code=x.y&description=a", "/open311/v2/requests.xml")
        #expect(both.status == .badRequest)
        #expect(both.text.contains("<code>404</code>"))
        #expect(both.text.contains("<code>400</code>"))
    }

    @Test(arguments: [
        "service_code=sewage.help&description=%20%0A&lat=1&long=2", "service_code=sewage.help&description=a",
        "service_code=sewage.help&description=a&lat=1", "service_code=sewage.help&description=a&lat=nan&long=1",
        "service_code=sewage.help&description=a&address_id=..%2F..", "", "&&&=&=", "%%%=%zz",
        "service_code=sewage.help&lat=1&long=1&description=" + String(repeating: "a", count: 10_001),
    ])
    func `What cannot be taken is refused with 400 and not sent`(form: String) async throws {
        #expect(try await file(form).status == .badRequest)
        #expect(web.sent.isEmpty)
    }

    @Test func `Script, quotes, nulls and bytes that are no text come through as text or not at all`() async throws {
        let text = "<script>alert('x')</script>\"]]>\\u0000{{x}}"
        let encoded = try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        #expect(try await file(Self.good.replacing("%E6%B1%A1%E6%B0%B4", with: encoded)).status == .ok)
        #expect(try report()["text"] as? String == text)
        _ = try await file(Self.good.replacing("%E6%B1%A1", with: "%FF%FE"))
        #expect(try report()["text"] as? String == "\u{FFFD}\u{FFFD}水")
    }

    @Test func `While Kafka is away the client is told to come again, in its format`() async throws {
        web.fail(.brokerAway)
        let answer = try await file(Self.good, "/open311/v2/requests.xml")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.headers[.retryAfter] == "5")
        #expect(answer.text.contains("<errors><error><code>503</code>"))
    }
}
