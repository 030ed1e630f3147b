import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import HummingbirdTesting
import Testing
import Web

/// People sign in with a password; a cookie that only we can have made stands for them from then on.
@Suite(.timeLimit(.minutes(2)))
struct SessionTests {
    private let web: TestWeb

    init() throws {
        web = try TestWeb()
        try web.user("wang", .housing)
        try web.user("li", .manager)
    }

    private func me(_ cookie: String) async throws -> TestResponse {
        try await web.ask(.get, "/test/me", .cookie(cookie))
    }

    @Test func `Who signs in is known by the cookie`() async throws {
        let cookie = try await web.signIn("wang")
        #expect(try await me(cookie).text.hasPrefix("wang department "))
    }

    @Test func `The cookie is for browsers alone, for this site alone, and for a working day`() async throws {
        let answer = try await web.ask(.post, "/sign-in", form: "name=wang&password=\(TestWeb.password)")
        let cookie = try #require(answer.headers[.setCookie])
        for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"] { #expect(cookie.contains(part)) }
        #expect(!cookie.contains("Secure"))
    }

    @Test func `Under TLS the cookie is never sent without`() async throws {
        let answer = try await web.application(isSecure: true).test(.router) { client in
            try await client.ask(.post, "/sign-in", form: "name=wang&password=\(TestWeb.password)")
        }
        let cookie = try #require(answer.headers[.setCookie])
        #expect(cookie.hasPrefix("__Host-qiaomen=") && cookie.contains("Secure"))
        #expect(answer.headers[.strictTransportSecurity] == "max-age=31536000")
    }

    @Test(arguments: ["wang", "nobody", "", "a'b\"<c>"])
    func `A wrong password and a wrong name get the same answer`(name: String) async throws {
        let answer = try await web.ask(.post, "/sign-in", form: "name=\(name)&password=wrong wrong wrong")
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("用户名或密码不正确"))
        #expect(answer.headers[.setCookie] == nil)
    }

    @Test func `A cookie that somebody changed opens nothing`() async throws {
        let cookie = try await web.signIn("wang")
        for index in stride(from: "qiaomen=".count, to: cookie.count, by: 3) {
            var changed = Array(cookie)
            changed[index] = changed[index] == "x" ? "y" : "x"
            #expect(try await me(String(changed)).status == .unauthorized)
        }
    }

    @Test(arguments: [
        "", ".", "......", "1.bGk", "1.....", "1.d2FuZw.x.9999999999999.n.", "é", "%00", "\"", "1.d2FuZw.x.1e9.n.AAAA",
        String(repeating: "a", count: 5_000), String(repeating: ".", count: 900),
    ])
    func `A hostile cookie opens nothing and breaks nothing`(value: String) async throws {
        #expect(try await me("qiaomen=\(value)").status == .unauthorized)
    }

    @Test func `Another's signature does not fit`() async throws {
        let (one, other) = (try await web.signIn("wang"), try await web.signIn("li"))
        let forged = one[..<one.lastIndex(of: ".")!] + other[other.lastIndex(of: ".")!...]
        #expect(try await me(String(forged)).status == .unauthorized)
    }

    @Test func `A session ends after a working day`() async throws {
        let cookie = try await web.signIn("wang")
        web.pass(hours: 11)
        #expect(try await me(cookie).status == .ok)
        web.pass(hours: 1)
        #expect(try await me(cookie).status == .unauthorized)
    }

    @Test func `Who is taken out is out at once`() async throws {
        let cookie = try await web.signIn("wang")
        _ = try web.access.change { $0.revoke("wang", at: web.now) }
        #expect(try await me(cookie).status == .unauthorized)
    }

    @Test func `Another password ends the sessions of before, another role holds at once`() async throws {
        let cookie = try await web.signIn("wang")
        try web.user("wang", .manager)
        #expect(try await me(cookie).status == .unauthorized)
        #expect(try await me(web.signIn("wang")).text.hasPrefix("wang manager "))
    }

    @Test func `Nobody comes in while the access file cannot be read`() async throws {
        let cookie = try await web.signIn("wang")
        try "{".write(toFile: web.access.path, atomically: true, encoding: .utf8)
        #expect(try await me(cookie).status == .unauthorized)
    }

    @Test(arguments: [true, false])
    func `An address signs somebody in at a demonstration, and nowhere else`(_ isDemonstration: Bool) async throws {
        let web = try TestWeb(signsInByAddress: isDemonstration)
        try web.user("wang", .housing)
        let address = try #require(try web.access.read()?.signInAddress(of: "wang", at: web.now))
        let answer = try await web.ask(.get, address)
        #expect((answer.cookie != nil) == isDemonstration)
        #expect(answer.status == (isDemonstration ? .seeOther : .ok))
        if let cookie = answer.cookie {
            #expect(try await web.ask(.get, "/test/me", .cookie(cookie)).text.hasPrefix("wang department "))
        }
        let form = try await web.ask(.get, "/sign-in").text
        #expect(form.contains("/sign-in?session=") == isDemonstration)
        #expect(try await web.ask(.get, address + "x").cookie == nil)
    }

    @Test func `Signing out takes the cookie away`() async throws {
        let cookie = try await web.signIn("wang")
        let token = try await me(cookie).text.split(separator: " ")[2]
        let answer = try await web.ask(.post, "/sign-out", .cookie(cookie), form: "csrf=\(token)")
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.setCookie]?.contains("Max-Age=0") == true)
    }

    @Test(arguments: [
        ("/departments/housing?x=1", "/departments/housing?x=1"), ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"), ("/a%0D%0ASet-Cookie:x", "/"), ("", "/"),
    ])
    func `After signing in nobody is sent to another site`(next: String, expected: String) async throws {
        let answer = try await web.ask(
            .post, "/sign-in", form: "name=wang&password=\(TestWeb.password)&next=\(next)")
        #expect(answer.headers[.location] == expected)
    }

    @Test func `Somebody who is not signed in is asked to, and comes back to where they wanted`() async throws {
        let answer = try await web.ask(.get, "/test/me?a=b", [.accept: "text/html"])
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location] == "/sign-in?next=%2Ftest%2Fme%3Fa%3Db")
    }

    @Test(arguments: [
        (AccessScope.housing, "/departments/housing"), (.manager, "/figures"), (.hotline, "/hotline"),
        (AccessScope(role: .grid, community: "baiwan"), "/grid"), (AccessScope(role: .desk), "/desk"),
    ])
    func `Each role begins at its own place`(scope: AccessScope, place: String) async throws {
        let key = try web.key(scope)
        #expect(try await web.ask(.get, "/", .bearer(key)).headers[.location] == place)
    }
}
