import Foundation
import Testing
import Yams

/// `deploy/schemas/asyncapi.yaml`: every topic, and references that lead somewhere.
@Suite("The AsyncAPI document", .timeLimit(.minutes(1)))
struct AsyncAPITests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../deploy/schemas").standardizedFileURL

    private static func document() throws -> Any {
        let text = try String(contentsOf: folder.appending(path: "asyncapi.yaml"), encoding: .utf8)
        return try #require(try Yams.load(yaml: text))
    }

    /// All references inside a value.
    private static func references(in value: Any) -> [String] {
        if let list = value as? [Any] { return list.flatMap(references) }
        guard let members = value as? [String: Any] else { return [] }
        return members.flatMap { $0.key == "$ref" ? [$0.value as? String ?? "no text"] : references(in: $0.value) }
    }

    private static func value(at pointer: Substring, in document: Any) -> Any? {
        pointer.split(separator: "/").reduce(Optional(document)) { ($0 as? [String: Any])?[String($1)] }
    }

    /// What a reference leads to, from a file of the folder.
    private static func target(of reference: String, in document: Any) throws -> Any? {
        let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let pointer = parts.count > 1 ? parts[1] : ""
        guard let name = parts.first, !name.isEmpty else { return value(at: pointer, in: document) }
        let file = folder.appending(path: name.hasPrefix("./") ? String(name.dropFirst(2)) : String(name))
        guard let data = try? Data(contentsOf: file) else { return nil }
        return value(at: pointer, in: try JSONSerialization.jsonObject(with: data))
    }

    @Test("describes every topic that Qiaomen reads or writes")
    func topics() throws {
        let document = try #require(try Self.document() as? [String: Any])
        let channels = try #require(document["channels"] as? [String: [String: Any]])
        #expect(
            Set(channels.values.compactMap { $0["address"] as? String }) == [
                "reports.{channel}", "tasks.{department}", "progress.{department}", "cases", "results.{channel}",
                "escalations", "dead.reports", "dead.progress",
            ])
        let operations = try #require(document["operations"] as? [String: [String: Any]])
        let used = Set(operations.values.compactMap { ($0["channel"] as? [String: Any])?["$ref"] as? String })
        #expect(used == Set(channels.keys.map { "#/channels/\($0)" }))
    }

    @Test("its references lead somewhere, and so do those of all schemas")
    func references() throws {
        let document = try Self.document()
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            // The description of the HTTP API is a document of its own.
            $0.hasSuffix(".json") && $0 != "openapi.json"
        }
        let outer = Self.references(in: document)
        for reference in outer { #expect(try Self.target(of: reference, in: document) != nil, "\(reference)") }
        for name in names {
            let schema = try JSONSerialization.jsonObject(with: try Data(contentsOf: Self.folder.appending(path: name)))
            for reference in Self.references(in: schema) {
                #expect(try Self.target(of: reference, in: schema) != nil, "\(name): \(reference)")
            }
            #expect(outer.contains { $0.hasPrefix("./\(name)") }, "\(name) is not used")
        }
    }
}
