import BrokerTestKit
import Foundation
import Hotline
import Kafka
import Store
import TestKit
import Testing
import WorkTime

@Suite("Tracking", .serialized, .timeLimit(.minutes(5)))
struct TrackTests {
    /// When time alone has done all that it will do to the simulated lives, the same for every tracker.
    private static let end = "2027-01-01T12:00:00+08:00"

    /// A town whose reports were handed out and worked on, and nobody has tracked it.
    private final class Year {
        let town: Town
        let directory: URL

        init(reports: Int, seed: Int) async throws {
            // One partition and one channel: tasks come in the order of their times, as a broker would stamp them.
            town = try await Town(partitions: 1)
            directory = FileManager.default.temporaryDirectory.appending(path: "qiaomen-\(UUID().uuidString)")
            let made = try await Program.run(
                [
                    "simulate", "--reports", "\(reports)", "--days", "60", "--seed", "\(seed)", "--channel", "hotline",
                    directory.path(),
                ])
            #expect(made.status == 0, "\(made.errors)")
            for (channel, file) in try files("reports.") {
                try await succeed("publish", "--channel", channel, "--timestamps", "message", file)
            }
            // Several lanes would write tasks of one batch one lane after the other, and this broker stamps no time.
            try await succeed("ingest", "--drain", "--lanes", "1")
            for (department, file) in try files("progress.") {
                try await succeed(
                    "progress", "--department", department, "--as-is", "--timestamps", "message", "--from", file)
            }
        }

        deinit { try? FileManager.default.removeItem(at: directory) }

        /// Files of the folder by what follows `prefix` in their names.
        private func files(_ prefix: String) throws -> [(String, String)] {
            try FileManager.default.contentsOfDirectory(atPath: directory.path()).sorted()
                .filter { $0.hasPrefix(prefix) && $0.hasSuffix(".jsonl") }
                .map { (String($0.dropFirst(prefix.count).dropLast(6)), directory.appending(path: $0).path()) }
        }

        private func succeed(_ arguments: String...) async throws {
            let outcome = try await Program(arguments + ["--broker", town.address]).ended()
            #expect(outcome.status == 0, "\(arguments): \(outcome.errors.suffix(500))")
        }

        func store(_ name: String) -> String { "sqlite:" + directory.appending(path: name).path() }

        /// Tracks to the end.
        func drain(_ name: String) async throws -> Program.Outcome {
            try await town.run("track", "--drain", "--as-of", TrackTests.end, "--store", store(name))
        }

        /// What a store says of every case, and what was told.
        func contents(_ name: String, told rungs: Set<String>) throws -> Contents {
            let calendars: Calendars = [try ShippedCalendar.split.calendar, try ShippedCalendar.always.calendar]
            let store = try Store(readingOnly: directory.appending(path: name).path(), calendars: calendars)
            defer { try? store.close() }
            var contents = Contents()
            try store.eachCase { cases in
                for known in cases {
                    contents.cases[known.number] = String(decoding: known.json(utcOffset: 28_800), as: UTF8.self)
                }
                return true
            }
            contents.told = try store.told(rungs)
            return contents
        }

        /// The ids of all rungs that anybody was told.
        func rungs() async throws -> Set<String> {
            struct Escalation: Decodable { let id: String }
            let records = try await TestBroker.contents(of: ["escalations"], on: town.configuration)
            return Set(try records.map { try JSONDecoder().decode(Escalation.self, from: Data($0.value ?? [])).id })
        }
    }

    private struct Contents: Equatable {
        var cases: [CaseNumber: String] = [:]
        var told: Set<String> = []
    }

    @Test("killed again and again, a tracker ends with the store of one that was left alone")
    func killedAgainAndAgain() async throws {
        let year = try await Year(reports: 1_500, seed: 7)
        let undisturbed = try await year.drain("left-alone.db")
        #expect(undisturbed.status == 0, "\(undisturbed.errors)")
        var random = SeededGenerator(seed: 7)
        for _ in 0..<8 {
            let tracker = try year.town.start(
                "track", "--drain", "--as-of", Self.end, "--store", year.store("killed.db"))
            try await Task.sleep(for: .milliseconds(Int.random(in: 50...700, using: &random)))
            tracker.send(SIGKILL)
            _ = try await tracker.ended()
        }
        let last = try await year.drain("killed.db")
        #expect(last.status == 0, "\(last.errors)")
        // Had another rung been told, it would be here too.
        let rungs = try await year.rungs()
        let (expected, found) = (
            try year.contents("left-alone.db", told: rungs), try year.contents("killed.db", told: rungs)
        )
        #expect(expected.cases.count > 1_000)
        let different = expected.cases.filter { found.cases[$0.key] != $0.value }
        #expect(different.isEmpty && found.cases.count == expected.cases.count, "\(different.count) cases differ")
        let (lacking, missing) = (rungs.subtracting(expected.told).count, rungs.subtracting(found.told).count)
        #expect(rungs.count > 100 && lacking == 0 && missing == 0, "of \(rungs.count): \(lacking), \(missing)")
        let verified = try await Program.run(
            ["cases", "--verify"], environment: ["QIAOMEN_STORE": year.store("killed.db")])
        #expect(verified.status == 0, "\(verified.output)")
    }

    @Test("a store made anew from Kafka is the old one, damaged or lost; not while a tracker has it")
    func rebuild() async throws {
        let year = try await Year(reports: 200, seed: 5)
        #expect(try await year.drain("tracked.db").status == 0)
        let rungs = try await year.rungs()
        let expected = try year.contents("tracked.db", told: rungs)
        #expect(expected.cases.count > 150 && expected.told == rungs && rungs.count > 20)
        let file = year.directory.appending(path: "tracked.db")
        for isLost in [false, true] {
            if isLost {
                try FileManager.default.removeItem(at: file)
            } else {
                try Data("not a database".utf8).write(to: file)
            }
            let rebuilt = try await year.town.run("rebuild", "--store", year.store("tracked.db"))
            #expect(rebuilt.status == 0, "\(rebuilt.errors.split(separator: "\n").last ?? "")")
            let found = try year.contents("tracked.db", told: rungs)
            #expect(found.cases == expected.cases && found.told == expected.told)
            #expect(FileManager.default.fileExists(atPath: file.path() + ".old") != isLost)
            try? FileManager.default.removeItem(atPath: file.path() + ".old")
        }
        // It goes on from where the old one was: nothing is applied again, and nobody told.
        let next = try await year.drain("tracked.db")
        #expect(next.status == 0 && (next.json as? [String: Any])?["messages"] as? Int == 0, "\(next.output)")
        #expect(try await year.rungs() == rungs)

        let tracker = try year.town.start("track", "--store", year.store("tracked.db"))
        try await eventually("the tracker has the store", within: 30) { tracker.errors.contains("tracking into") }
        let refused = try await year.town.run("rebuild", "--store", year.store("tracked.db"))
        #expect(refused.status == 1 && refused.errors.contains("stop it first"), "\(refused.errors)")
        tracker.send(SIGTERM)
        #expect(try await tracker.ended().status == 0)
    }

    @Test("a second tracker stands by, and goes on when the first is killed")
    func standby() async throws {
        let year = try await Year(reports: 20, seed: 3)
        let first = try year.town.start("track", "--store", year.store("shared.db"))
        try await eventually("the first has the store", within: 30) { first.errors.contains("tracking into") }
        let second = try year.town.start("track", "--store", year.store("shared.db"))
        try await eventually("the second stands by", within: 30) { second.errors.contains("standing by") }
        first.send(SIGKILL)
        try await eventually("the second goes on", within: 30) { second.errors.contains("tracking into") }
        second.send(SIGTERM)
        #expect(try await second.ended().status == 0)
    }

    @Test("run hands out and tracks in one process, and ends cleanly")
    func allRoles() async throws {
        let town = try await Town(partitions: 1)
        let directory = FileManager.default.temporaryDirectory.appending(path: "qiaomen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let store = "sqlite:" + directory.appending(path: "run.db").path()
        try await town.publish(Town.messages(20, seed: 5))
        let run = try town.start("run", "--listen", "127.0.0.1:0", "--store", store)
        try await eventually("all cases", within: 60) {
            let cases = try await Program.run(["cases", "--format", "json", "--limit", "100", "--store", store])
            return cases.lines.count == 20
        }
        run.send(SIGTERM)
        let ended = try await run.ended()
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(ended.errors.contains("20 cases"))
    }
}
