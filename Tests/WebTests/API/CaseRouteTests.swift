import Foundation
import HTTPTypes
import Hotline
import HummingbirdTesting
import Store
import Testing
import Web
import WorkTime

/// Lists of cases and single ones, by who asks.
@Suite(.timeLimit(.minutes(1)))
struct CaseRouteTests {
    private let web: TestWeb
    private let desk: HTTPFields

    init() throws {
        web = try TestWeb()
        desk = .bearer(try web.key(AccessScope(role: .desk)))
    }

    private func page(_ path: String, _ headers: HTTPFields) async throws -> (cases: [String], next: String?) {
        let answer = try await web.ask(.get, path, headers)
        #expect(answer.status == .ok, "\(answer.text)")
        let page = try #require(try json(answer.text) as? [String: Any])
        let cases = try #require(page["cases"] as? [[String: Any]])
        return (cases.compactMap { $0["case"] as? String }, page["next"] as? String)
    }

    private func numbers(_ ids: [Int]) -> [String] { ids.map { TestWeb.number($0).description } }

    @Test(arguments: [
        "/api/v1/cases", "/api/v1/cases.csv", "/api/v1/cases/0000000000000000", "/api/v1/departments/housing/tasks",
        "/api/v1/figures", "/api/v1/figures.csv", "/api/v1/events",
    ])
    func `Nothing is read by nobody`(path: String) async throws {
        #expect(try await web.ask(.get, path).status == .unauthorized)
        #expect(try await web.ask(.post, "/api/v1/cases/0000000000000000/progress").status == .unauthorized)
    }

    @Test func `Pages follow one another, and filters narrow them`() async throws {
        try web.write((1...5).map { web.opened($0, area: $0 % 2 == 0 ? "greenery" : "sewage") })
        var found: [String] = []
        var after: String?
        repeat {
            let page = try await page("/api/v1/cases?limit=2" + (after.map { "&after=\($0)" } ?? ""), desk)
            found += page.cases
            after = page.next
        } while after != nil
        #expect(found == numbers([5, 4, 3, 2, 1]))
        #expect(try await page("/api/v1/cases?area=greenery&state=assigned,working", desk).cases == numbers([4, 2]))
        #expect(try await page("/api/v1/cases?order=updated&kind=help&urgency=normal", desk).cases.count == 5)
        #expect(try await page("/api/v1/cases?state=closed", desk).cases == [])
    }

    @Test(arguments: [
        "limit=0", "limit=501", "limit=x", "order=best", "state=done", "kind=x", "urgency=x", "receivedFrom=yesterday",
        "after=1", "after=1.2", "sort=asc", "area[]=1",
    ])
    func `What a list cannot be asked is refused by name`(query: String) async throws {
        let answer = try await web.ask(.get, "/api/v1/cases?\(query)&lang=en", desk)
        #expect(answer.status == .badRequest)
        #expect(answer.text.contains(String(query.prefix { $0 != "=" })))
    }

    @Test func `Each sees their own cases, and others' are not there`() async throws {
        try web.write([
            web.opened(1), web.opened(2, department: "greening"), web.opened(3, channel: "door"),
        ])
        let housing = HTTPFields.bearer(try web.key(.housing))
        let hotline = HTTPFields.bearer(try web.key(.hotline))
        let grid = HTTPFields.bearer(try web.key(AccessScope(role: .grid, community: "shiying")))
        let door = TestWeb.number(3, "door").description
        #expect(try await page("/api/v1/cases", housing).cases == [door] + numbers([1]))
        #expect(try await page("/api/v1/cases?department=greening", housing).cases == [])
        #expect(try await page("/api/v1/cases", hotline).cases == numbers([2, 1]))
        #expect(try await page("/api/v1/cases", grid).cases == [])
        #expect(try await page("/api/v1/cases?community=baiwan", grid).cases == [])
        #expect(try await web.ask(.get, "/api/v1/cases/\(TestWeb.number(2))", housing).status == .notFound)
        #expect(try await web.ask(.get, "/api/v1/cases/\(TestWeb.number(2))", grid).status == .notFound)
        #expect(try await web.ask(.get, "/api/v1/cases/\(TestWeb.number(1))", housing).status == .ok)
        #expect(try await web.ask(.get, "/api/v1/departments/greening/tasks", housing).status == .notFound)
        #expect(try await web.ask(.get, "/api/v1/departments/nobody/tasks", desk).status == .notFound)
        let tasks = try await page("/api/v1/departments/housing/tasks", housing).cases
        #expect(Set(tasks) == Set(numbers([1]) + [door]))
    }

    @Test func `Whose report it is, only those see who may`() async throws {
        try web.write([web.opened(1)])
        try web.write([web.opened(2)]) { $0.isConfidential = true }
        func text(_ id: Int, _ scope: AccessScope) async throws -> String {
            try await web.ask(.get, "/api/v1/cases/\(TestWeb.number(id))", .bearer(try web.key(scope))).text
        }
        let shown = try await text(1, .housing)
        #expect(shown.contains("张三"))
        #expect(shown.contains("13800001234"))
        for hidden in [try await text(1, .manager), try await text(2, .housing), try await text(2, .hotline)] {
            #expect(hidden.contains("污水流到路上了"))
            #expect(!hidden.contains("张三"))
            #expect(!hidden.contains("13800001234"))
        }
        #expect(try await text(2, AccessScope(role: .desk)).contains("张三"))
    }

    @Test func `A case is one JSON object, whatever its report holds; its number may be typed`() async throws {
        try web.write([web.opened(1)]) { $0.text = "\"}]<script>\u{0}\n" }
        let spaced = TestWeb.number(1).grouped.replacing(" ", with: "%20")
        let answer = try await web.ask(.get, "/api/v1/cases/\(spaced)", desk)
        let document = try #require(try json(answer.text) as? [String: Any])
        #expect((document["case"] as? [String: Any])?["case"] as? String == TestWeb.number(1).description)
        #expect((document["report"] as? [String: Any])?["text"] as? String == "\"}]<script>\u{0}\n")
        for number in ["x", "0", "..%2F", "%27%20OR%201"] {
            #expect(try await web.ask(.get, "/api/v1/cases/\(number)", desk).status == .notFound)
        }
    }
}
