import Foundation
import HTTPTypes
import Hotline
import HummingbirdTesting
import Store
import Testing
import Web
import WorkTime

/// Requests that are looked up by Open311.
@Suite(.timeLimit(.minutes(1)))
struct Open311RequestTests {
    private let web: TestWeb

    init() throws { web = try TestWeb(publicParts: [.open311]) }

    private func list(_ query: String = "", path: String = "requests.json") async throws -> [[String: Any]] {
        let answer = try await web.ask(.get, "/open311/v2/\(path)?\(query)")
        #expect(answer.status == .ok, "\(query): \(answer.text)")
        return try #require(try json(answer.text) as? [[String: Any]])
    }

    private func ids(_ query: String = "") async throws -> [String] {
        try await list(query).compactMap { $0["service_request_id"] as? String }
    }

    private func numbers(_ ids: [Int]) -> [String] { ids.map { TestWeb.number($0).description } }

    private func text(_ instant: Instant) -> String {
        web.services.zone.text(of: instant).replacing("+", with: "%2B")
    }

    @Test func `Where the district does not show them, a key is asked for, and its holder sees what they may`()
        async throws
    {
        let closed = try TestWeb()
        try closed.write([closed.opened(1), closed.opened(2, department: "greening")])
        let path = "/open311/v2/requests.json"
        let refused = try await closed.ask(.get, path)
        #expect(refused.status == .forbidden)
        #expect(refused.text.contains("api_key"))
        let answer = try await closed.ask(.get, path, .bearer(try closed.key(.housing)))
        #expect(answer.text.contains(TestWeb.number(1).description))
        #expect(!answer.text.contains(TestWeb.number(2).description))
        let other = "/open311/v2/requests/\(TestWeb.number(2)).json"
        #expect(try await closed.ask(.get, other, .bearer(try closed.key(.housing))).status == .notFound)
        #expect(try await closed.ask(.get, other, .bearer(try closed.key(.manager))).status == .ok)
        #expect(try await closed.ask(.get, other + "?api_key=\(try closed.key(.manager))").status == .ok)
    }

    @Test func `A request is told with its promise, its place and nobody's number`() async throws {
        let state = web.opened(1)
        try web.write([state]) { $0.location = Coordinates(latitude: 32.5, longitude: 112.25) }
        let request = try #require(try await list(path: "requests/\(state.number).json").first)
        #expect(request["status"] as? String == "open")
        #expect(request["service_code"] as? String == "sewage.help")
        #expect(request["description"] as? String == "污水流到路上了，电话 ***********")
        #expect(request["agency_responsible"] as? String == "区住建局")
        #expect(request["requested_datetime"] as? String == web.services.zone.text(of: state.callers[0].receivedAt))
        #expect(request["expected_datetime"] as? String == web.services.zone.text(of: try #require(state.promisedBy)))
        #expect(request["lat"] as? Double == 32.5)
        #expect(request["long"] as? Double == 112.25)
        #expect(request["zipcode"] is NSNull)
        #expect(request["extended_attributes"] == nil)
        let xml = try await web.ask(.get, "/open311/v2/requests/\(state.number).xml")
        #expect(
            xml.text.contains("<service_requests><request><service_request_id>\(state.number)</service_request_id>"))
        #expect(xml.text.contains("<zipcode/>"))
        #expect(!xml.text.contains("张三"))
    }

    @Test func `What is resolved is closed, since then, with what residents were told`() async throws {
        var state = web.opened(1)
        state.take(.resolve(.init(reply: "已疏通，请致电 13800001234")), web.services.policy)
        let end = state.lastAppliedAt
        state.take(.urge, by: "hotline", web.services.policy)
        try web.write([state, web.opened(2)])
        let request = try #require(try await list("status=closed").first)
        #expect(request["status"] as? String == "closed")
        #expect(request["status_notes"] as? String == "待回访: 已疏通，请致电 ***********")
        #expect(request["updated_datetime"] as? String == web.services.zone.text(of: end))
        #expect(try await ids("status=closed") == numbers([1]))
        #expect(try await ids("status=open") == numbers([2]))
        #expect(try await ids("status=open,closed") == numbers([2, 1]))
    }

    @Test func `Confidential requests and tip-offs are never shown, not to the desk either`() async throws {
        try web.write([web.opened(1)])
        try web.write([web.opened(2)]) { $0.isConfidential = true }
        try web.write([web.opened(3, kind: .tipoff)])
        #expect(try await ids() == numbers([1]))
        let all = numbers([1, 2, 3]).joined(separator: ",")
        #expect(try await ids("service_request_id=\(all)") == numbers([1]))
        let desk = HTTPFields.bearer(try web.key(AccessScope(role: .desk)))
        for id in [2, 3] {
            for path in ["requests", "tokens"] {
                let answer = try await web.ask(.get, "/open311/v2/\(path)/\(TestWeb.number(id)).json", desk)
                #expect(answer.status == .notFound)
            }
        }
    }

    @Test func `Ids override all else; those that are none are left out`() async throws {
        try web.write([web.opened(1), web.opened(2), web.opened(3, daysAgo: 400)])
        let wanted = numbers([3]) + ["1", "x' OR 1=1 --"].map { $0.replacing(" ", with: "%20") } + numbers([1])
        let query = "service_request_id=\(wanted.joined(separator: ","))&status=closed&start_date=nonsense"
        #expect(try await ids(query) == numbers([3, 1]))
    }

    @Test func `A list goes over 90 days: the last, or those from its beginning or to its end`() async throws {
        try web.write([web.opened(1), web.opened(2, daysAgo: 60), web.opened(3, daysAgo: 120)])
        #expect(try await ids() == numbers([1, 2]))
        func day(_ ago: Int64) -> String { text(Instant(milliseconds: web.now.milliseconds - ago * 86_400_000)) }
        #expect(try await ids("start_date=\(day(130))") == numbers([2, 3]))
        #expect(try await ids("end_date=\(day(50))") == numbers([2, 3]))
        #expect(try await ids("start_date=\(day(70))&end_date=\(day(30))") == numbers([2]))
        let wide = try await web.ask(.get, "/open311/v2/requests.json?start_date=\(day(130))&end_date=\(day(10))")
        #expect(wide.status == .badRequest)
        #expect(wide.text.contains("end_date"))
    }

    @Test func `Services, boxes, changes and pages narrow a list`() async throws {
        try web.write([web.opened(1), web.opened(2, area: "greenery"), web.opened(3, area: "other", kind: .wish)])
        try web.write([web.opened(4, area: "other")]) { $0.location = Coordinates(latitude: 32, longitude: 112) }
        #expect(try await ids("service_code=greenery.help,other.wish") == numbers([3, 2]))
        #expect(try await ids("bbox=111,31,113,33") == numbers([4]))
        #expect(try await ids("page_size=2") == numbers([4, 3]))
        #expect(try await ids("page_size=2&page=2") == numbers([2, 1]))
        #expect(try await ids("page_size=2&page=3") == [])
        let since = web.opened(3).lastAppliedAt
        #expect(try await ids("updated_after=\(text(since))") == numbers([4, 3]))
        #expect(try await ids("updated_before=\(text(since))") == numbers([2, 1]))
        #expect(try await ids("updated_after=\(text(since))&page_size=&page=null") == numbers([4, 3]))
        let unencoded = text(since).replacing("%2B", with: "+")
        #expect(try await ids("updated_after=\(unencoded)") == numbers([4, 3]))
    }

    @Test func `What a list cannot be asked is told, all at once`() async throws {
        let answer = try await web.ask(
            .get,
            "/open311/v2/requests.json?start_date=x&status=done&bbox=1,2,3&page=0&page_size=1001&updated_after=2026")
        #expect(answer.status == .badRequest)
        let errors = try #require(try json(answer.text) as? [[String: String]])
        let fields = errors.compactMap { $0["description"].map { String($0.prefix { $0 != ":" }) } }
        #expect(Set(fields) == ["start_date", "status", "bbox", "page", "page_size", "updated_after"])
        #expect(try await web.ask(.get, "/open311/v2/requests.json?service_code=a.b").status == .notFound)
        let far = "/open311/v2/requests.json?page=100000&page_size=1000"
        #expect(try await web.ask(.get, far).status == .badRequest)
    }

    @Test func `The history tells what everybody may know, and nothing between the offices`() async throws {
        var state = web.opened(1)
        let policy = web.services.policy
        state.take(.accept, policy)
        state.take(.assignTo(.init(person: "王五")), policy)
        state.take(.extend(.init(workingDays: 2, reason: "下雨")), id: "e", policy)
        state.take(.grant(ref: "e"), by: "desk:chen", policy)
        state.take(.resolve(.init(reply: "好了")), policy)
        try web.write([state])
        let request = try #require(try await list("extensions=true").first)
        let more = try #require(request["extended_attributes"] as? [String: Any])
        #expect(more["state"] as? String == "resolved")
        let history = try #require(more["history"] as? [[String: String]])
        #expect(
            history.map { $0["description"] } == ["已受理，由区住建局办理", "已签收", "延期：下雨", "已办结：好了"])
        let text = try await web.ask(.get, "/open311/v2/requests.xml?extensions=true").text
        for inner in ["内部备注", "李四", "王五", "chen", "张三"] { #expect(!text.contains(inner)) }
    }

    @Test func `Whatever a report holds, XML stays XML and JSON stays JSON`() async throws {
        let hostile = "<script>&\"']]>\u{0}\u{8}\u{FFFE}</request>\r\n{{{x}}}"
        try web.write([web.opened(1)]) { ($0.text, $0.address) = (hostile, hostile) }
        #expect(try await list()[0]["description"] as? String == hostile)
        let xml = try await web.ask(.get, "/open311/v2/requests.xml").text
        #expect(
            xml.contains(
                "<description>&lt;script&gt;&amp;&quot;']]&gt;\u{FFFD}\u{FFFD}\u{FFFD}&lt;/request&gt;&#13;\n{{{x}}}</description>"
            ))
    }

    @Test(arguments: ["0", "000000000000000a", "%00", "..%2F..%2Fetc", "9999999999999999"])
    func `A number that is none is not found`(id: String) async throws {
        try web.write([web.opened(1)])
        #expect(try await web.ask(.get, "/open311/v2/requests/\(id).json").status == .notFound)
        #expect(try await web.ask(.get, "/open311/v2/tokens/\(id).xml").status == .notFound)
    }

    @Test func `A number is its own token`() async throws {
        try web.write([web.opened(1)])
        let found = try await list(path: "tokens/\(TestWeb.number(1)).json")
        #expect(found[0]["token"] as? String == TestWeb.number(1).description)
    }

    @Test func `Without a store it is said that nothing can be read at present`() async throws {
        let answer = try await web.ask(.get, "/open311/v2/requests.json")
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.headers[.retryAfter] != nil)
    }
}
