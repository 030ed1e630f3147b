import DistrictFile
import Foundation
import Testing

@Suite("Rules that cannot match", .timeLimit(.minutes(1)))
struct RuleChecksTests {
    /// The problems of the sample with these rules.
    private func found(_ rules: String) -> [String] {
        guard let start = sample.range(of: "rules:\n"), let end = sample.range(of: "dangerWords:") else { return ["?"] }
        return problems(sample[..<start.upperBound] + rules + "\n" + sample[end.lowerBound...])
    }

    private static let last = "  - { areas: [other], department: desk }"

    @Test(
        "A rule is refused if an earlier one takes all that it asks for",
        arguments: [
            ("department: desk", "areas: [other], department: housing"),
            ("areas: [sewage], department: desk", "areas: [sewage], department: housing"),
            ("areas: [sewage], department: desk", "areas: [sewage], kinds: [wish], department: housing"),
            (
                "areas: [sewage, other], kinds: [help, wish], department: desk",
                "areas: [sewage], kinds: [wish], department: desk"
            ),
            ("setting: rural, department: desk", "communities: [baiwan], department: housing"),
            ("streets: [shipu], department: desk", "communities: [baiwan, shiying], department: housing"),
            ("streets: [shipu], department: desk", "setting: urban, department: housing"),
            ("words: [水, 电], department: desk", "words: [电], channels: [hotline], department: housing"),
            // Baiwan is the only rural community.
            ("communities: [baiwan], department: desk", "setting: rural, kinds: [wish], department: desk"),
            ("urgencies: [urgent], department: desk", "urgencies: [urgent], areas: [sewage], department: desk"),
        ])
    func shadowed(earlier: String, later: String) {
        let found = found("  - { \(earlier) }\n  - { \(later) }\n\(Self.last)")
        #expect(
            found.contains {
                $0.hasPrefix("f:38:5: rules[1]: can never match: rules[0] in line 37 takes all that it asks for")
            }, "\(found)")
    }

    @Test(
        "A rule is kept if it asks for less, or for something else",
        arguments: [
            ("areas: [sewage], setting: rural, department: desk", "areas: [sewage], department: housing"),
            ("areas: [sewage], department: desk", "kinds: [wish], department: housing"),
            ("setting: rural, department: desk", "streets: [shipu], department: housing"),
            ("words: [电], department: desk", "words: [水, 电], department: housing"),
            ("kinds: [wish], department: desk", "kinds: [wish, help], department: housing"),
        ])
    func kept(earlier: String, later: String) {
        #expect(found("  - { \(earlier) }\n  - { \(later) }\n\(Self.last)") == [])
    }

    @Test(
        "A rule that contradicts itself is refused",
        arguments: [
            "communities: [shiying], setting: rural", "communities: [shiying], streets: [other-street], setting: urban",
        ])
    func contradictory(conditions: String) {
        let text = sample.replacing("streets:\n", with: "streets:\n  - { id: other-street, name: 别街道 }\n")
            .replacing("rules:\n", with: "rules:\n  - { \(conditions), department: desk }\n")
        #expect(problems(text).first?.hasPrefix("f:38:5: rules[0]: can never match: no community or street") == true)
    }

    @Test(
        "What is `other` needs a rule without further conditions",
        arguments: ["areas: [sewage]", "areas: [other], kinds: [wish]", "areas: [other], setting: rural", "words: [水]"])
    func other(conditions: String) {
        #expect(
            found("  - { \(conditions), department: desk }").contains { $0.contains("expected a rule for `other`") })
    }

    @Test("More rules than can be compared are refused")
    func many() {
        let rules = (0...1_000).map { "  - { words: [词\($0)], department: desk }" }.joined(separator: "\n")
        #expect(found(rules).contains { $0.contains("expected at most 1000 rules, found 1001") })
    }
}
