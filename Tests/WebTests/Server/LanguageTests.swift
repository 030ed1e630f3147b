import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

/// Chinese first, English by choice.
@Suite(.timeLimit(.minutes(1)))
struct LanguageTests {
    private let web: TestWeb

    init() throws { web = try TestWeb() }

    private func lang(_ path: String, _ headers: HTTPFields = [:]) async throws -> String? {
        try await web.ask(.get, path, headers).headers[.contentLanguage]
    }

    @Test func `Without a wish it is Chinese`() async throws {
        let page = try await web.ask(.get, "/sign-in")
        #expect(page.text.contains(#"<html lang="zh-CN">"#) && page.text.contains("登录"))
    }

    @Test func `A choice holds for later pages`() async throws {
        let page = try await web.ask(.get, "/sign-in?lang=en")
        #expect(page.text.contains(#"<html lang="en">"#) && page.text.contains("Sign in"))
        #expect(try await lang("/sign-in", .cookie(#require(page.cookie))) == "en")
        #expect(try await lang("/sign-in?lang=zh", .cookie("lang=en")) == "zh-CN")
    }

    @Test(arguments: [
        ("en", "en"), ("en-GB,en;q=0.9", "en"), ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"), ("en;q=0.3,zh;q=0.7", "zh-CN"),
        ("fr,en;q=0.5", "en"), ("fr", "zh-CN"), ("", "zh-CN"), (";;q=,,=", "zh-CN"), ("en;q=x", "zh-CN"),
    ])
    func `Otherwise the browser's wish counts`(header: String, expected: String) async throws {
        #expect(try await lang("/sign-in", [.acceptLanguage: header]) == expected)
    }

    @Test(arguments: ["fr", "", "%3Cscript%3E", "zh-CN"])
    func `What is no language of ours changes nothing`(language: String) async throws {
        #expect(try await lang("/sign-in?lang=\(language)") == "zh-CN")
    }

    @Test func `The switch leads to the same page, its query kept`() async throws {
        let page = try await web.ask(.get, "/sign-in?next=%2Fdesk&lang=zh")
        #expect(page.text.contains(#"href="/sign-in?next=%2Fdesk&amp;lang=en""#))
    }
}
