import BrokerTestKit
import Foundation
import Hotline
import Kafka
import TestKit
import WorkTime
import qiaomen

/// A broker in a process of its own, and what goes in and comes out there.
final class Town: Sendable {
    let broker: Program
    let address: String
    let configuration: ClientConfiguration

    init(partitions: Int = 4) async throws {
        let broker = try Program(["broker", "--partitions", "\(partitions)"])
        try await eventually("the broker's address") { broker.output.contains("\n") }
        self.broker = broker
        address = broker.output.trimmingCharacters(in: .newlines)
        configuration = ClientConfiguration(brokers: address)
    }

    /// Runs a command against this broker to its end.
    func run(_ arguments: String..., input: Data = Data(), within seconds: Double = 90) async throws -> Program.Outcome
    {
        try await Program(arguments + ["--broker", address], input: input).ended(within: seconds)
    }

    func start(_ arguments: String...) throws -> Program {
        try Program(arguments + ["--broker", address])
    }

    /// Made-up messages, the same for the same seed.
    static func messages(_ count: Int, seed: UInt64, broken: Double = 0) -> [ResidentSimulation.Message] {
        var simulation = ResidentSimulation(seed: seed, channels: ["hotline", "door"], brokenShare: broken)
        return (0..<count).map { _ in simulation.next(at: Instant(milliseconds: 1_789_432_200_000)) }
    }

    func publish(_ messages: [ResidentSimulation.Message]) async throws {
        try await TestBroker.publish(
            messages.map {
                Record(
                    topic: "reports.\($0.channel)", key: Array($0.id.utf8), value: $0.value,
                    timestamp: 1_789_432_200_000)
            }, to: configuration)
    }

    static func caseNumber(_ message: ResidentSimulation.Message) -> CaseNumber {
        CaseNumber(channel: message.channel, id: Array(message.id.utf8).span)
    }

    /// All tasks of all departments.
    func tasks() async throws -> [Assignment] {
        try await taskRecords().map {
            try JSONDecoder().decode(ReceivedTask.self, from: Data($0.value ?? [])).assignment
        }
    }

    func taskRecords() async throws -> [OwnedMessage] {
        try await TestBroker.contents(
            of: ["housing", "rural", "greening", "desk"].map { "tasks.\($0)" }, on: configuration)
    }

    /// How many records the departments' topics hold.
    func taskCount() async throws -> Int64 {
        let admin = try Admin(configuration, logger: TestBroker.logger)
        let partitions = try await admin.listTopics().filter { $0.name.hasPrefix("tasks.") }.flatMap { topic in
            (0..<Int32(topic.partitionCount)).map { TopicPartition(topic: topic.name, partition: $0) }
        }
        return try await admin.watermarks(partitions).values.reduce(0) { $0 + $1.high - $1.low }
    }

    func deadLetters() async throws -> [OwnedMessage] {
        try await TestBroker.contents(of: ["dead.reports"], on: configuration)
    }
}
