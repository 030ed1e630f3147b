import HTTPTypes
import Hotline
import Hummingbird
import HummingbirdTesting
import Store
import Testing
import Web

/// What each answer says, whatever was asked.
@Suite(.timeLimit(.minutes(1)))
struct AnswerTests {
    private let web: TestWeb

    init() throws { web = try TestWeb() }

    @Test(arguments: [
        "/", "/sign-in", "/healthz", "/readyz", "/metrics", "/assets/app.css", "/nothing", "/api/v1/nothing",
        "/open311/v2/nothing.xml", "/%2e%2e/%2e%2e/etc/passwd", "/sign-in?next=%22%3E%3Cscript%3E",
    ])
    func `Each answer keeps browsers from doing more with it than they should`(path: String) async throws {
        let headers = try await web.ask(.get, path).headers
        let policy = try #require(headers[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(headers[.xContentTypeOptions] == "nosniff")
        #expect(headers[.init("Referrer-Policy")!] == "same-origin")
        #expect(headers[.cacheControl] != nil)
    }

    @Test func `An error is JSON for the API, GeoReport's for Open311, a page for people`() async throws {
        let json = try await web.ask(.get, "/api/v1/nothing?lang=en")
        #expect(json.status == .notFound && json.headers[.contentType] == "application/json; charset=utf-8")
        #expect(json.text == #"{"error":{"code":"not-found","message":"There is no such thing here."}}"#)
        #expect(
            try await web.ask(.get, "/open311/v2/no.json").text == #"[{"code":404,"description":"没有找到"}]"#)
        #expect(
            try await web.ask(.get, "/open311/v2/no.xml").text.contains(
                "<errors><error><code>404</code><description>没有找到</description></error></errors>"))
        let page = try await web.ask(.get, "/nothing")
        #expect(page.headers[.contentType] == "text/html; charset=utf-8" && page.text.contains("<main"))
    }

    private struct Inner: Error {}

    @Test(arguments: [
        (Inner() as any Error, 500), (StoreError.missing(path: "/secret/path"), 503),
        (StoreError.corrupt(path: "/secret/path", reason: "secret"), 500), (IntakeError.brokerAway, 503),
        (IntakeError.tooLarge, 413), (IntakeError.timedOut, 504), (IntakeError.refused("secret"), 503),
        (WebError.conflict(zh: "状态不允许", en: "no"), 409),
    ])
    func `What went wrong inside is told by its kind, and never shown`(error: any Error, status: Int) async throws {
        let answer = try await web.application { router in
            router.get("/test/fails") { _, _ -> String in throw error }
        }.test(.router) { client in try await client.ask(.get, "/test/fails") }
        #expect(answer.status.code == status)
        #expect(!answer.text.contains("secret") && !answer.text.contains("Inner"))
    }

    @Test func `A body beyond the bound is refused`() async throws {
        let key = try web.key(.housing)
        let large = "text=" + String(repeating: "a", count: 129 << 10)
        #expect(try await web.ask(.post, "/test/do", .bearer(key), form: large).status == .contentTooLarge)
        let fits = "text=" + String(repeating: "a", count: 127 << 10)
        #expect(try await web.ask(.post, "/test/do", .bearer(key), form: fits).status == .ok)
    }

    @Test func `Metrics are for managers, health for everybody`() async throws {
        #expect(try await web.ask(.get, "/metrics").status == .unauthorized)
        #expect(try await web.ask(.get, "/metrics", .bearer(web.key(.housing))).status == .forbidden)
        let answer = try await web.ask(.get, "/metrics", .bearer(web.key(.manager)))
        #expect(answer.text == "up 1\n" && answer.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
        #expect(try await web.ask(.get, "/healthz").status == .ok)
        let waiting = try await web.application(readiness: .waiting("the broker")).test(.router) { client in
            try await client.ask(.get, "/readyz")
        }
        #expect(waiting.status == .serviceUnavailable && waiting.text == "waiting: the broker\n")
    }

    @Test func `Who asks too much is told when to come again, others are not disturbed`() async throws {
        var rates = WebRates()
        rates.key = .init(burst: 3, perSecond: 0.01)
        let web = try TestWeb(rates: rates)
        let (greedy, other) = (try web.key(.housing, name: "greedy"), try web.key(.housing, name: "other"))
        try await web.application().test(.router) { client in
            for _ in 0..<3 { #expect(try await client.ask(.get, "/test/me", .bearer(greedy)).status == .ok) }
            let refused = try await client.ask(.get, "/test/me", .bearer(greedy))
            #expect(refused.status == .tooManyRequests)
            #expect(refused.headers[.retryAfter] == "100")
            #expect(try await client.ask(.get, "/test/me", .bearer(other)).status == .ok)
        }
    }

    @Test func `After some wrong passwords of a name, none is tried any more`() async throws {
        try web.user("wang", .housing)
        try await web.application().test(.router) { client in
            for _ in 0..<5 {
                let answer = try await client.ask(.post, "/sign-in", form: "name=wang&password=guess")
                #expect(answer.status == .unprocessableContent)
            }
            let right = "name=wang&password=\(TestWeb.password)"
            #expect(try await client.ask(.post, "/sign-in", form: right).status == .tooManyRequests)
        }
    }

    @Test func `Who read or did what is audited, without what was written`() async throws {
        let key = try web.key(.housing, name: "the app")
        _ = try await web.ask(.post, "/test/do?secret=1", .bearer(key), form: "text=13800001234")
        _ = try await web.ask(.get, "/healthz")
        _ = try await web.ask(.post, "/sign-in", form: "name=hunter2&password=hunter3")
        let lines = try await web.audited()
        #expect(lines.count == 2)
        for part in [
            #""who":"the app""#, #""by":"key""#, #""deed":"accept""#, #""route":"/test/do""#, #""status":200"#,
        ] {
            #expect(lines[0].contains(part))
        }
        #expect(lines[1].contains("sign-in failed"))
        for secret in ["secret", "13800001234", "hunter"] { #expect(!lines.joined().contains(secret)) }
    }
}
