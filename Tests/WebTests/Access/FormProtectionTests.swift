import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

/// Another site cannot make a browser do something in somebody's name.
@Suite(.timeLimit(.minutes(2)))
struct FormProtectionTests {
    private let web: TestWeb

    init() throws {
        web = try TestWeb()
        try web.user("wang", .housing)
        try web.user("li", .manager)
    }

    private func session(_ name: String) async throws -> (cookie: String, token: String) {
        let cookie = try await web.signIn(name)
        let me = try await web.ask(.get, "/test/me", .cookie(cookie)).text
        return (cookie, String(me.split(separator: " ")[2]))
    }

    private func post(_ headers: HTTPFields, _ form: String) async throws -> HTTPResponse.Status {
        try await web.ask(.post, "/test/do", headers, form: form).status
    }

    @Test func `A form with the session's token is taken`() async throws {
        let (cookie, token) = try await session("wang")
        #expect(try await post(.cookie(cookie), "csrf=\(token)&text=a") == .ok)
        #expect(try await post([.cookie: cookie, .init("X-CSRF-Token")!: token], "text=a") == .ok)
    }

    @Test func `A form without it, with another's, or with a changed one is refused`() async throws {
        let (cookie, token) = try await session("wang")
        let other = try await session("li").token
        for form in ["", "text=a", "csrf=", "csrf=\(other)", "csrf=\(token)x", "csrf=\(token.dropLast())"] {
            #expect(try await post(.cookie(cookie), form) == .forbidden)
        }
    }

    @Test func `The token of another session of the same person is refused`() async throws {
        let (first, second) = (try await session("wang"), try await session("wang"))
        #expect(try await post(.cookie(first.cookie), "csrf=\(second.token)") == .forbidden)
    }

    @Test(arguments: ["https://evil.example", "null", "http://localhost.evil.example"])
    func `A form that a browser says comes from elsewhere is refused, token or not`(origin: String) async throws {
        let (cookie, token) = try await session("wang")
        #expect(try await post([.cookie: cookie, .origin: origin], "csrf=\(token)") == .forbidden)
    }

    @Test func `So is one that it says is of another site`() async throws {
        let (cookie, token) = try await session("wang")
        let headers: HTTPFields = [.cookie: cookie, .init("Sec-Fetch-Site")!: "cross-site"]
        #expect(try await post(headers, "csrf=\(token)") == .forbidden)
        #expect(
            try await web.ask(
                .post, "/sign-in", [.init("Sec-Fetch-Site")!: "cross-site"],
                form: "name=wang&password=\(TestWeb.password)"
            ).status == .forbidden)
    }

    @Test func `A program's key needs no token`() async throws {
        #expect(try await post(.bearer(web.key(.housing)), "text=a") == .ok)
    }
}
