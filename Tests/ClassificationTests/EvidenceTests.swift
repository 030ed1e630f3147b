import Classification
import Hotline
import Testing

@Suite("Evidence", .timeLimit(.minutes(1)))
struct EvidenceTests {
    private let classifier: Classifier
    private let areas: [Area]

    init() throws {
        areas = try Shipped.areas()
        classifier = try Shipped.classifier()
    }

    @Test("Evidence is the guessed area's words as they stand in the report, weightiest first")
    func weight() throws {
        let areas = [area("sewage", ["污水", "污水管网", "下水道", "drain"]), area("other")]
        let classifier = Classifier(areas: areas, model: try Model.shipped())
        #expect(classifier.verdict("请疏通污水，下水道，污水管网").evidence == ["污水管网", "下水道", "污水"])
        #expect(classifier.verdict("ＤＲＡＩＮ和汙水管網堵塞，drain").evidence == ["汙水管網", "ＤＲＡＩＮ"])
    }

    @Test("A word in title and text weighs twice what one in the text does, however often it stands there")
    func twice() throws {
        let areas = [area("sewage", ["污水", "下水道"]), area("other")]
        let classifier = Classifier(areas: areas, model: try Model.shipped())
        #expect(classifier.verdict(title: "污水", "下水道堵塞，污水外溢").evidence == ["污水", "下水道"])
        #expect(classifier.verdict(title: "小区", "下水道堵塞，污水污水污水").evidence == ["下水道", "污水"])
    }

    @Test("There are at most five words, none twice")
    func five() {
        let evidence = classifier.verdict("污水管网、下水道、化粪池、排水沟、窨井、地漏、粪水、下水道、污水管网全部堵塞").evidence
        #expect(evidence.count == 5)
        #expect(Set(evidence).count == 5)
    }

    /// Reports of greenery in which none of an area's words stands.
    private static let wordless = ["小区门口那排夹竹桃有毒吧？幼儿园的娃娃天天去摘花玩，建议换成别的。", "天气太旱了，新栽的杜鹃都打蔫了，赶紧浇浇水吧"]

    @Test(
        "Where no word decides, the evidence is phrases that spoke for the guess, as they stand in the report",
        arguments: wordless)
    func phrases(text: String) {
        let verdict = classifier.verdict(text)
        #expect(areas[verdict.area].id == "greenery")
        #expect((1...3).contains(verdict.evidence.count))
        #expect(verdict.evidence.allSatisfy { text.contains($0) && $0.utf8.count > 4 && !$0.contains("，") })
    }

    @Test("Phrases do not overlap, neither in a title nor in an opening that is read as one", arguments: wordless)
    func apart(text: String) {
        for title in [nil, text] {
            let evidence = classifier.verdict(title: title, text).evidence
            #expect(!evidence.isEmpty)
            #expect(Set(evidence).count == evidence.count)
            guard title == nil else { continue }
            var rest = text
            for phrase in evidence.sorted(by: { $0.count > $1.count }) {
                #expect(rest.contains(phrase))
                rest = rest.replacing(phrase, with: "|", maxReplacements: 1)
            }
        }
    }

    @Test("That nothing speaks for any area needs no evidence")
    func nothing() {
        let verdict = classifier.verdict("请问医保卡丢了去哪里补办？急！急！")
        #expect(areas[verdict.area].id == Area.otherID)
        #expect(verdict.evidence.isEmpty)
    }

    @Test("That something else does than the words found is shown by what the title says")
    func otherMatter() {
        let title = "化工厂夜里往河里偷排废水"
        let verdict = classifier.verdict(title: title, "河里的水发黑发臭，排水口就在厂后面，请环保局查处这家企业")
        #expect(areas[verdict.area].id == Area.otherID)
        #expect(!verdict.evidence.isEmpty)
        #expect(verdict.evidence.allSatisfy { title.contains($0) })
    }

    @Test("A text without a title is read to the end of its first sentence as if that were one")
    func opening() {
        let (words, rest) = ("污水管网堵塞", String(repeating: "情况一直没有变化，", count: 20))
        let asTitle = classifier.verdict("\(words)。\(rest)"), asText = classifier.verdict("你们好。\(rest)\(words)。")
        #expect(areas[asTitle.area].id == "sewage")
        func sewage(_ verdict: Verdict) -> Double {
            verdict.suggestions.first { areas[$0.area].id == "sewage" }?.confidence ?? 0
        }
        #expect(sewage(asTitle) > sewage(asText))
    }

    @Test("A word that crosses the end of a title-less text's opening stands whole in the evidence", arguments: 0...16)
    func crossing(shift: Int) {
        // The opening ends at the 120th byte; the word's twelve bytes stand before, across and after it.
        let before = String(repeating: "a ", count: 52) + String(repeating: "b", count: shift)
        for text in ["\(before)污水管网", "\(before)污水管网堵塞，污水外溢。"] {
            let verdict = classifier.verdict(text)
            #expect(verdict.flaws(areas: areas.count, other: areas.count - 1).isEmpty)
            #expect(verdict.area != 0 || verdict.evidence.first == "污水管网")
        }
    }

    @Test("A first sentence that ends inside a word of many bytes is read to its end")
    func endsInside() {
        // 119 bytes: 36 characters and the first bytes of a word that is cut off.
        let filler = String(repeating: "我们小区", count: 9)
        let bytes = [UInt8]("\(filler)污水管网".utf8).prefix(119)
        var scratch = ClassifierScratch()
        for length in 100...bytes.count {
            let verdict = classifier.classify(title: nil, text: Array(bytes.prefix(length)).span, scratch: &scratch)
            #expect(verdict.flaws(areas: areas.count, other: areas.count - 1).isEmpty)
        }
        let whole = classifier.verdict("\(filler)，，污水管网。一年了还没有接通，污水横流")
        #expect(whole.evidence.contains("污水管网"))
    }
}
