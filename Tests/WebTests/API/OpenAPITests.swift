import CoreMetrics
import Foundation
import HTTPTypes
import Hotline
import Hummingbird
import HummingbirdTesting
import Testing
import Web

/// /openapi.json says what there is, neither more nor less.
@Suite(.timeLimit(.minutes(1)))
struct OpenAPITests {
    private let web: TestWeb

    init() throws { web = try TestWeb() }

    private func document() async throws -> [String: Any] {
        let answer = try await web.ask(.get, "/openapi.json")
        return try #require(try json(answer.text) as? [String: Any])
    }

    @Test func `Each route of the API and of Open311 is described, and each description has its route`() async throws {
        let router = WebServer.router(
            web.services, health: HealthContent(metrics: { "" }, readiness: { .ready }),
            metrics: NOOPMetricsHandler.instance, audit: web.audit)
        let routes = router.routes.filter { route in
            let path = route.path.description
            return (path.hasPrefix("/api/") || path.hasPrefix("/open311/") || path == "/openapi.json")
                && route.method != .head
        }
        let served = Set(routes.map { "\($0.method.rawValue.lowercased()) \($0.path.description)" })
        let paths = try #require(try await document()["paths"] as? [String: [String: Any]])
        let described = Set(paths.flatMap { path, methods in methods.keys.map { "\($0) \(path)" } })
        #expect(served.count > 20)
        #expect(served == described)
    }

    @Test func `Each parameter of a list that is described is understood`() async throws {
        try web.write([web.opened(1)])
        let paths = try #require(try await document()["paths"] as? [String: [String: Any]])
        let key = HTTPFields.bearer(try web.key(AccessScope(role: .desk)))
        for path in ["/api/v1/cases", "/api/v1/departments/housing/tasks", "/api/v1/figures"] {
            let described = path.replacing("housing", with: "{department}")
            let get = try #require(paths[described]?["get"] as? [String: Any])
            let parameters = try #require(get["parameters"] as? [[String: Any]])
            let names = parameters.filter { $0["in"] as? String == "query" }.compactMap { $0["name"] as? String }
            #expect(names.count > 5)
            // A name that is not understood is told with all that are.
            let refusal = try await web.ask(.get, "\(path)?nonsense=1&lang=en", key).text
            for name in names { #expect(refusal.contains(name), "\(path) \(name)") }
        }
    }

    @Test func `All states, kinds, urgencies and actions are in it`() async throws {
        let text = try await web.ask(.get, "/openapi.json").text
        let words =
            CaseState.allCases.map(\.rawValue) + ReportKind.allCases.map(\.rawValue) + Urgency.allCases.map(\.rawValue)
            + ProgressAction.allCases.map(\.rawValue)
        for word in words { #expect(text.contains("\"\(word)\""), "\(word)") }
    }
}
