import Dispatch
import Foundation
import Synchronization

/// One run of the program as people run it: arguments, standard input, what it printed, its exit status.
final class Program: Sendable {
    /// What a run left behind.
    struct Outcome: Sendable {
        var status: Int32
        var output: String
        var errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    private let process: Mutex<Process>
    private let identifier: Int32
    private let directory: URL
    private let input: FileHandle?

    /// Runs it to its end.
    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) async throws -> Outcome {
        let program = try Program(arguments, input: input, environment: environment)
        return await program.ended()
    }

    /// Starts it.
    ///
    /// - Parameter input: what it reads from standard input; nil leaves that open, see `write`.
    init(_ arguments: [String], input: String?, environment: [String: String] = [:]) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "qiaomen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let own = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("QIAOMEN_") }
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.environment = own.merging(environment) { $1 }
        process.standardOutput = try Self.file(directory.appending(path: "output"))
        process.standardError = try Self.file(directory.appending(path: "errors"))
        if let input {
            let file = directory.appending(path: "input")
            try Data(input.utf8).write(to: file)
            process.standardInput = try FileHandle(forReadingFrom: file)
            self.input = nil
        } else {
            let pipe = Pipe()
            process.standardInput = pipe
            self.input = pipe.fileHandleForWriting
        }
        try process.run()
        identifier = process.processIdentifier
        self.process = Mutex(process)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// The program, built beside the tests.
    static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "qiaomen")

    /// What it has printed so far.
    var output: String { Self.text(directory.appending(path: "output")) }

    /// What it has said on standard error so far.
    var errors: String { Self.text(directory.appending(path: "errors")) }

    /// Gives it more to read.
    func write(_ text: String) throws { try input?.write(contentsOf: Data(text.utf8)) }

    func send(_ signal: Int32) { _ = kill(identifier, signal) }

    /// Waits for its end, on a thread of Dispatch's.
    func ended() async -> Outcome {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [self] in
                let status = process.withLock { process in
                    process.waitUntilExit()
                    return process.terminationStatus
                }
                continuation.resume(returning: Outcome(status: status, output: output, errors: errors))
            }
        }
    }

    private static func file(_ url: URL) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: url.path, contents: nil)
        return try FileHandle(forWritingTo: url)
    }

    private static func text(_ url: URL) -> String {
        (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
