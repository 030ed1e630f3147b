import Dispatch
import Foundation
import Synchronization

/// One run of the program as people run it: arguments, standard input, what it printed, its exit status.
final class Program: Sendable {
    /// What a run left behind.
    struct Outcome: Sendable {
        /// The exit status, or the number of the signal that killed it.
        var status: Int32
        var wasKilled: Bool
        var output: String
        var errors: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    struct StillRunning: Error {
        let errors: String
    }

    /// How it ended, shared with the handler that is told.
    private final class Ending: Sendable {
        let value = Mutex<(status: Int32, wasKilled: Bool)?>(nil)
    }

    private let ending = Ending()
    private let identifier: Int32
    private let directory: URL
    private let input: FileHandle?

    /// Runs it to its end.
    static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], within seconds: Double = 90
    ) async throws -> Outcome {
        try await Program(arguments, input: Data(input.utf8), environment: environment).ended(within: seconds)
    }

    /// Starts it.
    ///
    /// - Parameter input: what it reads from standard input; nil leaves that open, see `write`.
    init(_ arguments: [String], input: Data? = Data(), environment: [String: String] = [:]) throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "qiaomen-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let own = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("QIAOMEN_") }
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        // The backtracer of a process that is killed on purpose would only cost time.
        process.environment = own.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(environment) { $1 }
        process.standardOutput = try Self.file(directory.appending(path: "output"))
        process.standardError = try Self.file(directory.appending(path: "errors"))
        if let input {
            let file = directory.appending(path: "input")
            try input.write(to: file)
            process.standardInput = try FileHandle(forReadingFrom: file)
            self.input = nil
        } else {
            let pipe = Pipe()
            process.standardInput = pipe
            self.input = pipe.fileHandleForWriting
        }
        process.terminationHandler = { [ending] process in
            ending.value.withLock {
                $0 = (process.terminationStatus, process.terminationReason == .uncaughtSignal)
            }
        }
        try process.run()
        identifier = process.processIdentifier
    }

    deinit {
        if isRunning { kill(identifier, SIGKILL) }
        try? FileManager.default.removeItem(at: directory)
    }

    /// The program, built beside the tests.
    static let executable = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "qiaomen")

    /// What it has printed so far.
    var output: String { Self.text(directory.appending(path: "output")) }

    /// What it has said on standard error so far.
    var errors: String { Self.text(directory.appending(path: "errors")) }

    var isRunning: Bool { ending.value.withLock { $0 == nil } }

    /// Gives it more to read.
    func write(_ text: String) throws { try input?.write(contentsOf: Data(text.utf8)) }

    func send(_ signal: Int32) { _ = kill(identifier, signal) }

    /// Waits for its end; fails loudly when it does not come.
    func ended(within seconds: Double = 90) async throws -> Outcome {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(seconds)
        while true {
            if let (status, wasKilled) = ending.value.withLock({ $0 }) {
                return Outcome(status: status, wasKilled: wasKilled, output: output, errors: errors)
            }
            guard clock.now < deadline else { throw StillRunning(errors: String(errors.suffix(2_000))) }
            try await Task.sleep(for: .milliseconds(20))
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
