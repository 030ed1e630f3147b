import Foundation
import Hotline

/// Reads a report as features: the words of areas that it holds, figures about them, and its grams. What training learns
/// from and what a verdict is made by is read by the same code.
struct FeatureReader: Sendable {
    /// Finds the areas' words, and the patterns that others wanted to be found in the same pass.
    let automaton: WordAutomaton
    let folding = Folding.standard
    private let words: AreaWords
    private let areaCount: Int
    /// The place in the model of each of the district's areas.
    private let inModel: [Int?]
    /// The district's areas that have words and that the model knows.
    private let modelled: [(area: Int, inModel: Int)]

    init(areas: [Area], inModel: [Int?], finding others: [WordPattern]) {
        words = AreaWords(areas)
        automaton = WordAutomaton(others + words.patterns)
        areaCount = areas.count
        self.inModel = inModel
        modelled = areas.indices.compactMap { area in
            guard !areas[area].words.isEmpty, let index = inModel[area] else { return nil }
            return (area, index)
        }
    }

    /// Finds all words, and the slots of the grams; the figures need them.
    func read(_ report: borrowing ReportText, _ scratch: inout ClassifierScratch) {
        findWords(of: report, &scratch)
        scratch.grams.read(report, scratch.contexts, folding: folding)
    }

    private func findWords(of report: borrowing ReportText, _ scratch: inout ClassifierScratch) {
        scratch.words.reset(areas: areaCount)
        scratch.contexts.reset()
        scratch.titleMatches.removeAll(keepingCapacity: true)
        automaton.find(in: report.text, into: &scratch.textMatches)
        if report.isTitled {
            automaton.find(in: report.title, into: &scratch.titleMatches)
            words.forEachHit(among: scratch.titleMatches) {
                add($0, of: $1, $2, .title, &scratch.words, &scratch.contexts)
            }
        } else {
            words.forEachHit(among: scratch.textMatches, before: report.title.count) {
                add($0, of: $1, $2, .title, &scratch.words, &scratch.contexts)
            }
        }
        let text = report.text
        words.forEachHit(among: scratch.textMatches) { match, area, points in
            scratch.words.add(match, of: area, points: points, in: .text)
            if let index = inModel[area] { scratch.contexts.addSentence(around: match.range, of: text, area: index) }
        }
    }

    private func add(
        _ match: WordMatch, of area: Int, _ points: Double, _ place: WordCounts.Place, _ counts: inout WordCounts,
        _ contexts: inout Contexts
    ) {
        counts.add(match, of: area, points: points, in: place)
        if let index = inModel[area] { contexts.addTitle(area: index) }
    }

    /// How many figures a report has for a model of so many areas.
    static func figureCount(areas: Int) -> Int { areas * WordCounts.figureCount + 2 }

    /// Calls `body` with each figure that is not 0 and its index: of the words of the model's areas, of the text's length
    /// and of a missing title.
    @inline(__always)
    func forEachFigure(
        of report: borrowing ReportText, _ counts: borrowing WordCounts, areas: Int, _ body: (Int, Double) -> Void
    ) {
        for (area, index) in modelled {
            counts.figures(of: area, titleLength: report.titleLength, textLength: report.textLength) {
                body(index * WordCounts.figureCount + $0, $1)
            }
        }
        body(areas * WordCounts.figureCount, log(1 + report.textLength) / 5)
        if !report.isTitled { body(areas * WordCounts.figureCount + 1, 1) }
    }
}
