import CoreMetrics
import HTTPTypes
import Hotline
import Hummingbird
import HummingbirdTesting
import TestKit
import Testing
import Web

/// Live changes.
@Suite(.timeLimit(.minutes(2)))
struct EventRouteTests {
    private let web: TestWeb

    init() throws { web = try TestWeb() }

    /// A server on a real port: a stream has no end.
    private func serving(_ body: (WebServer) async throws -> Void) async throws {
        let server = try await WebServer(
            WebOptions(try #require(ListenAddress("127.0.0.1:0"))), web.services,
            health: HealthContent(metrics: { "" }, readiness: { .ready }), metrics: NOOPMetricsHandler.instance,
            audit: web.audit)
        do { try await body(server) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func listen(_ server: WebServer, _ more: String = "") async throws -> RawConnection {
        let connection = try RawConnection(port: server.port)
        let key = try web.key(.housing)
        try await connection.send(
            "GET /api/v1/events HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(key)\r\n\(more)\r\n")
        return connection
    }

    @Test func `A change of the store is told as it comes, and the stream ends with the server`() async throws {
        try web.write([web.opened(1)])
        var stream: RawConnection?
        try await serving { server in
            let connection = try await listen(server)
            stream = connection
            var seen = ""
            while !seen.contains("retry: 3000") { seen += try await connection.first() }
            #expect(seen.contains("text/event-stream"))
            try web.write([web.opened(2)])
            while !seen.contains("event: change") { seen += try await connection.first() }
            #expect(seen.contains("id: "))
            #expect(web.services.streams.count == 1)
        }
        #expect(try await stream?.rest() != nil)
        try await eventually("the stream's place is free") { [web] in web.services.streams.count == 0 }
    }

    @Test func `Who comes back is told at once that something may have changed`() async throws {
        try web.write([web.opened(1)])
        try await serving { server in
            let connection = try await listen(server, "Last-Event-ID: 5\r\n")
            var seen = ""
            while !seen.contains("event: change") { seen += try await connection.first() }
        }
    }

    @Test func `When all places are taken the next one is refused, until somebody leaves`() async throws {
        try web.write([web.opened(1)])
        var taken: [StreamSlots.Slot] = []
        while let slot = try? web.services.streams.take() { taken.append(slot) }
        let answer = try await web.ask(.get, "/api/v1/events", .bearer(try web.key(.housing)))
        #expect(answer.status == .serviceUnavailable)
        #expect(answer.headers[.retryAfter] != nil)
        taken.removeLast()
        #expect(throws: Never.self) { try web.services.streams.take() }
    }
}
