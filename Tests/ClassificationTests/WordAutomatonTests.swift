import Classification
import TestKit
import Testing

extension WordAutomaton {
    /// The matches in a string.
    func matches(in text: String) -> [WordMatch] {
        var matches: [WordMatch] = []
        find(in: [UInt8](text.utf8).span, into: &matches)
        return matches
    }

    /// The matched parts of a string, as they stand in it.
    func words(in text: String) -> [String] {
        let bytes = [UInt8](text.utf8)
        return matches(in: text).map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }

    convenience init(_ words: String...) {
        self.init(words.enumerated().map { WordPattern($1, .area, payload: $0) })
    }
}

@Suite("Finding words", .timeLimit(.minutes(1)))
struct WordAutomatonTests {
    @Test("Every occurrence is found, with its payload and its bytes")
    func occurrences() {
        let matches = WordAutomaton("污水", "树").matches(in: "树和污水，污水和树")
        #expect(matches.map(\.payload) == [1, 0, 0, 1])
        #expect(matches.map(\.range) == [0..<3, 6..<12, 15..<21, 24..<27])
    }

    @Test("The longest word wins where several begin, and nothing inside it is found")
    func longest() {
        let automaton = WordAutomaton("污水", "污水管网", "管网", "水管")
        #expect(automaton.words(in: "污水管网") == ["污水管网"])
        #expect(automaton.words(in: "污水管的管网") == ["污水", "管网"])
    }

    @Test("A word that begins earlier covers one that begins inside it")
    func leftmost() {
        #expect(WordAutomaton("接触电", "触电").words(in: "接触电线，触电") == ["接触电", "触电"])
    }

    @Test("A word whose beginning is another word falls back to that when its end does not follow")
    func fallsBack() {
        #expect(WordAutomaton("老旧小区改造", "老旧", "小区").words(in: "老旧小区很多") == ["老旧", "小区"])
    }

    @Test("Layers do not hide each other's words")
    func layers() {
        let automaton = WordAutomaton([
            WordPattern("漏电", .danger, payload: 1), WordPattern("电线漏电", .area, payload: 2),
            WordPattern("电线", .rule, payload: 3), WordPattern("电线", .rule, payload: 4),
        ])
        #expect(
            automaton.matches(in: "电线漏电") == [
                WordMatch(layer: .area, payload: 2, range: 0..<12), WordMatch(layer: .rule, payload: 3, range: 0..<6),
                WordMatch(layer: .rule, payload: 4, range: 0..<6), WordMatch(layer: .danger, payload: 1, range: 6..<12),
            ])
    }

    @Test(
        "Words in Latin letters and digits are found between boundaries only",
        arguments: [
            ("a tree fell", ["tree"]), ("trees", []), ("street", []), ("这棵tree倒了", ["tree"]), ("tree", ["tree"]),
            ("tree2", []), ("ｔｒｅｅｓ", []), ("trée tree", ["tree"]), ("éatree", []), ("11号院", []), ("在1号院", ["1号院"]),
        ])
    func boundaries(text: String, found: [String]) {
        #expect(WordAutomaton("tree", "1号院").words(in: text) == found)
    }

    @Test(
        "Case, width, kind of blank and hyphens make no difference",
        arguments: ["flower bed", "Flower Bed", "FLOWER-BED", "ｆｌｏｗｅｒ　ｂｅｄ", "flower\nbed", "flower\u{A0}bed"])
    func folding(text: String) {
        #expect(WordAutomaton("Flower bed").words(in: "a \(text).") == [text])
    }

    @Test("Traditional characters are found by simplified words and the other way round, as they stand in the text")
    func traditional() {
        #expect(WordAutomaton("污水管网").words(in: "污水管網和污水管网") == ["污水管網", "污水管网"])
        #expect(WordAutomaton("園林").words(in: "园林、園林、园林") == ["园林", "園林", "园林"])
    }

    @Test("A word given twice for one thing is found once")
    func twice() {
        let patterns = ["白湾", "白灣", "白湾"].map { WordPattern($0, .place, payload: 3) }
        #expect(WordAutomaton(patterns).matches(in: "白灣") == [WordMatch(layer: .place, payload: 3, range: 0..<6)])
    }

    @Test("Scalars outside the first plane are found like any other")
    func supplementary() {
        #expect(WordAutomaton("𡐓社区", "😀").words(in: "在𡐓社区😀") == ["𡐓社区", "😀"])
    }

    @Test("Nothing is found in nothing, and no words find nothing")
    func empty() {
        #expect(WordAutomaton("树").matches(in: "") == [])
        #expect(WordAutomaton("").matches(in: "树") == [])
        #expect(WordAutomaton([]).matches(in: "树") == [])
    }

    @Test("A whole text is one pattern, blanks around it aside, or none")
    func whole() {
        let automaton = WordAutomaton("baiwan", "白湾社区")
        func whole(_ text: String) -> Int? { automaton.whole([UInt8](text.utf8).span) }
        #expect(whole("baiwan") == 0)
        #expect(whole(" 白湾社区\n") == 1)
        #expect(whole("白湾社区三组") == nil)
        #expect(whole("白湾") == nil)
        #expect(whole("  ") == nil)
        #expect(whole("") == nil)
    }

    @Test("It finds what a slow search finds, in random texts with random words", arguments: [8, 4_000])
    func sameAsSlowSearch(size: Int) {
        var random = SeededGenerator(seed: 20_261_123)
        let characters = (0..<UInt32(size)).compactMap { Unicode.Scalar(0x4E00 + $0).map(Character.init) }
        let alphabet = ["a", "b", " ", "，", "é"] + characters
        func text(_ length: ClosedRange<Int>) -> String {
            String(
                (0..<Int.random(in: length, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" })
        }
        for _ in 0..<(size < 100 ? 2_000 : 4) {
            let patterns = (0..<Int.random(in: 0...(size < 100 ? 12 : 3_000), using: &random)).map { index in
                WordPattern(text(1...4), WordLayer.allCases.randomElement(using: &random) ?? .area, payload: index)
            }
            let text = text(0...30) + patterns.prefix(20).map(\.word).joined() + text(0...30)
            let found = Set(WordAutomaton(patterns).matches(in: text))
            #expect(found == slowSearch(patterns, in: text))
        }
    }

    @Test("Bytes that are no UTF-8 neither match nor stop the search")
    func brokenBytes() {
        var random = SeededGenerator(seed: 7)
        let automaton = WordAutomaton("树", "水", "污水管网", "tree")
        for _ in 0..<2_000 {
            var bytes = (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }
            bytes += Array("树".utf8)
            var matches: [WordMatch] = []
            automaton.find(in: bytes.span, into: &matches)
            #expect(matches.last?.range == 40..<43)
        }
    }
}

/// Leftmost, then longest, layer by layer, by trying each word at each place.
private func slowSearch(_ patterns: [WordPattern], in text: String) -> Set<WordMatch> {
    let scalars = Array(text.unicodeScalars)
    var offsets = [0]
    for scalar in scalars { offsets.append(offsets[offsets.count - 1] + String(scalar).utf8.count) }
    func isWord(_ index: Int) -> Bool {
        scalars.indices.contains(index) && scalars[index].value < 0x250 && scalars[index].properties.isAlphabetic
    }
    let folded = Folding.standard.scalars(of: text)
    func stands(_ word: [UInt32], at start: Int) -> Bool {
        let end = start + word.count
        guard end <= scalars.count, folded[start..<end].elementsEqual(word) else { return false }
        return !(isWord(start) && isWord(start - 1)) && !(isWord(end - 1) && isWord(end))
    }
    let words = patterns.map { Folding.standard.scalars(of: $0.word) }
    var matches: Set<WordMatch> = []
    for layer in WordLayer.allCases {
        var start = 0
        while start < scalars.count {
            let standing = patterns.indices.filter { patterns[$0].layer == layer && stands(words[$0], at: start) }
            guard let length = standing.map({ words[$0].count }).max() else {
                start += 1
                continue
            }
            for index in standing where words[index].count == length {
                let range = offsets[start]..<offsets[start + length]
                matches.insert(WordMatch(layer: layer, payload: patterns[index].payload, range: range))
            }
            start += length
        }
    }
    return matches
}
