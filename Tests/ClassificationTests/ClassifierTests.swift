import Classification
import Hotline
import TestKit
import Testing

@Suite("Classifying by words", .timeLimit(.minutes(1)))
struct ClassifierTests {
    static func area(_ id: String, _ words: [String], not exceptions: [String] = []) -> Area {
        Area(id: id, name: BilingualName(zh: id, en: id), words: words, exceptions: exceptions)
    }

    private let areas = [
        area("sewage", ["污水", "污水管网", "下水道", "sewage", "drain"], not: ["工业污水"]),
        area("greenery", ["绿化", "树", "tree"]),
        area("other", []),
    ]

    private func verdict(title: String? = nil, _ text: String, places: [String] = []) -> Verdict {
        let classifier = Classifier(areas: areas, finding: places.map { WordPattern($0, .place, payload: 0) })
        var scratch = ClassifierScratch()
        let (title, text) = (title.map { [UInt8]($0.utf8) }, [UInt8](text.utf8))
        return classifier.classify(title: title?.span, text: text.span, scratch: &scratch)
    }

    @Test(
        "The area with most of the words is the guess", arguments: ["污水横流，树倒了，下水道堵塞", "SEWAGE and a drain, one tree"])
    func guess(text: String) {
        #expect(verdict(text).area == 0)
    }

    @Test("If nothing speaks for any area it is `other`, for sure", arguments: ["你好", "", "工业污水"])
    func nothing(text: String) {
        #expect(verdict(text) == Verdict(area: 2, confidence: 1))
    }

    @Test("The confidence is the area's share of the points, by the stated formula")
    func formula() {
        // 污水管网: four characters, in the title twofold and in the text once; 树: one. Other: 2 + √19 ÷ 4.
        let title = "污水管网没有接通"
        let text = "污水管网还没接，树好了"
        let other = 2 + (Double(title.utf8.count + text.utf8.count) / 3).squareRoot() / 4
        let verdict = verdict(title: title, text)
        #expect(verdict.area == 0)
        #expect(abs(verdict.confidence - 12 / (12 + 1 + other)) < 1e-12)
        #expect(verdict.suggestions.map(\.area) == [0, 1])
        #expect(abs((verdict.suggestions.last?.confidence ?? 0) - 1 / (12 + 1 + other)) < 1e-12)
    }

    @Test("A word counts once in the title and once in the text, however often it stands there")
    func once() {
        #expect(verdict(title: "污水污水", "污水，污水。").confidence == verdict(title: "污水情情", "污水，情情。").confidence)
    }

    @Test("A word in the title counts more than one in the text")
    func title() {
        #expect(verdict(title: "污水", "绿化").area == 0)
        #expect(verdict(title: "绿化", "污水").area == 1)
    }

    @Test("A text without a title has its first sentence, at most forty characters of it, for one")
    func opening() {
        func sewage(_ text: String) -> Double { verdict(text).suggestions.first?.confidence ?? 0 }
        let rest = String(repeating: "情", count: 50)
        #expect(sewage("污水。" + rest) > 0.5)
        #expect(sewage("情情。污水" + rest) < 0.5)
        #expect(sewage(String(rest.prefix(39)) + "污水") > 0.5)
        #expect(sewage(String(rest.prefix(40)) + "污水") < 0.5)
        #expect(verdict(title: "你好", "污水。" + rest).area == 2, "with a title the text's beginning is text")
    }

    @Test("The longer the text, the less one word in it says")
    func length() {
        let short = verdict(title: "你好", "污水")
        let long = verdict(title: "你好", "污水" + String(repeating: "情", count: 500))
        #expect((short.suggestions.first?.confidence ?? 0) > (long.suggestions.first?.confidence ?? 1))
        #expect(long.area == 2)
    }

    @Test("Evidence is what stands in the report, weightiest first, at most five")
    func evidence() {
        #expect(verdict("SEWAGE，下水道，Drain").evidence == ["下水道", "SEWAGE", "Drain"])
        let many = (0..<9).map { "词\($0)" }
        let classifier = Classifier(areas: [Self.area("many", many), Self.area("other", [])])
        var scratch = ClassifierScratch()
        let text = [UInt8](many.joined(separator: "，").utf8)
        #expect(classifier.classify(title: nil, text: text.span, scratch: &scratch).evidence.count == 5)
    }

    @Test("A word inside a place's name does not count")
    func places() {
        #expect(verdict("梧桐树小区停电", places: ["梧桐树小区"]).area == 2)
        #expect(verdict("梧桐树小区的树倒了", places: ["梧桐树小区"]).evidence == ["树"])
    }

    @Test("The scratch hands out what was found for others, by text")
    func others() {
        let classifier = Classifier(areas: areas, finding: [WordPattern("云兴", .place, payload: 9)])
        var scratch = ClassifierScratch()
        let (title, text) = ([UInt8]("云兴".utf8), [UInt8]("在云兴".utf8))
        _ = classifier.classify(title: title.span, text: text.span, scratch: &scratch)
        #expect(scratch.titleMatches == [WordMatch(layer: .place, payload: 9, range: 0..<6)])
        #expect(scratch.textMatches == [WordMatch(layer: .place, payload: 9, range: 3..<9)])
        _ = classifier.classify(title: nil, text: title.span, scratch: &scratch)
        #expect(scratch.titleMatches == [])
    }

    @Test("A scratch may go from one classifier to another")
    func scratch() {
        var scratch = ClassifierScratch()
        let small = Classifier(areas: [Self.area("a", ["树"]), Self.area("other", [])])
        let large = Classifier(areas: areas)
        let text = [UInt8]("污水，下水道，树".utf8)
        for classifier in [large, small, large, small] {
            var fresh = ClassifierScratch()
            let expected = classifier.classify(title: nil, text: text.span, scratch: &fresh)
            #expect(classifier.classify(title: nil, text: text.span, scratch: &scratch) == expected)
        }
    }

    @Test("The version changes when a word does, and not otherwise")
    func version() {
        let version = Classifier(areas: areas).modelVersion
        #expect(version == Classifier(areas: areas).modelVersion)
        #expect(version != Classifier(areas: areas.dropLast() + [Self.area("more", ["新"])]).modelVersion)
        #expect(version.wholeMatch(of: /words-1-[0-9a-f]{8}/) != nil)
    }

    @Test("Confidences are shares: between 0 and 1, and together at most 1, whatever the bytes")
    func shares() {
        var random = SeededGenerator(seed: 20_261_123)
        let classifier = Classifier(areas: areas)
        var scratch = ClassifierScratch()
        let parts = ["污水", "树", "绿化", "drain", " ", "情", "。"].map { [UInt8]($0.utf8) } + [[0xE6], [0xFF, 0x80]]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0...30, using: &random)).flatMap { _ in
                parts.randomElement(using: &random) ?? []
            }
            let verdict = classifier.classify(title: nil, text: text.span, scratch: &scratch)
            #expect((0...1).contains(verdict.confidence))
            #expect(verdict.suggestions.reduce(0) { $0 + $1.confidence } <= 1)
            #expect(verdict.suggestions.map(\.confidence) == verdict.suggestions.map(\.confidence).sorted(by: >))
        }
    }
}
