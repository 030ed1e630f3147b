import BrokerTestKit
import Foundation
import Kafka
import Testing

extension CommandTests {
    @Suite struct Dead {
        /// A topic of dead letters of its own, the topic they came from, and what the pipeline writes beside them.
        private struct Letters {
            let topic: String
            let origin: String

            init() throws {
                topic = try TestBroker.topic("dead")
                origin = try TestBroker.topic("reports.origin")
            }

            func headers(_ more: [Header] = []) -> [Header] {
                more + [
                    Header("__connect.errors.topic", origin), Header("__connect.errors.partition", "0"),
                    Header("__connect.errors.offset", "41"), Header("__connect.errors.stage", "decode"),
                    Header("__connect.errors.exception.class.name", "ReportError"),
                    Header("__connect.errors.exception.message", "text: expected a string (byte 9)"),
                    Header("qiaomen-attempts", "1"), Header("qiaomen-first-failed", "2026-11-23T08:00:00Z"),
                    Header("qiaomen-group", "g"),
                ]
            }

            func publish(key: [UInt8]?, value: [UInt8]?, _ more: [Header] = []) async throws {
                try await TestBroker.publish([Record(topic: topic, key: key, value: value, headers: headers(more))])
            }

            func run(_ command: String, _ arguments: String...) async throws -> Program.Outcome {
                try await Program.run(
                    ["dead", command, "--topic", topic] + arguments, environment: try brokerVariable())
            }
        }

        @Test func `The list says where each lies, where it came from and why, and shows no value`() async throws {
            let letters = try Letters()
            try await letters.publish(key: [1], value: Array("张三 13800000000".utf8))
            try await letters.publish(key: nil, value: nil)
            let table = try await letters.run("list")
            #expect(table.status == 0)
            #expect(table.lines.count == 3)
            #expect(table.lines[1].hasPrefix("0:0 "))
            #expect(table.lines[1].contains("\(letters.origin) 0:41"))
            #expect(table.lines[1].contains("text: expected a string (byte 9)"))
            #expect(table.lines[2].contains("null"))
            #expect(!table.output.contains("138"))
            let json = try await letters.run("list", "--format", "json", "--limit", "1")
            let entry = try #require(json.json as? [String: Any])
            #expect(entry["topic"] as? String == letters.origin)
            #expect(entry["offset"] as? Int == 41)
            #expect(entry["stage"] as? String == "decode")
            #expect(entry["firstFailed"] as? String == "2026-11-23T08:00:00Z")
        }

        @Test func `Shown into a file, the value is there byte by byte and nothing else`() async throws {
            let letters = try Letters()
            try await letters.publish(key: Array("k".utf8), value: Array("{\"a\":\u{1B}".utf8))
            let outcome = try await letters.run("show", "0:0")
            #expect(outcome.output == "{\"a\":\u{1B}")
            #expect(outcome.errors.contains("__connect.errors.exception.class.name: ReportError"))
            let missing = try await letters.run("show", "0:9")
            #expect(missing.status == 1)
            #expect(missing.errors.contains("no record at 0:9"))
        }

        @Test func `A replay brings back key, value and headers as they were, and counts itself`() async throws {
            let letters = try Letters()
            let original = [
                Header("a", "1"), Header("a", "2"), Header(name: "none", value: nil), Header(name: "empty", value: []),
            ]
            try await letters.publish(key: Array("k".utf8), value: [0xFF, 0x00], original)
            try await letters.publish(key: nil, value: nil, [Header("qiaomen-replay", "3")])
            try await letters.publish(key: [], value: [])
            let outcome = try await letters.run("replay", "--all")
            #expect(outcome.output == "{\"replayed\":3,\"failed\":0}\n")
            #expect(outcome.status == 0)
            let back = try await TestBroker.contents(of: [letters.origin])
            #expect(back.map(\.key) == [Array("k".utf8), nil, []])
            #expect(back.map(\.value) == [[0xFF, 0x00], nil, []])
            #expect(
                back.map(\.headers) == [
                    original + [Header("qiaomen-replay", "1")], [Header("qiaomen-replay", "4")],
                    [Header("qiaomen-replay", "1")],
                ])
        }

        @Test func `Only those that were named are replayed; one that is not there is told`() async throws {
            let letters = try Letters()
            for number in 0..<5 { try await letters.publish(key: nil, value: [UInt8(number)]) }
            let outcome = try await letters.run("replay", "0:3", "0:1", "0:77", "9:0")
            #expect(outcome.output == "{\"replayed\":2,\"failed\":2}\n")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("no record at 0:77"))
            #expect(try await TestBroker.contents(of: [letters.origin]).map(\.value) == [[1], [3]])
        }

        @Test func `A value that was left in its topic is fetched from there`() async throws {
            let letters = try Letters()
            try await TestBroker.publish([
                Record(topic: letters.origin, key: Array("k".utf8), value: Array("large".utf8))
            ])
            try await TestBroker.publish([
                Record(
                    topic: letters.topic, key: Array("k".utf8), value: nil,
                    headers: [
                        Header("__connect.errors.topic", letters.origin), Header("__connect.errors.partition", "0"),
                        Header("__connect.errors.offset", "0"), Header("qiaomen-value-omitted", "5"),
                    ])
            ])
            let outcome = try await letters.run("replay", "--all")
            #expect(outcome.output == "{\"replayed\":1,\"failed\":0}\n")
            let back = try await TestBroker.contents(of: [letters.origin])
            #expect(back.map(\.value) == [Array("large".utf8), Array("large".utf8)])
            #expect(back[1].headers == [Header("qiaomen-replay", "1")])
        }

        @Test func `What does not say where it came from is told and left`() async throws {
            let letters = try Letters()
            try await TestBroker.publish([Record(topic: letters.topic, key: nil, value: [1])])
            let outcome = try await letters.run("replay", "0:0")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("0:0: it does not say which topic it came from"))
        }
    }
}
