import Dispatch
import Foundation
import Testing

/// Whole lives through separate processes, judged by somebody else's code.
@Suite("Lives from a report to its closing", .serialized, .timeLimit(.minutes(5)))
struct LivesTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A folder of its own for each test.
    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lives-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func files(in folder: URL, _ prefix: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasPrefix(prefix) }.sorted { $0.path < $1.path }
    }

    /// The part of a file's name between the dots.
    private func middle(_ file: URL) -> String { String(file.lastPathComponent.split(separator: ".")[1]) }

    @Test("what was made up is the same again, and every report opens a case")
    func simulate() async throws {
        try await withFolder { folder in
            var texts: [[Data]] = []
            for name in ["a", "b"] {
                let folder = folder.appending(path: name)
                let outcome = try await Program.run(["simulate", "--reports", "300", "--days", "20", folder.path])
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect((outcome.json as? [String: Any])?["cases"] as? Int == 300)
                texts.append(
                    try (files(in: folder, "reports.") + files(in: folder, "progress.")).map {
                        try Data(contentsOf: $0)
                    })
            }
            #expect(texts[0] == texts[1])
            #expect(texts[0].count == 9 + 4)
        }
    }

    @Test(
        "what a tracker makes of lives is what other code computes from the same records",
        arguments: [1, 2] as [UInt64])
    func lives(seed: UInt64) async throws {
        try await withFolder { folder in
            let outcomes = try await compare(in: folder, reports: 1_200, days: 60, seed: seed) {}
            #expect(
                outcomes["applied"] ?? 0 > 10_000 && outcomes["refused"] ?? 0 > 100 && outcomes["repeated"] ?? 0 > 50)
        }
    }

    @Test("and what it makes of events that nobody in his right mind would send", arguments: [1, 2] as [UInt64])
    func monkeys(seed: UInt64) async throws {
        try await withFolder { folder in
            let outcomes = try await compare(in: folder, reports: 250, days: 40, seed: seed) {
                let outcome = try await python("monkey", ["\(seed)", folder.path])
                #expect(outcome.status == 0, "\(outcome.output)")
            }
            #expect(outcomes["applied"] ?? 0 > 1_000 && outcomes["refused"] ?? 0 > 3_000)
        }
    }

    /// Lets reports of one channel be ingested, all that was done with their cases be tracked, and both computations be
    /// compared.
    ///
    /// - Parameter writing: may put other events in the place of those of whole lives, once the tasks are there.
    private func compare(
        in folder: URL, reports count: Int, days: Int, seed: UInt64, writing: () async throws -> Void
    ) async throws -> [String: Int] {
        // One partition and one channel: then tasks lie in the order of time, as they do where the broker sets it.
        let town = try await Town(partitions: 1)
        let made = try await Program.run([
            "simulate", "--seed", "\(seed)", "--channel", "hotline", "--reports", "\(count)", "--days", "\(days)",
            folder.path,
        ])
        #expect(made.status == 0, "\(made.errors)")
        let reports = folder.appending(path: "reports.hotline.jsonl").path
        #expect(try await town.run("publish", "--channel", "hotline", "--timestamps", "message", reports).status == 0)
        #expect(try await town.run("ingest", "--drain", "--lanes", "1").status == 0)
        let departments = try files(in: folder, "progress.").map(middle)
        for department in departments {
            let tasks = try await town.run("tasks", "--department", department, "--format", "json")
            try Data(tasks.output.utf8).write(to: folder.appending(path: "tasks.\(department).jsonl"))
        }
        try await writing()
        for department in departments {
            let sent = try await town.run(
                "progress", "--department", department, "--as-is", "--timestamps", "message", "--from",
                folder.appending(path: "progress.\(department).jsonl").path)
            #expect(sent.status == 0, "\(sent.errors)")
        }
        let store = folder.appending(path: "cases.db").path
        let tracked = try await town.run("track", "--drain", "--as-of", Self.now, "--store", "sqlite:\(store)")
        #expect(tracked.status == 0, "\(tracked.errors)")
        let summary = try #require(tracked.json as? [String: Any])
        let outcomes = try #require(summary["outcomes"] as? [String: Int])
        let verified = try await Program.run(["cases", "--verify", "--store", "sqlite:\(store)"])
        #expect(verified.status == 0, "\(verified.output)")

        let tasks = try files(in: folder, "tasks.").map(\.path)
        let progress = try files(in: folder, "progress.").map(\.path)
        let outcome = try await python(
            "check", ["--store", store, "--now", Self.now, "--tasks"] + tasks + ["--progress"] + progress)
        #expect(outcome.status == 0, "\(outcome.output)")
        let counts = try #require(outcome.counts)
        #expect(counts["cases"] == count && counts["differing"] == 0)
        #expect(outcomes["opened"] == count)
        for outcome in ["applied", "refused", "repeated"] { #expect(counts[outcome] == outcomes[outcome]) }
        return outcomes
    }

    @Test("the demonstration's clocks are as its histories say")
    func demonstration() async throws {
        try await withFolder { folder in
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let store = folder.appending(path: "demo.db").path
            let ended = try await Program.run([
                "demo", "--for", "15", "--rate", "40", "--speed", "20000", "--keep", store,
            ])
            #expect(ended.status == 0, "\(ended.errors)")
            let verified = try await Program.run(["cases", "--verify", "--store", "sqlite:\(store)"])
            #expect(verified.status == 0, "\(verified.output)")
            let closed = try await Program.run(
                ["cases", "--store", "sqlite:\(store)", "--state", "closed", "--limit", "1", "--format", "json"])
            #expect(closed.lines.count == 1, "some came to their end")
        }
    }

    // MARK: - Others

    /// After the end of all that is done.
    private static let now = "2027-12-01T00:00:00Z"

    /// Runs a program of deploy/lives.
    private func python(_ name: String, _ arguments: [String]) async throws -> (
        status: Int32, output: String, counts: [String: Int]?
    ) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", Self.root.appending(path: "deploy/lives/\(name)").path] + arguments
        process.standardOutput = pipe
        process.environment = [
            "PYTHONDONTWRITEBYTECODE": "1", "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
        ]
        try process.run()
        let data = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: pipe.fileHandleForReading.readDataToEndOfFile())
            }
        }
        process.waitUntilExit()
        let output = String(decoding: data, as: UTF8.self)
        let counts = output.split(separator: "\n").last.flatMap {
            try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Int]
        }
        return (process.terminationStatus, output, counts)
    }
}
