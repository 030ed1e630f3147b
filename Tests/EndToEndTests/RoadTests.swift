import BrokerTestKit
import Foundation
import Hotline
import Kafka
import TestKit
import Testing
import qiaomen

@Suite("The road through separate processes", .serialized, .timeLimit(.minutes(3)))
struct RoadTests {
    @Test("reports published by file arrive as tasks at their departments; what is broken arrives as a dead letter")
    func wholeRoad() async throws {
        let town = try await Town()
        let messages = Town.messages(400, seed: 11, broken: 0.05)
        for channel in ["hotline", "door"] {
            let lines = messages.filter { $0.channel == channel }.map { $0.value + [UInt8(ascii: "\n")] }
            let ending = try await town.run("publish", "--channel", channel, "--as-is", input: Data(lines.joined()))
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(ending.output.contains(#""published":\#(lines.count)"#), "\(ending.output)")
        }
        let ingest = try await town.run("ingest", "--drain")
        #expect(ingest.status == 0, "\(ingest.errors)")
        let readable = messages.filter(\.isReadable)
        #expect(ingest.output.contains(#""messages":400"#), "\(ingest.output)")
        #expect(ingest.output.contains(#""dead":\#(messages.count - readable.count),"lead":\#(readable.count)"#))

        let leads = try await town.tasks().filter { $0.role == .lead }
        #expect(leads.map(\.caseNumber).sorted() == readable.map(Town.caseNumber).sorted())
        let isWhole =
            Set(try await town.deadLetters().map { $0.value ?? [] })
            == Set(messages.filter { !$0.isReadable }.map(\.value))
        #expect(isWhole, "the dead letters are the broken messages, byte by byte")
    }

    @Test("what a department reads on its command line are its tasks")
    func departmentReads() async throws {
        let town = try await Town()
        try await town.publish(Town.messages(60, seed: 5))
        _ = try await town.run("ingest", "--drain")
        let all = try await town.tasks()
        for department in ["housing", "desk"] {
            let ending = try await town.run("tasks", "--department", department, "--format", "json")
            #expect(ending.status == 0, "\(ending.errors)")
            let lines = ending.output.split(separator: "\n")
            #expect(lines.count == all.count { $0.department == department })
            let first = try JSONDecoder().decode(ReceivedTask.self, from: Data(lines[0].utf8))
            #expect(first.assignment.department == department)
        }
        let table = try await town.run("tasks", "--department", "housing", "--limit", "3")
        #expect(table.output.split(separator: "\n").count >= 3)
    }

    @Test("a dead letter that is replayed goes to its topic again, once, with its number")
    func replay() async throws {
        let town = try await Town()
        _ = try await town.run(
            "publish", "--channel", "hotline", "--as-is", input: Data("{\"id\":\"x\",\"text\":5}\n".utf8))
        _ = try await town.run("ingest", "--drain")
        let listed = try await town.run("dead", "list", "--format", "json")
        #expect(listed.output.contains("text"), "\(listed.output) \(listed.errors)")
        let replayed = try await town.run("dead", "replay", "--all")
        #expect(replayed.status == 0, "\(replayed.errors)")
        let mark = Header(name: "qiaomen-replay", value: Array("1".utf8))
        // Without a key it may stand in another partition than before.
        let records = try await TestBroker.contents(of: ["reports.hotline"], on: town.configuration)
        let again = try #require(records.first { $0.headers.contains(mark) })
        #expect(records.count == 2)
        #expect(again.value == Array("{\"id\":\"x\",\"text\":5}".utf8))
        #expect(!again.headers.contains { $0.name.hasPrefix("__connect") })
    }

    @Test("the demonstration ends by itself, with every report done")
    func demo() async throws {
        let ending = try await Program.run(["demo", "--rate", "200", "--reports", "300", "--language", "en"])
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.output.contains("by") || ending.output.contains("reports"))
        #expect(ending.errors.contains("of 300 reports"), "\(ending.errors)")
    }

    @Test("the demonstration's pages can be looked at by every role")
    func demoPages() async throws {
        let demo = try Program(["demo", "--rate", "20", "--language", "en"])
        @Sendable func links() -> [String] {
            demo.errors.matches(of: /(http:\/\/127\.0\.0\.1:[0-9]+)(\/sign-in\?session=[^\s]+)/).map {
                String($0.output.0)
            }
        }
        try await eventually("the pages' addresses") { links().count == 7 }
        for link in links() {
            #expect(try await HTTPRequest.get(link).status == 303)
        }
        demo.send(SIGTERM)
        #expect(try await demo.ended().status == 0)
    }

    @Test("kcat reads the tasks", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/kcat")))
    func kcat() async throws {
        let town = try await Town()
        try await town.publish(Town.messages(30, seed: 3))
        _ = try await town.run("ingest", "--drain")
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/kcat")
        process.arguments = ["-b", town.address, "-C", "-t", "tasks.desk", "-e", "-q", "-f", "%k %s\n"]
        process.standardOutput = pipe
        try process.run()
        let data = try await blocking { pipe.fileHandleForReading.readDataToEndOfFile() }
        let expected = try await town.tasks().count { $0.department == "desk" }
        #expect(String(decoding: data, as: UTF8.self).split(separator: "\n").count == expected)
    }
}
