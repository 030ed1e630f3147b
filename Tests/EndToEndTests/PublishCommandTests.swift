import BrokerTestKit
import Foundation
import Kafka
import TestKit
import Testing

extension CommandTests {
    @Suite struct Publish {
        private func report(_ id: String, _ text: String = "污水管网没有接通") -> String {
            #"{"id":"\#(id)","text":"\#(text)","reportedAt":"2026-11-23T08:00:00+08:00"}"#
        }

        private func publish(
            _ input: String, to channel: String, _ options: String...
        ) async throws -> (Program.Outcome, [OwnedMessage]) {
            let outcome = try await Program.run(
                ["publish", "--channel", channel] + options, input: input, environment: try brokerVariable())
            return (outcome, try await TestBroker.contents(of: ["reports.\(channel)"]))
        }

        @Test func `Each line becomes a record, byte by byte, under its id`() async throws {
            let channel = try newChannel()
            let lines = (1...50).map { report("r\($0)", "第 \($0) 件") + ($0 == 7 ? "  " : "") }
            let (outcome, records) = try await publish(lines.joined(separator: "\r\n"), to: channel)
            #expect(outcome.status == 0)
            #expect(records.count == 50)
            for (index, line) in lines.enumerated() {
                let record = try #require(records.first { $0.key == Array("r\(index + 1)".utf8) })
                #expect(record.value == Array(line.utf8))
                #expect(record.headers.isEmpty)
            }
            let summary = try #require(outcome.json as? [String: Double])
            #expect(summary["published"] == 50)
            #expect(summary["refused"] == 0)
            #expect(summary["failed"] == 0)
            #expect(summary["seconds"] ?? 0 > 0)
            #expect(summary["perSecond"] ?? 0 > 0)
        }

        @Test func `What is no report is told with line and reason, and the rest goes on`() async throws {
            let channel = try newChannel()
            let lines = [report("a"), "{\"id\":", "", #"{"id":"c","text":5}"#, report("d")]
            let (outcome, records) = try await publish(lines.joined(separator: "\n"), to: channel)
            #expect(outcome.status == 1)
            #expect(Set(records.compactMap(\.key)) == [Array("a".utf8), Array("d".utf8)])
            #expect(outcome.errors.contains("line 2: "))
            #expect(outcome.errors.contains("line 4: text: expected"))
            #expect((outcome.json as? [String: Double])?["refused"] == 2)
        }

        @Test func `As it is, what is no report is sent too, without a key`() async throws {
            let channel = try newChannel()
            let (outcome, records) = try await publish("rubbish\n\(report("a"))\n", to: channel, "--as-is")
            #expect(outcome.status == 0)
            #expect(records.first { $0.key == nil }?.value == Array("rubbish".utf8))
            #expect(records.first { $0.key != nil }?.key == Array("a".utf8))
        }

        @Test func `Rows of CSV are reports; an error tells the line where its row begins`() async throws {
            let channel = try newChannel()
            let csv = """
                \u{FEFF}id,text,reportedAt,location.lat,location.lon,reporter.name,reporter.anonymous
                c1,"两处, ""外溢""
                和堵塞",2026-11-23T08:00:00+08:00,32.07,112.1,张三,否
                c2,短,2026-11-23T08:00:00+08:00,x,112.1,,
                c3,短,2026-11-23T08:00:00+08:00
                """
            let (outcome, records) = try await publish(csv, to: channel, "--format", "csv")
            #expect(outcome.status == 1)
            let value = try #require(records.first?.value)
            #expect(records.count == 1)
            let json = try #require(JSONSerialization.jsonObject(with: Data(value)) as? [String: Any])
            #expect(json["text"] as? String == "两处, \"外溢\"\n和堵塞")
            #expect((json["location"] as? [String: Double])?["lat"] == 32.07)
            #expect((json["reporter"] as? [String: Any])?["anonymous"] as? Bool == false)
            #expect(outcome.errors.contains("line 4: location.lat: expected"))
            #expect(outcome.errors.contains("line 5: expected 7 fields"))
        }

        @Test func `A header that cannot be meant ends it`() async throws {
            let (outcome, records) = try await publish("id,id\n1,2\n", to: try newChannel(), "--format", "csv")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("line 1: header: id stands there twice"))
            #expect(records.isEmpty)
        }

        @Test func `A line that is there is sent at once, though the input stays open`() async throws {
            let channel = try newChannel()
            let program = try Program(
                ["publish", "--channel", channel], input: nil, environment: try brokerVariable())
            try program.write(report("first") + "\n")
            try await eventually("the record") {
                try await TestBroker.contents(of: ["reports.\(channel)"]).count == 1
            }
            program.send(SIGTERM)
            let outcome = try await program.ended()
            #expect(outcome.status == 1)
            #expect((outcome.json as? [String: Double])?["published"] == 1)
            #expect(outcome.errors.contains("stopped before the end"))
        }

        @Test func `A pace that is asked for is held`() async throws {
            let lines = (1...30).map { report("r\($0)") }.joined(separator: "\n")
            let (outcome, _) = try await publish(lines, to: try newChannel(), "--rate", "100")
            let seconds = try #require((outcome.json as? [String: Double])?["seconds"])
            #expect(seconds >= 0.3)
        }

        @Test func `A channel without a topic is told before anything is read`() async throws {
            let outcome = try await Program.run(
                ["publish", "--channel", "nowhere"], input: report("a"), environment: try brokerVariable())
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("there is no topic reports.nowhere"))
        }

        /// The broker goes away while the program runs; the first signal lets it wait for a while, the second does not.
        @Test func `A second signal ends it at once with status 2`() async throws {
            let broker = try EmbeddedBroker(logger: TestBroker.logger)
            try broker.createTopic("reports.hotline", partitions: 1)
            let program = try Program(
                ["publish", "--channel", "hotline"], input: nil, environment: ["QIAOMEN_BROKER": broker.address])
            try program.write(report("a") + "\n")
            let configuration = ClientConfiguration(brokers: broker.address)
            try await eventually("the record") {
                try await TestBroker.contents(of: ["reports.hotline"], on: configuration).count == 1
            }
            broker.setDown()
            try program.write(report("b") + "\n")
            try await eventually("the outage is told") { !program.errors.isEmpty }
            program.send(SIGINT)
            program.send(SIGTERM)
            let outcome = try await program.ended()
            #expect(outcome.status == 2)
        }
    }
}
