package import Hotline

// Classification tells from a report's text which area it is about, how sure that is, and which words decided.
//
//     title, text ─ WordAutomaton ─> matches ─ Classifier ─> Verdict
//
// Everything here is a pure value or immutable: no I/O, no locks, no clock. A lane brings its own scratch and may call
// from any thread. The automaton also serves others (places, danger, routing), so that a text is read once.

/// Tells a report's area by the words that the district file gives each area.
///
/// Each word that occurs counts once in the title, twofold, and once in the text, with its length: three bytes, which
/// are one Chinese character or three Latin letters, are one point. An area's share of all points is its confidence;
/// `other` has points of its own, `2 + √characters ÷ 4`, so that one word somewhere in a long text says little. A report
/// without a title has its beginning for one. Nothing is trained here: the formula's two constants are those with the
/// best macro F1 on some 2,400 hand-labelled messages, and the district's threshold stands where nineteen verdicts of
/// twenty above it were right.
///
/// A pure value: any number of threads may share one, each with its own scratch.
package struct Classifier: Sendable {
    /// Names the formula and, by a checksum, the words.
    package let modelVersion: String
    /// Finds the areas' words, and the patterns that others wanted to be found in the same pass.
    package let automaton: WordAutomaton
    private let words: [Word]
    private let areaCount: Int
    private let other: Int

    struct Word: Sendable {
        let area: Int
        /// Points for one occurrence.
        let points: Double
    }

    /// - Parameters:
    ///   - areas: `other` is one of them.
    ///   - others: patterns of other layers to be found in the same pass, for the scratch to hand out. An area's word
    ///     that begins inside a place's name among them does not count.
    package init(areas: [Area], finding others: [WordPattern] = []) {
        var words: [Word] = []
        var patterns = others
        for (index, area) in areas.enumerated() {
            for word in area.words {
                patterns.append(WordPattern(word, .area, payload: words.count))
                words.append(Word(area: index, points: Double(word.utf8.count) / 3))
            }
            patterns += area.exceptions.map { WordPattern($0, .area, payload: Self.exception) }
        }
        automaton = WordAutomaton(patterns)
        self.words = words
        areaCount = areas.count
        other = areas.firstIndex { $0.id == Area.otherID } ?? 0
        modelVersion = "words-1-\(checksum(of: areas))"
    }

    /// The payload of a phrase that only keeps the words inside it from counting.
    private static let exception = -1
    /// A word in the title counts as much as in two texts.
    private static let titleWeight = 2.0
    /// The points of `other` that do not depend on the text.
    private static let priorPoints = 2.0
    /// How much a text's length speaks for `other`.
    private static let priorByLength = 0.25
    /// What is read as the title when there is none: at most so many bytes of the text.
    private static let openingBytes = 120

    /// Classifies one report; both texts are UTF-8. Allocates nothing but the evidence.
    package func classify(title: Span<UInt8>?, text: Span<UInt8>, scratch: inout ClassifierScratch) -> Verdict {
        scratch.reset(words: words.count, areas: areaCount)
        var opening = 0
        if let title {
            automaton.find(in: title, into: &scratch.titleMatches)
            count(scratch.titleMatches, as: .title, &scratch)
        } else {
            opening = Self.opening(of: text)
        }
        automaton.find(in: text, into: &scratch.textMatches)
        count(scratch.textMatches, as: .text(opening: opening), &scratch)

        let length = Double((title?.count ?? 0) + text.count) / 3
        scratch.points[other] += Self.priorPoints + Self.priorByLength * length.squareRoot()
        let total = scratch.points.reduce(0, +)
        var best = other
        var suggestions: [Verdict.Guess] = []
        for area in scratch.points.indices where scratch.points[area] > 0 {
            if scratch.points[area] > scratch.points[best] { best = area }
            guard area != other else { continue }
            let guess = Verdict.Guess(area: area, confidence: scratch.points[area] / total)
            let rank = suggestions.firstIndex { $0.confidence < guess.confidence } ?? suggestions.count
            suggestions.insert(guess, at: rank)
            if suggestions.count > 2 { suggestions.removeLast() }
        }
        return Verdict(
            area: best, confidence: scratch.points[best] / total,
            evidence: evidence(for: best, title: title, text: text, &scratch), suggestions: suggestions)
    }

    private enum Source {
        case title
        /// `opening`: the bytes at the beginning that stand for the title.
        case text(opening: Int)
    }

    /// Adds the points of the words of one text.
    private func count(_ matches: [WordMatch], as source: Source, _ scratch: inout ClassifierScratch) {
        var nameEnd = 0
        for match in matches {
            if match.layer == .place { nameEnd = match.range.upperBound }
            guard match.layer == .area, match.payload != Self.exception, match.range.lowerBound >= nameEnd else {
                continue
            }
            let word = words[match.payload]
            switch source {
            case .title:
                scratch.add(match, in: .title, points: word.points * Self.titleWeight, to: word.area)
            case .text(let opening):
                scratch.add(match, in: .text, points: word.points, to: word.area)
                if match.range.lowerBound < opening {
                    scratch.add(match, in: .opening, points: word.points * Self.titleWeight, to: word.area)
                }
            }
        }
    }

    /// The weightiest words of an area, as they stand in the report.
    private func evidence(
        for area: Int, title: Span<UInt8>?, text: Span<UInt8>, _ scratch: inout ClassifierScratch
    ) -> [String] {
        var evidence: [String] = []
        while evidence.count < 5, let hit = scratch.takeHeaviest(where: { words[$0].area == area }) {
            if hit.isInTitle, let title {
                evidence.append(string(title, hit.range))
            } else {
                evidence.append(string(text, hit.range))
            }
        }
        return evidence
    }

    /// The length of the text's beginning: up to the end of its first sentence or line.
    private static func opening(of text: Span<UInt8>) -> Int {
        var index = 0
        while index < min(text.count, openingBytes) {
            let (scalar, length) = decodeScalar(in: text, at: index)
            switch scalar {
            case 0x0A, 0x21, 0x3F, 0x3002, 0xFF01, 0xFF1F: return index
            default: index += length
            }
        }
        return index
    }
}

private func string(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    text.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}

/// FNV-1a over what the areas are told by, in hexadecimal: changes when, and only when, a word does.
private func checksum(of areas: [Area]) -> String {
    var hash: UInt32 = 2_166_136_261
    for text in areas.flatMap({ [$0.id] + $0.words + ["|"] + $0.exceptions }) {
        for byte in text.utf8 + [0] { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
}
