import BrokerTestKit
import Foundation
import Kafka
import TestKit
import Testing

extension CommandTests {
    /// What is run before the work: broker, topics, check, and what every command has in common.
    @Suite struct SetUp {
        private func file(_ text: String, _ name: String = "district.yaml") throws -> String {
            let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString)-\(name)")
            try Data(text.utf8).write(to: url)
            return url.path
        }

        @Test func `The broker's first line is its address, its topics are there, and SIGTERM ends it as done`()
            async throws
        {
            let broker = try Program(["broker", "--partitions", "2"], input: Data())
            try await eventually("an address") { broker.output.hasSuffix("\n") }
            let variable = ["QIAOMEN_BROKER": broker.output.trimmingCharacters(in: .whitespacesAndNewlines)]
            let check = try await Program.run(["check"], environment: variable)
            #expect(check.status == 0)
            #expect(!check.output.contains("WRONG"))
            #expect(check.output.contains("topics' time and retention: not known, the embedded broker"))
            let list = try await Program.run(["topics", "list"], environment: variable)
            #expect(list.lines.contains { $0.hasPrefix("reports.hotline ") && $0.contains(" 2 ") })
            #expect(list.lines.contains { $0.hasPrefix("progress.housing ") && $0.contains(" 1 ") })
            let again = try await Program.run(["topics", "create", "--partitions", "2"], environment: variable)
            #expect(again.status == 0)
            #expect(again.lines.allSatisfy { $0.hasPrefix("there ") })
            broker.send(SIGTERM)
            let outcome = try await broker.ended()
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("in memory only"))
        }

        @Test func `SIGUSR1 takes the broker down, and up again with all it held`() async throws {
            let broker = try Program(["broker"], input: Data())
            try await eventually("an address") { broker.output.hasSuffix("\n") && !broker.errors.isEmpty }
            let address = broker.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let configuration = ClientConfiguration(brokers: address)
            try await TestBroker.publish(
                [Record(topic: "reports.hotline", key: nil, value: [1])], to: configuration)
            broker.send(SIGUSR1)
            try await eventually("it is down") { broker.errors.contains("down") }
            broker.send(SIGUSR1)
            try await eventually("it is up") { broker.errors.contains("up again") }
            #expect(try await TestBroker.contents(of: ["reports.hotline"], on: configuration).count == 1)
            broker.send(SIGINT)
            #expect(try await broker.ended().status == 0)
        }

        @Test func `Check tells the topics that are missing`() async throws {
            let outcome = try await Program.run(["check"], environment: try brokerVariable())
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("WRONG  topic reports.evening: missing"))
        }

        @Test func `Check tells every mistake in a district file with its line, and ends with 78`() async throws {
            let path = try file("district:\n  id: NORTH\nunknown: 1\n")
            let outcome = try await Program.run(["check", "--district", path])
            #expect(outcome.status == 78)
            #expect(outcome.errors.contains("\(path):3:"))
            #expect(outcome.errors.split(separator: "\n").count > 2)
        }

        @Test func `Wrong usage is 64, wrong configuration 78, help and version are 0`() async throws {
            for arguments in [
                ["nonsense"], ["publish"], ["publish", "--channel", "A"], ["tasks", "--department", "housing"],
                ["check", "--kafka", "x"], ["check", "--log-level", "loud"], ["dead", "replay"],
            ] {
                #expect(try await Program.run(arguments).status == 64, "\(arguments)")
            }
            let unknown = ["check", "--config", try file("brokers: x\n", "config.yaml")]
            let property = ["check", "--broker", "localhost:1", "--kafka", "enable.idempotence=false"]
            for arguments in [
                unknown, property, ["check", "--config", "/nowhere.yaml"], ["check", "--district", "/nowhere"],
            ] {
                #expect(try await Program.run(arguments).status == 78, "\(arguments)")
            }
            for arguments in [["--help"], ["--version"], ["help", "publish"], ["dead", "replay", "--help"]] {
                let outcome = try await Program.run(arguments)
                #expect(outcome.status == 0, "\(arguments)")
                #expect(!outcome.output.isEmpty)
            }
        }

        @Test func `A property that Kafka's client refuses is named without its value`() async throws {
            let outcome = try await Program.run(
                ["check", "--broker", "localhost:1"], environment: ["QIAOMEN_KAFKA_SASL_PASSWORT": "hunter2"])
            #expect(outcome.status == 78)
            #expect(outcome.errors.contains("sasl.passwort"))
            #expect(!outcome.errors.contains("hunter2"))
        }

        @Test func `The configuration file and the environment are heard`() async throws {
            let path = try file("log-level: error\ninstance: from-file\n", "config.yaml")
            let outcome = try await Program.run(
                ["check", "--config", path], environment: ["QIAOMEN_INSTANCE": "from-environment"])
            #expect(outcome.output.contains("log level error, instance from-environment"))
        }
    }
}
