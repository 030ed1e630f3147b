import BrokerTestKit
import CoreMetrics
import Foundation
import Hotline
import Kafka
import Logging
import TestKit
import Testing
import Web
import WorkTime

/// The server on a real port: what HTTP itself can be made to do to it.
@Suite(.timeLimit(.minutes(2)))
struct WebServerTests {
    private let web: TestWeb

    init() throws { web = try TestWeb() }

    private func serving(
        _ change: (inout WebOptions) -> Void = { _ in }, _ body: (WebServer, RawConnection) async throws -> Void
    ) async throws {
        var options = WebOptions(try #require(ListenAddress("127.0.0.1:0")))
        change(&options)
        let server = try await WebServer(
            options, web.services, health: HealthContent(metrics: { "" }, readiness: { .ready }),
            metrics: NOOPMetricsHandler.instance, audit: web.audit)
        do {
            try await body(server, try RawConnection(port: server.port))
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test func `A body without end is refused, and then nobody listens any more`() async throws {
        // No time ends it.
        try await serving({ ($0.requestSeconds, $0.idleSeconds) = (3_600, 3_600) }) { _, connection in
            try await connection.send(
                "POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\n")
            let chunk = "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n"
            for _ in 0..<64 { try await connection.send(chunk) }
            // It comes to an end: the connection was closed, though the request was not at its own.
            let answer = try await connection.rest()
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test func `A request is answered`() async throws {
        try await serving { _, connection in
            try await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(try await connection.rest().hasPrefix("HTTP/1.1 200 OK"))
        }
    }

    @Test func `Somebody who connects and says nothing is not waited for`() async throws {
        try await serving({ $0.idleSeconds = 1 }) { _, connection in
            let answer = try await connection.rest()
            #expect(answer.isEmpty)
        }
    }

    @Test func `Nor one whose head never ends`() async throws {
        try await serving({ $0.idleSeconds = 1 }) { _, connection in
            try await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\nX: ")
            #expect(try await connection.rest().isEmpty)
        }
    }

    @Test func `Nor one whose body never ends`() async throws {
        try await serving({ $0.requestSeconds = 1 }) { _, connection in
            try await connection.send("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nname=")
            #expect(try await !connection.rest().hasPrefix("HTTP/1.1 2"))
        }
    }

    @Test func `Heads beyond the bound are refused`() async throws {
        try await serving { _, connection in
            let large = String(repeating: "a", count: 20 << 10)
            try await connection.send("GET /healthz HTTP/1.1\r\nHost: a\r\nX: \(large)\r\n\r\n")
            #expect(try await !connection.rest().hasPrefix("HTTP/1.1 2"))
        }
    }

    @Test func `A body said to be larger than the bound is refused before it comes`() async throws {
        try await serving { _, connection in
            try await connection.send(
                "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\nConnection: close\r\n\r\n")
            #expect(try await connection.first().hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test func `A chunked body beyond the bound is refused too`() async throws {
        try await serving { _, connection in
            let chunk = "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n"
            try await connection.send(
                "POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk
                    + "0\r\n\r\n")
            #expect(try await connection.first().hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test func `A server that stops ends what listens to changes`() async throws {
        let ticks = web.services.changes.ticks()
        try await serving { _, _ in }
        for await _ in ticks {}
    }
}

/// What is sent goes where it belongs.
@Suite(.timeLimit(.minutes(2)))
struct IntakeTests {
    @Test func `A report goes to its channel's topic, progress to its department's, each by its key`() async throws {
        let broker = try EmbeddedBroker(logger: TestWeb.logger)
        let sending = try KafkaIntake(
            ClientConfiguration(brokers: broker.address), now: { Instant(milliseconds: 1_795_395_600_000) },
            logger: TestWeb.logger)
        try broker.createTopic("reports.open311", partitions: 1)
        try broker.createTopic("progress.housing", partitions: 1)
        try await sending.intake.publish(report: Array("{}".utf8), id: "r1", channel: "open311")
        let number = try #require(CaseNumber(typed: "1234 5678 9012 3456"))
        let event = ProgressEvent(
            id: "e1", caseNumber: number, at: Instant(milliseconds: 1_795_395_600_000), by: "张三", body: .accept)
        try await sending.intake.publish(event, department: "housing", utcOffset: 28_800)
        #expect(sending.reachesBroker)
        #expect(await sending.close(deadline: .now() + .seconds(5)) == 0)
    }

    @Test func `Without a broker it is told within the time, not kept for ever`() async throws {
        let sending = try KafkaIntake(
            ClientConfiguration(brokers: "127.0.0.1:1", properties: ["message.timeout.ms": "300"]),
            now: { Instant(milliseconds: 0) }, logger: TestWeb.logger)
        await #expect(throws: IntakeError.self) {
            try await sending.intake.publish(report: Array("{}".utf8), id: "r1", channel: "open311")
        }
        _ = await sending.close(deadline: .now() + .seconds(1))
    }

    @Test func `What is larger than Kafka takes is told as such`() async throws {
        let broker = try EmbeddedBroker(logger: TestWeb.logger)
        let sending = try KafkaIntake(
            ClientConfiguration(brokers: broker.address, properties: ["message.max.bytes": "2000"]),
            now: { Instant(milliseconds: 0) }, logger: TestWeb.logger)
        await #expect(throws: IntakeError.tooLarge) {
            try await sending.intake.publish(report: [UInt8](repeating: 32, count: 10_000), id: "r", channel: "a")
        }
        _ = await sending.close(deadline: .now() + .seconds(1))
    }
}
