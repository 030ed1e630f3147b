import Foundation
import HTTPTypes
import Hotline
import HummingbirdTesting
import Store
import Testing
import Web
import WorkTime

/// Figures, and tables for spreadsheets.
@Suite(.timeLimit(.minutes(1)))
struct TableTests {
    private let web: TestWeb
    private let manager: HTTPFields

    init() throws {
        web = try TestWeb()
        manager = .bearer(try web.key(.manager))
    }

    @Test func `Figures are those of the command`() async throws {
        try web.write((1...4).map { web.opened($0) })
        let answer = try await web.ask(.get, "/api/v1/figures?by=department&dueWithin=3d", manager)
        let sheet = try #require(try json(answer.text) as? [String: Any])
        let whole = try #require(sheet["whole"] as? [String: Any])
        #expect((whole["counts"] as? [String: Int])?["received"] == 4)
        let groups = try #require(sheet["groups"] as? [[String: Any]])
        #expect(groups.map { $0["group"] as? String } == ["housing"])
        let terms = try #require(FigureTerms(web.services.district))
        let store = try Store(readingOnly: web.storePath, calendars: web.services.policy.calendars)
        let today = terms.days.date(at: web.now).daysSince1970
        let scope = FigureScope(
            FigureWindow(from: terms.days.start(ofDay: today - 29), to: web.now), asOf: web.now, by: .department)
        let due = web.now.milliseconds + 3 * 86_400_000
        let expected = try store.figures(terms) { try $0.sheet(scope, dueBefore: .init(milliseconds: due)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(answer.text == String(decoding: try encoder.encode(FigureDocument(expected, terms)), as: UTF8.self))
        try store.close()
    }

    @Test func `A department sees its own figures alone, and so do the others`() async throws {
        try web.write([web.opened(1)])
        let grid = AccessScope(role: .grid, community: "baiwan")
        let all: [(AccessScope, String)] = [
            (.housing, "department=housing"), (.hotline, "channel=hotline"), (grid, "community=baiwan"),
        ]
        for (scope, own) in all {
            let key = HTTPFields.bearer(try web.key(scope))
            #expect(try await web.ask(.get, "/api/v1/figures?only=\(own)", key).status == .ok)
            for other in ["", "only=department=greening", "only=street=shipu", "only=community=", "by=department"] {
                #expect(
                    try await web.ask(.get, "/api/v1/figures?\(other)", key).status == .forbidden, "\(own) \(other)")
            }
        }
    }

    @Test(arguments: [
        "from=x", "by=moon", "only=week=1", "only=street", "asOf=1", "dueWithin=0", "dueWithin=9999d", "x=1",
        "from=1000-01-01",
    ])
    func `What figures cannot be asked is refused`(query: String) async throws {
        #expect(try await web.ask(.get, "/api/v1/figures?\(query)", manager).status == .badRequest)
    }

    @Test func `A table begins with the mark that Excel wants, and figures are a line each`() async throws {
        try web.write([web.opened(1)])
        let answer = try await web.ask(.get, "/api/v1/figures.csv?by=department&lang=en", manager)
        #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(answer.text.unicodeScalars.first == "\u{FEFF}")
        #expect(answer.text.contains("figures,present,department,housing,Housing"))
    }

    @Test func `All cases are in the table, page after page, in order, each once`() async throws {
        try web.write((1...1_203).map { web.opened($0) })
        let answer = try await web.ask(.get, "/api/v1/cases.csv?limit=1", manager)
        let lines = answer.text.dropFirst().split(separator: "\r\n")
        #expect(lines[0].hasPrefix("case,state,department,area"))
        let found = lines.dropFirst().map { String($0.prefix { $0 != "," }) }
        #expect(found == (1...1_203).reversed().map { TestWeb.number($0).grouped })
        let few = try await web.ask(.get, "/api/v1/cases.csv?limit=1&state=closed", manager)
        #expect(few.text.dropFirst().split(separator: "\r\n").count == 1)
    }

    @Test func `No cell is a formula, and nobody's number is in it`() async throws {
        try web.write([web.opened(1)]) { $0.title = "=HYPERLINK(\"http://x\",\"13800001234\")\r\n@x" }
        let text = try await web.ask(.get, "/api/v1/cases.csv", manager).text
        #expect(text.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"***********\"\")\r\n@x\""))
        #expect(!text.contains("张三"))
    }
}
