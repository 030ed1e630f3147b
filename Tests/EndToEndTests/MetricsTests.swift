import Dispatch
import Foundation
import TestKit
import Testing

@Suite(.serialized, .timeLimit(.minutes(3)))
struct MetricsTests {
    /// Where a process serves its metrics, as it says itself.
    private func port(of program: Program) async throws -> Int {
        @Sendable func told() -> Int? {
            program.errors.firstMatch(of: /metrics at http:\/\/127\.0\.0\.1:([0-9]+)\/metrics/).flatMap {
                Int($0.output.1)
            }
        }
        try await eventually("the port") { told() != nil }
        return try #require(told())
    }

    private func metrics(_ port: Int) async throws -> [String: Double] {
        let text = try await HTTPRequest.get("http://127.0.0.1:\(port)/metrics").body
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.reduce(into: [:]) { values, line in
            guard let blank = line.lastIndex(of: " ") else { return }
            values[String(line[..<blank])] = Double(line[blank...].dropFirst())
        }
    }

    @Test func `Ingest shows its work, is ready while it is at it, and ends cleanly`() async throws {
        let town = try await Town(partitions: 2)
        let messages = Town.messages(400, seed: 5, broken: 0.1)
        try await town.publish(messages)
        let ingest = try town.start("ingest", "--metrics", "127.0.0.1:0")
        let port = try await port(of: ingest)
        #expect(try await HTTPRequest.get("http://127.0.0.1:\(port)/healthz").status == 200)
        try await eventually("all reports") {
            try await metrics(port)["qiaomen_worker_committed_records_total"] == 400
        }
        #expect(try await HTTPRequest.get("http://127.0.0.1:\(port)/readyz").status == 200)
        let found = try await metrics(port)
        let dead = try await town.deadLetters().count
        #expect(found[#"qiaomen_worker_dead_letters_total{stage="decode",class="ReportError"}"#] == Double(dead))
        #expect(found["qiaomen_ingest_unreadable_reports_total"] == Double(dead))
        for series in ["qiaomen_ingest_reports_total{", "qiaomen_ingest_lead_tasks_total{"] {
            #expect(found.filter { $0.key.hasPrefix(series) }.values.reduce(0, +) == Double(400 - dead))
        }
        #expect(found[#"qiaomen_build_info{version="0.1.0",role="ingest"}"#] == 1)
        #expect(found["qiaomen_ready"] == 1)
        #expect(try #require(found["process_resident_memory_bytes"]) > 10e6)

        // The port is taken: who comes second says so, and ends.
        let second = try await town.run("ingest", "--metrics", "127.0.0.1:\(port)", "--instance", "second")
        #expect(second.status == 1)
        #expect(second.errors.contains("--metrics: cannot listen on 127.0.0.1:\(port): another process listens there"))

        ingest.send(SIGTERM)
        #expect(try await ingest.ended().status == 0)
        await #expect(throws: HTTPRequest.Failed.self) { try await HTTPRequest.get("http://127.0.0.1:\(port)/healthz") }
    }

    @Test func `A worker that waits for its cluster lives, but is not ready`() async throws {
        let ingest = try Program(["ingest", "--broker", "127.0.0.1:1", "--metrics", "127.0.0.1:0"])
        let port = try await port(of: ingest)
        #expect(try await HTTPRequest.get("http://127.0.0.1:\(port)/healthz").status == 200)
        let answer = try await HTTPRequest.get("http://127.0.0.1:\(port)/readyz")
        #expect(answer.status == 503 && answer.body == "waiting: the cluster\n")
        #expect(try await metrics(port)["qiaomen_ready"] == 0)
        ingest.send(SIGTERM)
        _ = try await ingest.ended()
    }
}
