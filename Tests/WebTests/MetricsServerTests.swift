import Dispatch
import Foundation
import Logging
import Synchronization
import TestKit
import Testing
import Web

@Suite(.timeLimit(.minutes(1)))
struct MetricsServerTests {
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let local = "127.0.0.1"

    private func server(
        _ address: String = "127.0.0.1:0", metrics: @escaping @Sendable () -> String = { "up 1\n" },
        readiness: @escaping @Sendable () -> Readiness = { .ready }
    ) async throws -> MetricsServer {
        try await MetricsServer(
            #require(ListenAddress(address)), .init(metrics: metrics, readiness: readiness), logger: Self.logger)
    }

    private func get(_ path: String, _ server: MetricsServer) async throws -> (status: Int, type: String, body: String)
    {
        try await HTTPRequest.get("http://127.0.0.1:\(server.port)\(path)")
    }

    @Test func figuresAreServedInPrometheusFormat() async throws {
        let server = try await server()
        let answer = try await get("/metrics", server)
        #expect(answer.status == 200)
        #expect(answer.type == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.body == "up 1\n")
        await server.stop()
    }

    @Test func readinessSaysWhatIsWaitedFor() async throws {
        let now = Mutex(Readiness.waiting("the cluster"))
        let box = Box(now)
        let server = try await server(readiness: { box.value.withLock { $0 } })
        var answer = try await get("/readyz", server)
        #expect(answer.status == 503 && answer.body == "waiting: the cluster\n")
        box.value.withLock { $0 = .ready }
        answer = try await get("/readyz", server)
        #expect(answer.status == 200 && answer.body == "ready\n")
        await server.stop()
    }

    @Test func aProcessThatWaitsLives() async throws {
        let server = try await server(readiness: { .waiting("anything") })
        #expect(try await get("/healthz", server).status == 200)
        #expect(try await get("/", server).status == 404)
        await server.stop()
    }

    @Test func aPortThatIsTakenIsNamedWithWhatToDo() async throws {
        let first = try await server()
        let error = await #expect(throws: ListenError.self) {
            _ = try await server("127.0.0.1:\(first.port)")
        }
        #expect(
            error?.description
                == "cannot listen on 127.0.0.1:\(first.port): another process listens there; choose another port, "
                + "or 0 for any free one")
        await first.stop()
    }

    @Test func anAddressThatIsNotTheMachinesIsNamed() async throws {
        let error = await #expect(throws: ListenError.self) { _ = try await server("203.0.113.7:0") }
        #expect(error?.description.contains("this machine has no such address") == true)
    }

    @Test func aStoppedServerFreesItsPortAndMayBeStoppedTwice() async throws {
        let first = try await server()
        _ = try await get("/healthz", first)
        await first.stop()
        await first.stop()
        let second = try await server("127.0.0.1:\(first.port)")
        #expect(try await get("/healthz", second).status == 200)
        await second.stop()
    }

    @Test func slowFiguresHoldUpNobodyElse() async throws {
        let (asked, answer) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let server = try await server(metrics: {
            asked.signal()
            answer.wait()
            return ""
        })
        // More at once than the cooperative pool has threads.
        async let slow = withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { try await get("/metrics", server).status } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "asked").async {
                asked.wait()
                continuation.resume()
            }
        }
        #expect(try await get("/healthz", server).status == 200)
        for _ in 0..<4 { answer.signal() }
        #expect(try await slow == [200, 200, 200, 200])
        await server.stop()
    }
}

private final class Box<Value: ~Copyable & Sendable>: Sendable {
    let value: Value
    init(_ value: consuming Value) { self.value = value }
}

@Suite(.timeLimit(.minutes(1)))
struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1:9464", "127.0.0.1", 9464), ("localhost:0", "localhost", 0), ("0.0.0.0:80", "0.0.0.0", 80),
        ("[::1]:9464", "::1", 9464), ("kafka-1.local:65535", "kafka-1.local", 65535),
    ])
    func hostAndPort(text: String, host: String, port: Int) throws {
        let address = try #require(ListenAddress(text))
        #expect(address.host == host && address.port == port)
        #expect(address.description == text)
    }

    @Test(arguments: [
        "", ":9464", "9464", "host", "host:", "host:x", "host:-1", "host:+1", "host:65536", "::1:9464", "a b:1",
        "http://a:1",
    ])
    func whatIsNone(text: String) {
        #expect(ListenAddress(text) == nil)
    }
}
