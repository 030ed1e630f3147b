import Dispatch
import Foundation
import Synchronization

/// The built `qiaomen`, run as a process of its own, as its users run it.
final class Program: Sendable {
    /// How a process ended and what it wrote.
    struct Ending: Sendable {
        var status: Int32
        var wasKilled: Bool
        var output: String
        var errors: String
    }

    /// Shared with the handlers that outlive the call which made them.
    private final class Collected: Sendable {
        let state = Mutex(State())
    }

    private struct State {
        var output = Data()
        var errors = Data()
        var ending: (status: Int32, wasKilled: Bool)?
    }

    private let process: Process
    private let collected = Collected()

    /// Where the build has put the program: beside the tests.
    static let path: String = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
        let own = bundle ?? (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: own).deletingLastPathComponent().appending(path: "qiaomen").path
    }()

    /// Starts the program; `input` is its whole standard input.
    init(_ arguments: [String], input: Data = Data(), environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }.merging(environment) { $1 }
        self.process = process
        let (output, errors, standardInput) = (Pipe(), Pipe(), Pipe())
        (process.standardOutput, process.standardError, process.standardInput) = (output, errors, standardInput)
        collect(output) { $0.output.append($1) }
        collect(errors) { $0.errors.append($1) }
        process.terminationHandler = { [collected] process in
            collected.state.withLock { $0.ending = (process.terminationStatus, process.terminationReason == .uncaughtSignal) }
        }
        try process.run()
        DispatchQueue.global().async {
            try? standardInput.fileHandleForWriting.write(contentsOf: input)
            try? standardInput.fileHandleForWriting.close()
        }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Runs to the end.
    static func run(
        _ arguments: [String], input: Data = Data(), environment: [String: String] = [:], within seconds: Double = 60
    ) async throws -> Ending {
        try await Program(arguments, input: input, environment: environment).end(within: seconds)
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    var output: String { collected.state.withLock { String(decoding: $0.output, as: UTF8.self) } }
    var errors: String { collected.state.withLock { String(decoding: $0.errors, as: UTF8.self) } }
    var isRunning: Bool { collected.state.withLock { $0.ending == nil } }

    func end(within seconds: Double = 60) async throws -> Ending {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(seconds)
        while isRunning, clock.now < deadline { try await Task.sleep(for: .milliseconds(20)) }
        // What the process wrote last may still be in the pipe.
        try await Task.sleep(for: .milliseconds(100))
        return try collected.state.withLock { state in
            guard let ending = state.ending else {
                throw StillRunning(output: String(decoding: state.errors.suffix(2_000), as: UTF8.self))
            }
            return Ending(
                status: ending.status, wasKilled: ending.wasKilled,
                output: String(decoding: state.output, as: UTF8.self),
                errors: String(decoding: state.errors, as: UTF8.self))
        }
    }

    struct StillRunning: Error { let output: String }

    private func collect(_ pipe: Pipe, into add: @escaping @Sendable (inout State, Data) -> Void) {
        pipe.fileHandleForReading.readabilityHandler = { [collected] handle in
            let data = handle.availableData
            guard !data.isEmpty else { return handle.readabilityHandler = nil }
            collected.state.withLock { add(&$0, data) }
        }
    }
}
