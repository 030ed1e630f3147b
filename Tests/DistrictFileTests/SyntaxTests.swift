import DistrictFile
import Testing

@Suite("A file that is no sound YAML", .timeLimit(.minutes(1)))
struct SyntaxTests {
    @Test("An empty file, or one of comments, is refused", arguments: ["", "\n\n", "# nothing\n", "---\n...\n"])
    func empty(text: String) {
        #expect(problems(text).count == 1)
        #expect(problems(text).first?.contains(", found ") == true)
    }

    @Test("Bytes that are not UTF-8 are refused with their line")
    func encoding() {
        let bytes = Array("id: x\nname: ".utf8) + [0xFF, 0xFE] + Array("\n".utf8)
        #expect(problems(bytes: bytes) == ["f:2:1: expected UTF-8, found bytes in this line that are not"])
    }

    @Test("A file over 4 MiB is refused")
    func size() {
        let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: (4 << 20) + 1)
        #expect(problems(bytes: bytes) == ["f:1:1: expected at most 4 MiB, found 4194305 bytes"])
    }

    @Test("A second document is refused with its line")
    func documents() {
        #expect(
            problems("id: x\n---\nid: y\n") == [
                "f:2:1: expected a single document in the stream, but found another document"
            ])
    }

    @Test("A syntax error has its line")
    func syntax() {
        #expect(problems("id: x\nname: [a, b\nversion: 1\n").first?.hasPrefix("f:3:") == true)
        #expect(problems("id: x\n\tname: y\n").first?.hasPrefix("f:2:1: expected YAML: ") == true)
        #expect(problems("id: 'x\n").first?.contains("begins in line 1") == true)
        #expect(problems("id: a\u{1}b\nname: x\n").first?.hasPrefix("f:1:1: expected YAML: control characters") == true)
    }

    @Test("A key that stands twice is refused with the line of the second")
    func duplicateKeys() {
        #expect(
            problems(replacing: "retention: 30", with: "threshold: 0.6") == [
                "f:6:1: expected each key once, found `threshold` twice; the first is in line 5"
            ])
        #expect(problems("a: { b: 1,\n  b: 2 }\n").first?.contains("found `b` twice") == true)
    }

    @Test("Anchors, aliases, merge keys and tags are refused, each with its line")
    func anchors() {
        #expect(
            problems("a: &x 1\nb: *x\nc: !!int 2\n") == [
                "f:1:4: expected no anchors, aliases or merge keys, found `&x`; write the value out",
                "f:1:4: expected no anchors, aliases or merge keys, found `&x`; write the value out",
                "f:3:4: expected no tags, found `tag:yaml.org,2002:int`",
            ])
        #expect(problems("a: *nowhere\n").first?.hasPrefix("f:1:4: ") == true)
    }

    @Test("Aliases of aliases cost no time")
    func laughs() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            let row = Array(repeating: "*a\(level - 1)", count: 8).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(row)]\n"
        }
        #expect(problems(text).count == 31)
    }

    @Test("Deep nesting is refused, not a crash", arguments: [100, 999, 100_000])
    func depth(levels: Int) {
        let brackets = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        #expect(!problems("id: " + brackets + "\n").isEmpty)
        #expect(!problems(String(repeating: "- ", count: levels) + "x\n").isEmpty)
        #expect(!problems(String(repeating: "{a: ", count: levels) + "\n").isEmpty)
    }

    @Test("What is not a mapping is no district", arguments: ["- a\n", "text\n", "~\n"])
    func root(text: String) {
        #expect(problems(text).first?.contains("expected a mapping") == true)
    }
}
