import Dispatch
import Foundation
import Testing

/// A JSON text and whether one of `deploy/schemas` should find it valid.
struct SchemaSample: Sendable {
    let schema: String
    let json: String
    let isValid: Bool

    /// Reads lines of schema, verdict and JSON, and prints those where the schema says something else.
    private static let script = """
        import json, pathlib, sys, warnings
        warnings.simplefilter("ignore")
        import jsonschema
        schemas = {p.stem: json.loads(p.read_text("utf-8")) for p in pathlib.Path(sys.argv[1]).glob("*.json")}
        schemas = {name: s for name, s in schemas.items() if "$id" in s}  # not the API's description
        store = {s["$id"]: s for s in schemas.values()}
        for schema in schemas.values():
            jsonschema.Draft202012Validator.check_schema(schema)
        for line in sys.stdin.buffer:
            name, verdict, sample = line.decode().split("\\t", 2)
            resolver = jsonschema.RefResolver.from_schema(schemas[name], store=store)
            validator = jsonschema.Draft202012Validator(schemas[name], resolver=resolver)
            errors = [e.message[:200] for e in validator.iter_errors(json.loads(sample))]
            if (not errors) != (verdict == "valid"):
                print(name, "should be", verdict + ":", sample.strip()[:300], errors)
        """

    /// Compares all samples with their schemas' verdicts.
    static func check(_ samples: [SchemaSample], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let lines = samples.map { sample in
            let json = sample.json.split(whereSeparator: \.isNewline).joined(separator: " ")
            return "\(sample.schema)\t\(sample.isValid ? "valid" : "invalid")\t\(json)\n"
        }
        let schemas = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../deploy/schemas")
        let python = try #require(
            await python(), "python3 with jsonschema is missing: apt-get install python3-jsonschema",
            sourceLocation: sourceLocation)
        let (status, output) = try await run(
            python, ["-c", script, schemas.standardizedFileURL.path()], input: lines.joined())
        #expect(status == 0 && output.isEmpty, "\(output)", sourceLocation: sourceLocation)
    }

    /// A Python that has jsonschema: Debian's own, or else the first on the path.
    private static func python() async -> String? {
        let found = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":").map {
            "\($0)/python3"
        }
        for path in ["/usr/bin/python3"] + found where FileManager.default.isExecutableFile(atPath: path) {
            let imports = "from jsonschema import Draft202012Validator, RefResolver"
            if let (status, _) = try? await run(path, ["-W", "ignore", "-c", imports], input: ""), status == 0 {
                return path
            }
        }
        return nil
    }

    /// Runs a program to its end, on a queue of Dispatch because that blocks.
    private static func run(
        _ path: String, _ arguments: [String], input: String
    ) async throws -> (status: Int32, output: String) {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        // A file, not a pipe: writing to a process that has died would be a fatal signal.
                        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
                        try Data(input.utf8).write(to: file)
                        defer { try? FileManager.default.removeItem(at: file) }
                        let process = Process()
                        let standardOutput = Pipe()
                        process.executableURL = URL(filePath: path)
                        process.arguments = arguments
                        process.standardInput = try FileHandle(forReadingFrom: file)
                        process.standardOutput = standardOutput
                        process.standardError = standardOutput
                        try process.run()
                        let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
                        process.waitUntilExit()
                        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
                    })
            }
        }
    }
}
