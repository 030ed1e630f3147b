import BrokerTestKit
import Dispatch
import Foundation
import Hotline
import Kafka
import TestKit
import Testing
import WorkTime

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

    // MARK: - The tracker

    /// A number that a resident gives, and that others repeat wherever they may write.
    private static let phone = "13800001234"
    private static let reportedAt = Instant(milliseconds: 1_789_432_200_000)

    /// Hands out a report, and has somebody do what he may, and what he may not.
    ///
    /// - Parameter port: where the tracker shows its metrics.
    private func live(in town: Town, _ port: Int) async throws {
        let report = """
            {"id":"1","text":"污水漫出来了，电话\(Self.phone)","address":"\(Self.phone)号","community":"\(Self.phone)",
            "reportedAt":"\(Self.reportedAt.rfc3339(utcOffset: 28_800))",
            "reporter":{"name":"张三","phone":"\(Self.phone)"}}
            """
        try await TestBroker.publish(
            [
                Record(
                    topic: "reports.hotline", key: nil, value: Array(report.utf8),
                    timestamp: Self.reportedAt.milliseconds)
            ], to: town.configuration)
        try await eventually("its task") { try await town.taskCount() > 0 }
        let task = try #require(try await town.tasks().first { $0.round == 1 })
        func event(_ minutes: Int64, _ topic: String, by: String? = nil, _ body: ProgressBody) -> Record {
            let at = Instant(milliseconds: Self.reportedAt.milliseconds + minutes * 60_000)
            let event = ProgressEvent(
                id: "\(minutes)-\(Self.phone)", caseNumber: task.caseNumber, at: at, by: by, note: Self.phone,
                body: body)
            return Record(
                topic: topic, key: nil, value: event.json(utcOffset: 28_800), timestamp: at.milliseconds)
        }
        try await TestBroker.publish(
            [
                event(10, "progress.\(task.department)", .accept),
                event(20, "progress.desk", by: "desk", .assign(.init(to: Self.phone))),
            ], to: town.configuration)
        // Topics that are new are noticed one after the other; a case that is resolved is assigned to nobody.
        try await eventually("the first events") {
            let found = try await metrics(port)
            return ["applied", "refused"].allSatisfy {
                found["qiaomen_tracker_records_total{outcome=\"\($0)\"}"] == 1
            }
        }
        try await TestBroker.publish(
            [event(30, "progress.\(task.department)", .resolve(.init(reply: "修好了，\(Self.phone)")))],
            to: town.configuration)
    }

    private func expectLife(_ port: Int) async throws {
        try await eventually("the case's life") {
            let found = try await metrics(port)
            return found[#"qiaomen_tracker_applied_events_total{action="resolve"}"#] == 1
                && found.keys.contains(
                    #"qiaomen_consumer_lag_records{group="track",topic="progress.desk",partition="0"}"#)
        }
        let found = try await metrics(port)
        #expect(found[#"qiaomen_tracker_applied_events_total{action="accept"}"#] == 1)
        // The reason is a word; the text around it may name whatever a sender has written.
        #expect(found[#"qiaomen_tracker_refused_events_total{reason="unknownDepartment"}"#] == 1)
        #expect(found[#"qiaomen_tracker_records_total{outcome="opened"}"#] == 1)
        #expect(found.first { $0.key.hasPrefix("qiaomen_tracker_closure_seconds_sum") }?.value == 1_800)
        #expect(found["qiaomen_tracker_active"] == 1 && found["qiaomen_ready"] == 1)
        #expect(try await HTTPRequest.get("http://127.0.0.1:\(port)/readyz").status == 200)
        let text = try await HTTPRequest.get("http://127.0.0.1:\(port)/metrics").body
        #expect(!text.contains(Self.phone) && !text.contains("张三") && !text.contains("污水"))
    }

    @Test func `A tracker shows its cases, a standby that it waits for the lock, and nothing shows a resident's phone`()
        async throws
    {
        let town = try await Town(partitions: 1)
        let directory = FileManager.default.temporaryDirectory.appending(path: "qiaomen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let store = "sqlite:" + directory.appending(path: "cases.db").path()
        let ingest = try town.start("ingest")
        let active = try town.start("track", "--store", store, "--metrics", "127.0.0.1:0")
        let port = try await port(of: active)
        try await live(in: town, port)
        try await expectLife(port)
        #expect(try await metrics(port)[#"qiaomen_build_info{version="0.1.0",role="track"}"#] == 1)

        let standby = try town.start("track", "--store", store, "--metrics", "127.0.0.1:0")
        let other = try await self.port(of: standby)
        let waiting = "waiting: the store's lock, which another tracker holds: it stands by\n"
        try await eventually("the second stands by") {
            let answer = try await HTTPRequest.get("http://127.0.0.1:\(other)/readyz")
            return answer.status == 503 && answer.body == waiting
        }
        #expect(try await HTTPRequest.get("http://127.0.0.1:\(other)/healthz").status == 200)
        #expect(try await metrics(other)["qiaomen_tracker_active"] == 0)
        active.send(SIGTERM)
        #expect(try await active.ended().status == 0)
        // Every case there is, whoever applied it; by the machine's clock it may be closed by now.
        try await eventually("the second is active, and has counted") {
            let found = try await metrics(other)
            let cases = found.filter { $0.key.hasPrefix("qiaomen_tracker_cases{") }.values.reduce(0, +)
            return found["qiaomen_tracker_active"] == 1 && cases == 1
        }
        for program in [standby, ingest] {
            program.send(SIGTERM)
            #expect(try await program.ended().status == 0)
        }
    }

    @Test func `Both roles of run are on one port`() async throws {
        let town = try await Town(partitions: 1)
        let directory = FileManager.default.temporaryDirectory.appending(path: "qiaomen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let run = try town.start(
            "run", "--listen", "127.0.0.1:0", "--store", "sqlite:" + directory.appending(path: "cases.db").path(),
            "--metrics", "127.0.0.1:0")
        let port = try await port(of: run)
        try await live(in: town, port)
        try await expectLife(port)
        let found = try await metrics(port)
        #expect(found["qiaomen_worker_committed_records_total"] == 1)
        #expect(found.filter { $0.key.hasPrefix("qiaomen_ingest_lead_tasks_total{") }.values.reduce(0, +) == 1)
        #expect(found[#"qiaomen_build_info{version="0.1.0",role="run"}"#] == 1)
        run.send(SIGTERM)
        #expect(try await run.ended().status == 0)
    }
}
