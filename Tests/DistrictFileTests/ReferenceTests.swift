import DistrictFile
import Testing

@Suite("A file whose parts do not fit together", .timeLimit(.minutes(1)))
struct ReferenceTests {
    @Test(
        "A reference to nothing is refused, and the nearest id proposed",
        arguments: [
            (
                "department: housing", "department: houseing",
                "f:39:17: rules[0].department: expected one of housing, desk, found `houseing`; did you mean `housing`?"
            ),
            (
                "supporting: [desk]", "supporting: [parks]",
                "f:40:18: rules[0].supporting[0]: expected one of housing, desk, found `parks`"
            ),
            (
                "areas: [sewage]", "areas: [sewerage]",
                "f:37:13: rules[0].areas[0]: expected one of sewage, other, found `sewerage`; did you mean `sewage`?"
            ),
            (
                "street: shipu", "street: ship",
                "f:22:13: communities[0].street: expected one of shipu, found `ship`; did you mean `shipu`?"
            ),
            (
                "sponsor: housing", "sponsor: x",
                "f:28:35: communities[0].pilot.sponsor: expected one of housing, desk, found `x`"
            ),
            (
                "setting: rural\n    d", "communities: [baiwa]\n    d",
                "f:38:19: rules[0].communities[0]: expected one of baiwan, shiying, found `baiwa`; did you mean `baiwan`?"
            ),
            (
                "setting: rural\n    d", "channels: [door]\n    d",
                "f:38:16: rules[0].channels[0]: expected one of hotline, found `door`"
            ),
        ])
    func references(line: String, other: String, problem: String) {
        #expect(problems(replacing: line, with: other) == [problem])
    }

    @Test("An id that stands twice is refused with the line of the first")
    func duplicateIDs() {
        #expect(
            problems(replacing: "id: shiying", with: "id: baiwan") == [
                "f:29:9: communities[1].id: expected each community once, found `baiwan` again; the first is in line 20"
            ])
    }

    @Test(
        "A name that two places share is refused with both lines, whatever its case and width",
        arguments: ["白湾社区", "白湾", "汉江梦小区", "柿铺街道", "BAIWAN", "Ｂａｉｗａｎ"])
    func ambiguousNames(name: String) {
        let found = problems(replacing: "name: 施营社区", with: "name: \(name)")
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix(
                "f:30:11: communities[1].name: expected a name that no other place has: `\(name)` is ") == true)
        #expect(found.first?.contains("(line ") == true)
    }

    @Test("A compound in two communities is refused until the names differ")
    func compounds() {
        let again = "population: 9800\n    compounds: [汉江梦小区]"
        #expect(problems(replacing: "population: 9800", with: again).first?.contains("(line 25)") == true)
        #expect(problems(replacing: "population: 9800", with: again.replacing("汉", with: "施营汉")) == [])
        let traditional = again.replacing("汉江梦小区", with: "漢江夢小區")
        #expect(problems(replacing: "population: 9800", with: traditional).first?.contains("(line 25)") == true)
    }

    @Test("A word twice in a list, or both a word and an exception, is refused")
    func words() {
        #expect(
            problems(replacing: "[污水, 下水道]", with: "[污水, 污水]") == [
                "f:10:17: areas[0].words[1]: expected each once, found `污水` again; the first is in line 10"
            ])
        #expect(
            problems(replacing: "[污水, 下水道]", with: "[污水, 汙水]") == [
                "f:10:17: areas[0].words[1]: expected each once, found `汙水` again; the first is in line 10"
            ], "traditional for simplified makes no other word")
        #expect(problems(replacing: "[工业污水]", with: "[污水]").first?.contains("a word in line 10") == true)
        #expect(problems(replacing: "[漏电保护]", with: "[漏电]").first?.contains("a word in line 44") == true)
    }

    @Test("`other` is there and has no words; every other area has")
    func areas() {
        #expect(
            problems(replacing: "name: 其他", with: "name: 其他\n    words: [其他]").first?.contains("expected no words")
                == true)
        #expect(
            problems(replacing: "    words: [污水, 下水道]\n", with: "").first?.contains("areas[0].words: expected words")
                == true)
        #expect(problems(replacing: "id: other", with: "id: rest").contains { $0.contains("expected an area `other`") })
    }

    @Test("There is exactly one desk")
    func desk() {
        #expect(
            problems(replacing: "kind: bureau", with: "kind: desk") == [
                "f:1:1: departments: expected exactly one department of kind `desk`, found housing, desk"
            ])
        #expect(problems(replacing: "kind: desk", with: "kind: street").first?.hasSuffix("found none") == true)
    }

    @Test("Danger words do not ask for what is lowest")
    func normalDanger() {
        #expect(problems(replacing: "emergency", with: "normal").first?.contains("only raise the urgency") == true)
    }

    @Test("A department does not support itself")
    func supportsItself() {
        #expect(
            problems(replacing: "supporting: [desk]", with: "supporting: [housing]").first?.contains("which leads")
                == true)
    }
}
