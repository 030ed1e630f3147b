import BrokerTestKit
import Foundation
import Hotline
import Kafka
import Testing
import WorkTime

extension CommandTests {
    @Suite struct Progress {
        private let number = "1234567890123456"

        /// The topics of the shipped district's departments are shared by all tests; ids tell records apart.
        private func progress(
            _ department: String, _ arguments: String..., input: String = ""
        ) async throws -> (Program.Outcome, [OwnedMessage]) {
            for name in ["housing", "desk"] { try TestBroker.ensureTopic("progress.\(name)", partitions: 1) }
            let outcome = try await Program.run(
                ["progress"] + arguments, input: input, environment: try brokerVariable())
            return (outcome, try await TestBroker.contents(of: ["progress.\(department)"]))
        }

        private func read(_ record: OwnedMessage) throws -> ProgressEvent {
            let value = record.value ?? []
            return try ProgressEvent(json: value.span.bytes)
        }

        @Test func `An event is sent under its case, as a CloudEvent, and its id is printed`() async throws {
            let (outcome, records) = try await progress(
                "housing", "--department", "housing", "1234 5678", "9012-3456", "start", "--stage", "plan",
                "--participants", "居民小组", "--participants", "网格员", "--by", "李", "--note", "开工")
            #expect(outcome.status == 0, "\(outcome.errors)")
            let id = try #require(outcome.lines.first)
            let record = try #require(try records.last { try read($0).id == id })
            #expect(record.key == Array(number.utf8))
            let event = try read(record)
            #expect(event.body == .start(.init(stage: .plan, participants: ["居民小组", "网格员"])))
            #expect(event.by == "李" && event.note == "开工")
            let headers = Dictionary(
                uniqueKeysWithValues: record.headers.map { ($0.name, String(decoding: $0.value ?? [], as: UTF8.self)) })
            #expect(headers["ce_id"] == id && headers["ce_subject"] == number)
            #expect(
                headers["ce_type"] == "qiaomen.progress.start" && headers["ce_source"] == "/qiaomen/progress/housing")
        }

        @Test func `The desk's systems speak for others`() async throws {
            let (outcome, records) = try await progress(
                "desk", "--as", "hotline", "--by", "7", number, "evaluate", "--reached", "true", "--resolved", "yes",
                "--satisfaction", "5")
            let id = try #require(outcome.lines.first)
            let record = try #require(try records.last { try read($0).id == id })
            let event = try read(record)
            #expect(event.by == "hotline:7")
            #expect(event.body == .evaluate(.init(resolved: .yes, satisfaction: 5)))
            let (refused, _) = try await progress(
                "desk", "--department", "housing", "--as", "manager", number, "accept")
            #expect(refused.status == 64)
        }

        @Test(arguments: [
            (["--department", "housing", "1234567890123456", "suspend", "--kind", "waiting"], "--until: expected"),
            (["--department", "housing", "1234567890123456", "accept", "--ground", "unclear"], "--ground: expected"),
            (["--department", "housing", "1234567890123456", "grant", "--ref", "r"], "ACTION: expected"),
            (["--department", "desk", "1234567890123456", "assign", "--to", "x"], "--to: expected"),
            (["--department", "housing", "12345", "accept"], "CASE ACTION"),
            (["1234567890123456", "accept"], "--department"),
        ])
        func `What would be refused is told before it is sent`(arguments: [String], told: String) async throws {
            let outcome = try await Program.run(["progress"] + arguments, environment: try brokerVariable())
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains(told), "\(outcome.errors)")
        }

        @Test func `Many come from a file, at their own time; what is none is told with file and line`() async throws {
            let lines = [
                #"{"id":"b1","case":"\#(number)","action":"accept","at":"2026-01-05T10:00:00+08:00"}"#,
                #"{"id":"b2","case":"\#(number)","action":"grant","ref":"x","at":"2026-01-05T11:00:00+08:00"}"#,
                #"{"id":"b3","case":"\#(number)","action":"suspend","kind":"waiting","at":"2026-01-05T12:00:00+08:00"}"#,
                #"{"id":"b4","case":"\#(number)","action":"contact","at":"2026-01-05T13:00:00+08:00"}"#,
            ].joined(separator: "\n")
            let (outcome, records) = try await progress(
                "housing", "--department", "housing", "--timestamps", "message", "--from", "-", input: lines)
            #expect(outcome.status == 1)
            #expect((outcome.json as? [String: Double])?["published"] == 2)
            #expect(outcome.errors.contains("standard input, line 2: action: expected"))
            #expect(outcome.errors.contains("standard input, line 3: until: expected"))
            let record = try #require(records.last)
            #expect(try read(record).id == "b4")
            #expect(record.timestamp == (try Instant(rfc3339: "2026-01-05T13:00:00+08:00")).milliseconds)

            let (asIs, all) = try await progress(
                "housing", "--department", "housing", "--timestamps", "message", "--as-is", "--from", "-", input: lines)
            #expect(asIs.status == 0)
            #expect(all.count == records.count + 4)
            #expect(all.suffix(2).first?.value == Array(lines.split(separator: "\n")[2].utf8))
            // What nobody can read stands behind what was sent before it.
            #expect(all.suffix(2).first?.timestamp == (try Instant(rfc3339: "2026-01-05T11:00:00+08:00")).milliseconds)
        }
    }
}
