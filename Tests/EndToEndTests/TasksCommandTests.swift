import BrokerTestKit
import Foundation
import Kafka
import TestKit
import Testing

extension CommandTests {
    @Suite struct Tasks {
        /// A task whose report came on several lines, with a name and a phone number.
        private func task(_ number: Int) -> String {
            """
            {"case":"000000000000\(1000 + number)","round":1,"role":"lead","reason":"classified","department":"d",
            "supporting":["housing"],"area":"sewage","confidence":0.9,"evidence":["污水管网"],"suggestions":[],
            "community":"baiwan","street":"shipu","kind":"help","urgency":"urgent","assignedAt":"2026-11-23T08:00:0\(number)+08:00",
            "policy":"1","model":"words","source":{"topic":"reports.hotline","partition":0,"offset":\(number)},
            "report":{"channel":"hotline","id":"\(number)","text":"污水管网，电话 13800000000",
            "reportedAt":"2026-11-23T08:00:00+08:00","reporter":{"name":"张三","phone":"13800000000"}}}
            """
        }

        private func department(with values: [String?]) async throws -> String {
            let name = TestBroker.freshName("department")
            try TestBroker.broker.createTopic("tasks.\(name)", partitions: 3)
            try await TestBroker.publish(
                values.enumerated().map { index, value in
                    Record(topic: "tasks.\(name)", key: Array("\(index)".utf8), value: value.map { Array($0.utf8) })
                })
            return name
        }

        private func tasks(_ department: String, _ options: String...) async throws -> Program.Outcome {
            try await Program.run(["tasks", "--department", department] + options, environment: try brokerVariable())
        }

        @Test func `The table says what there is to do, in the district's time, and nothing personal`() async throws {
            let department = try await department(with: (1...3).map(task))
            let outcome = try await tasks(department)
            #expect(outcome.status == 0)
            #expect(outcome.lines.count == 4)
            #expect(outcome.lines.dropFirst().map { $0.prefix(19) }.isSorted)
            let line = try #require(outcome.lines.first { $0.contains("0000 0000 0000 1002") })
            for word in ["2026-11-23 08:00:02", "lead", "urgent", "help", "sewage", "baiwan", "housing", "污水管网"] {
                #expect(line.contains(word))
            }
            #expect(!outcome.output.contains("张三"))
            #expect(!outcome.output.contains("138"))
        }

        @Test func `As JSON each whole task is one line, however its report was written`() async throws {
            let department = try await department(with: (1...3).map(task) + [nil])
            let outcome = try await tasks(department, "--format", "json")
            #expect(outcome.lines.count == 3)
            for line in outcome.lines {
                let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect((json?["report"] as? [String: Any])?["text"] as? String == "污水管网，电话 13800000000")
            }
        }

        @Test func `A limit ends it, and so does a reader that goes away`() async throws {
            let department = try await department(with: (1...9).map(task))
            #expect(try await tasks(department, "--limit", "4", "--format", "json").lines.count == 4)
            let shell = Process()
            shell.executableURL = URL(fileURLWithPath: "/bin/sh")
            let command = "'\(Program.executable.path)' tasks --department \(department) --follow --format json"
            shell.arguments = ["-c", "(\(command); echo $? >&2) | head -n 1"]
            shell.environment = try brokerVariable()
            let (output, errors) = (Pipe(), Pipe())
            shell.standardOutput = output
            shell.standardError = errors
            try shell.run()
            // It is the next write that meets the closed pipe.
            try await eventually("the end") {
                let record = Record(topic: "tasks.\(department)", key: nil, value: Array(task(9).utf8))
                try await TestBroker.publish([record])
                return !shell.isRunning
            }
            #expect(output.fileHandleForReading.readDataToEndOfFile().filter { $0 == UInt8(ascii: "\n") }.count == 1)
            let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            #expect(said.hasSuffix("0\n"))
        }

        @Test func `Followed, it shows what comes later, and a signal ends it as done`() async throws {
            let department = try await department(with: [task(1)])
            let program = try Program(
                ["tasks", "--department", department, "--follow", "--format", "json"], input: Data(),
                environment: try brokerVariable())
            try await eventually("the first task") { program.output.contains(#""id":"1""#) }
            try await TestBroker.publish([Record(topic: "tasks.\(department)", key: nil, value: Array(task(2).utf8))])
            try await eventually("the second task") { program.output.contains(#""id":"2""#) }
            program.send(SIGINT)
            #expect(try await program.ended().status == 0)
        }

        @Test func `What is no task is shown as such, and the rest goes on`() async throws {
            let department = try await department(with: ["{", task(1)])
            let outcome = try await tasks(department)
            #expect(outcome.status == 0)
            #expect(outcome.lines.count == 3)
            #expect(outcome.output.contains("no task:"))
        }
    }
}

extension Sequence where Element: Comparable {
    fileprivate var isSorted: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}
