import Classification
import Foundation
import Hotline
import TestKit
import Testing

/// What must hold whatever is written.
@Suite("Laws of classifying", .timeLimit(.minutes(2)))
struct ClassifierLawTests {
    private let areas: [Area]
    private let classifier: Classifier

    init() throws {
        areas = try [area("noise", ["噪音", "loud music"])] + Shipped.areas()
        classifier = Classifier(
            areas: areas, model: try Model.shipped(), finding: [WordPattern("梧桐树小区", .place, payload: 0)])
    }

    private func flaws(_ verdict: Verdict) -> [String] {
        verdict.flaws(areas: areas.count, other: areas.count - 1)
    }

    /// Pieces that texts are made of: words, scripts of all kinds, and bytes that are no UTF-8.
    private static let pieces: [[UInt8]] =
        [
            "污水", "污水管网", "下水道", "樹", "绿化", "改造", "噪音", "梧桐树小区", "drain", "TREE", "old building", "loud music",
            "情", "。", "！", "，", ". ", ".", "?", "\n", "\t", " ", "\u{3000}", "A3", "12345678901", "s", "ss", "é",
            "🌳", "👨‍👩‍👧", "🇨🇳", "مياه الصرف", "\u{202E}", "שלום", "\u{0}", "\u{1B}[31m", "\u{7F}", "\u{FEFF}", "\u{FFFD}",
            "한국어",
            "ひらがな", "ЖЁ", "ﷺ", "e\u{301}\u{302}\u{303}", "\u{10FFFF}", "𠀀", "ＤＲＡＩＮ", "①", "<script>", "\"}\\",
        ].map { Array($0.utf8) } + [
            [0xE6], [0xFF, 0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0xBF, 0xBF, 0xBF], [0xF0, 0x9F],
        ]

    private func text(_ random: inout SeededGenerator) -> [UInt8] {
        if Int.random(in: 0..<4, using: &random) == 0 {
            return (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        return (0..<Int.random(in: 0...60, using: &random)).flatMap { _ in
            Self.pieces.randomElement(using: &random) ?? []
        }
    }

    @Test("Any bytes have a verdict, its confidences between 0 and 1 and in order, none suggesting `other`")
    func anyBytes() {
        var random = SeededGenerator(seed: 20_261_125)
        var scratch = ClassifierScratch()
        for _ in 0..<2_000 {
            let title: [UInt8]? = Bool.random(using: &random) ? text(&random) : nil
            let text = text(&random)
            let verdict = classifier.classify(title: title?.span, text: text.span, scratch: &scratch)
            #expect(flaws(verdict).isEmpty, "\(title ?? []) \(text)")
        }
    }

    @Test("Every single character has one, as text and as title")
    func anyScalar() {
        var scratch = ClassifierScratch()
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 61) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = [UInt8](String(scalar).utf8)
            let verdicts = [
                classifier.classify(title: nil, text: text.span, scratch: &scratch),
                classifier.classify(title: text.span, text: [UInt8]().span, scratch: &scratch),
            ]
            for verdict in verdicts where !flaws(verdict).isEmpty {
                Issue.record("U+\(String(value, radix: 16)): \(flaws(verdict))")
            }
        }
    }

    @Test(
        "A megabyte of text has one too, whatever it is made of",
        arguments: ["污水管网堵塞。", "a", "树", ".", "污水", "\u{80}", "drain ", "污水树改造噪音", "🌳"])
    func megabyte(piece: String) {
        let length = 1_000_000
        let text = Array(repeatElement(Array(piece.utf8), count: length / piece.utf8.count + 1).joined().prefix(length))
        var scratch = ClassifierScratch()
        #expect(flaws(classifier.classify(title: nil, text: text.span, scratch: &scratch)).isEmpty)
        #expect(flaws(classifier.classify(title: text.span, text: text.span, scratch: &scratch)).isEmpty)
    }

    @Test("The same report always has the same verdict, from however many threads it is asked for")
    func threads() async throws {
        let reports = try Shipped.examples("pilot", "en-plain")
        let expected = reports.map { classifier.verdict(title: $0.title, $0.text) }
        await withTaskGroup(of: [Verdict].self) { group in
            for _ in 0..<4 {
                group.addTask { [classifier] in
                    var scratch = ClassifierScratch()
                    return reports.map { classifier.classify($0, &scratch) }
                }
            }
            for await verdicts in group { #expect(verdicts == expected) }
        }
    }

    // MARK: - Folding

    /// A report in another spelling: every character that another one folds to may become that.
    private func respelled(_ text: String, _ random: inout SeededGenerator, _ wanted: (Unicode.Scalar) -> Bool)
        -> String
    {
        let folding = Folding.standard
        var view = String.UnicodeScalarView()
        for (scalar, folded) in zip(text.unicodeScalars, folding.scalars(of: text)) {
            let others = folding.scalars(foldingTo: folded).compactMap(Unicode.Scalar.init).filter(wanted)
            // The ends of sentences and lines are told by the character itself.
            view.append(Self.endsSentences.contains(scalar) ? scalar : others.randomElement(using: &random) ?? scalar)
        }
        return String(view)
    }

    private static let endsSentences = Set("\n!;?。！；？.．｡".unicodeScalars)

    /// The verdict without what stands in the report.
    private func meaning(_ verdict: Verdict) -> Verdict {
        Verdict(area: verdict.area, confidence: verdict.confidence, suggestions: verdict.suggestions)
    }

    @Test("Upper and lower case are the same")
    func letterCase() throws {
        for report in try Shipped.examples("en-plain") {
            let lower = classifier.verdict(title: report.title?.lowercased(), report.text.lowercased())
            #expect(
                meaning(classifier.verdict(title: report.title?.uppercased(), report.text.uppercased()))
                    == meaning(lower))
            #expect(meaning(classifier.verdict(title: report.title, report.text)) == meaning(lower))
        }
    }

    @Test(
        "Simplified and traditional characters are the same",
        arguments: [
            ("小区门口的污水井往外冒，臭气熏天，请疏通下水道", "小區門口的汙水井往外冒，臭氣熏天，請疏通下水道"),
            ("旧小区电线老化，请问何时改造", "舊小區電線老化，請問何時改造"),
            ("园林绿化带里的树枯死了", "園林綠化帶裡的樹枯死了"), ("请问医保卡怎么补办", "請問醫保卡怎麼補辦"),
        ])
    func traditional(simplified: String, traditional: String) {
        #expect(meaning(classifier.verdict(simplified)) == meaning(classifier.verdict(traditional)))
    }

    @Test("Full and half width are the same, but for the length of the text")
    func width() {
        let (half, full) = (classifier.verdict("drain blocked"), classifier.verdict("ｄｒａｉｎ　ｂｌｏｃｋｅｄ"))
        #expect(half.area == full.area)
        #expect(areas[half.area].id == "sewage")
    }

    @Test("Any character may be exchanged for one of as many bytes that folds to the same")
    func respelling() throws {
        var random = SeededGenerator(seed: 8)
        for report in try Shipped.examples("pilot", "zh-water") {
            func other(_ text: String) -> String {
                respelled(text, &random) { scalar in (0x4E00..<0xA000).contains(scalar.value) }
            }
            let (title, text) = (report.title.map(other), other(report.text))
            #expect(
                meaning(classifier.verdict(title: title, text))
                    == meaning(classifier.verdict(title: report.title, report.text)))
        }
    }
}
