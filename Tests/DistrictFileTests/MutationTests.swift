import DistrictFile
import TestKit
import Testing

@Suite("Broken copies of the shipped file", .timeLimit(.minutes(2)))
struct MutationTests {
    @Test("They read, or give errors with lines inside the file", arguments: [UInt64(1), 2, 3, 4])
    func mutations(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            var lines = shippedText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 0..<lines.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: lines.remove(at: index)
                case 1: lines.insert(lines[index], at: index)
                case 2: lines.swapAt(index, Int.random(in: 0..<lines.count, using: &random))
                default: lines[index] = String(lines[index].prefix(Int.random(in: 0...20, using: &random)))
                }
            }
            var bytes = Array(lines.joined(separator: "\n").utf8)
            if Bool.random(using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let lineCount = bytes.count { $0 == UInt8(ascii: "\n") } + 1
            do throws(DistrictErrors) {
                _ = try readDistrict(yaml: bytes, name: "f")
            } catch {
                #expect(!error.errors.isEmpty)
                #expect(error.errors.allSatisfy { (1...lineCount).contains($0.line) && $0.column >= 1 })
                #expect(error.errors.map(\.line) == error.errors.map(\.line).sorted())
            }
        }
    }
}
