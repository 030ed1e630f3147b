import Classification
import Foundation
import Hotline

/// A file of labelled reports: JSON lines with `area` and `text`, if there is one `title`, and `sure: false` where a careful
/// reader could decide otherwise.
struct LabelledFile {
    let name: String
    let reports: [LabelledReport]
    /// Lines that could not be read, each with its number and what was expected.
    let mistakes: [String]

    private struct Line: Decodable {
        var title: String?
        var text: String
        var area: String
        var sure: Bool?
    }

    /// - Parameters:
    ///   - path: a file; `-` is standard input.
    ///   - areas: the ids of the district's areas.
    ///   - weight: how much each report counts in training.
    ///   - set: see ``LabelledReport/set``.
    init(path: String, areas: [String], weight: Double, set: Int) throws {
        var reports: [LabelledReport] = []
        var mistakes: [String] = []
        let decoder = JSONDecoder()
        func take(_ number: Int, _ line: RawSpan?) {
            do {
                guard let line else { throw LabelledLineError("longer than \(LineSplitter.limit) bytes") }
                let data = line.withUnsafeBytes { Data($0) }
                let read = try decoder.decode(Line.self, from: data)
                guard areas.contains(read.area) else {
                    throw LabelledLineError(
                        "area: expected one of \(areas.joined(separator: ", ")), found \"\(read.area)\"")
                }
                reports.append(
                    LabelledReport(
                        title: read.title.flatMap { $0.isEmpty ? nil : $0 }, text: read.text, area: read.area,
                        isSure: read.sure ?? true, weight: weight, set: set))
            } catch {
                mistakes.append("\(path): line \(number): \(Self.reason(error))")
            }
        }
        let input = try InputSource(path: path)
        var lines = LineSplitter()
        try input.forEachChunk(until: StopRequest()) { chunk in
            if let chunk { lines.feed(chunk) { take($0, $1) } }
        }
        lines.finish { take($0, $1) }
        name = path == "-" ? input.name : URL(fileURLWithPath: path).lastPathComponent
        self.reports = reports
        self.mistakes = mistakes
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case let error as LabelledLineError: error.reason
        case DecodingError.keyNotFound(let key, _): "\(key.stringValue): expected a string; the field is missing"
        case DecodingError.typeMismatch(let type, let context), DecodingError.valueNotFound(let type, let context):
            reason(type, at: context.codingPath)
        default: object
        }
    }

    private static func reason(_ type: any Any.Type, at path: [any CodingKey]) -> String {
        guard let field = path.first else { return object }
        return "\(field.stringValue): expected \(type == Bool.self ? "true or false" : "a string")"
    }

    private static let object = "expected a JSON object with text and area"
}

private struct LabelledLineError: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

extension LabelledFile {
    /// The files that a list of paths means: a directory stands for all its files whose names end in `.jsonl`.
    static func paths(_ given: [String]) throws(CommandFailure) -> [String] {
        var paths: [String] = []
        for path in given {
            var isDirectory: ObjCBool = false
            guard path == "-" || FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
                throw CommandFailure("\(path): there is no such file")
            }
            guard isDirectory.boolValue else {
                paths.append(path)
                continue
            }
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: path)
            } catch {
                throw CommandFailure("\(path): cannot be read: \(error.localizedDescription)")
            }
            let found = names.filter { $0.hasSuffix(".jsonl") }.sorted()
            guard !found.isEmpty else { throw CommandFailure("\(path): holds no file that ends in .jsonl") }
            paths += found.map { path + "/" + $0 }
        }
        return paths
    }

    /// Reads files, and ends the command if a line in them cannot be used: a model must not silently lack some.
    ///
    /// - Parameter set: of the file at an index, see ``LabelledReport/set``.
    static func read(
        _ paths: [String], areas: [String], weight: Double = 1, set: (Int) -> Int = { _ in 0 }
    ) throws -> [LabelledFile] {
        let files = try paths.enumerated().map { index, path in
            try LabelledFile(path: path, areas: areas, weight: weight, set: set(index))
        }
        let mistakes = files.flatMap(\.mistakes)
        guard mistakes.isEmpty else {
            for mistake in mistakes.prefix(20) { tell(mistake) }
            if mistakes.count > 20 { tell("and \(mistakes.count - 20) more lines") }
            throw CommandFailure(said: .failed)
        }
        return files
    }
}
