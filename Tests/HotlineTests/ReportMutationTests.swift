import Foundation
import Hotline
import TestKit
import Testing
import WorkTime

@Suite("Mangled reports, beside Foundation's verdict", .timeLimit(.minutes(2)))
struct ReportMutationTests {
    /// What we refuse although it is JSON; every such rule stands in the contract.
    private static let stricter = [
        "each member once", "at most 64 values inside one another", "a number that a double can hold",
        "the field is missing", "a string of", "an RFC 3339 time", "one of ", "true or false", "an object",
        "a number from", "a whole number from", "a case number", "a list of", "a JSON object",
    ]

    @Test("we refuse whatever Foundation refuses, and where we refuse more it is by a rule of ours; texts are the same")
    func verdicts() throws {
        var random = SeededGenerator(seed: 1_123)
        var accepted = 0
        var both = 0
        for round in 0..<40_000 {
            let bytes = mutate(round % 4 == 0 ? Reports.minimal : Reports.whole, &random)
            let foundation = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            switch Result(catching: { () throws(ReportError) in try Reports.read(bytes) }) {
            case .success(let report):
                accepted += 1
                let object = try #require(foundation, "Foundation refuses \(String(decoding: bytes, as: UTF8.self))")
                #expect(report.string(.id) == object["id"] as? String)
                #expect(report.string(.text) == object["text"] as? String)
                #expect(report.string(.title) ?? "" == object["title"] as? String ?? "")
                #expect(report.location?.latitude == (object["location"] as? [String: Any])?["lat"] as? Double)
            case .failure(let error):
                guard foundation != nil else {
                    both += 1
                    continue
                }
                #expect(
                    Self.stricter.contains { error.expected.hasPrefix($0) || error.expected.hasSuffix($0) },
                    "\(error) in \(String(decoding: bytes, as: UTF8.self))")
            }
        }
        // Both verdicts were given often enough for the comparison to mean something.
        #expect(accepted > 2_000)
        #expect(both > 10_000)
    }

    @Test(
        "numbers that are JSON but odd are taken like Foundation takes them",
        arguments: [
            "-0", "-0.0", "0e5", "0E-0", "1e-400", "1e308", "123456789012345678901234567890", "0.1e+2", "-1E2",
            "1" + String(repeating: "0", count: 308), "0." + String(repeating: "0", count: 2_000) + "1",
        ])
    func oddNumbers(number: String) throws {
        let json = Reports.with("\"x\":\(number)")
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.utf8)) }
        #expect(Reports.complaint(json) == nil)
    }

    /// `json` with one to three random changes: bytes replaced, removed, inserted, pieces moved or doubled, cut off.
    private func mutate(_ json: String, _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(json.utf8)
        let marks =
            Array("\"\\{}[],:0123456789-+.eEunltrfd \t\n\u{1}\u{7F}".utf8) + [0x80, 0xBF, 0xC0, 0xE0, 0xED, 0xF4, 0xFF]
        for _ in 0...Int.random(in: 0...2, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let piece = place..<min(bytes.count, place + Int.random(in: 1...12, using: &random))
            switch Int.random(in: 0..<12, using: &random) {
            case 0...2: bytes[place] = marks.randomElement(using: &random) ?? 0
            case 3...4: bytes.remove(at: place)
            case 5...6: bytes.insert(marks.randomElement(using: &random) ?? 0, at: place)
            case 7: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 8: bytes.insert(contentsOf: bytes[piece], at: Int.random(in: 0...bytes.count, using: &random))
            case 9: bytes.removeSubrange(piece)
            case 10: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
            default: bytes.removeSubrange(max(place, bytes.count - 3)...)
            }
            if bytes.isEmpty { bytes = [0x20] }
        }
        return bytes
    }
}
