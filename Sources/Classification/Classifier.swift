import Foundation
package import Hotline

// Classification tells from a report's text which area it is about, how sure that is, and which words decided.
//
//     title, text ─ WordAutomaton ─> matches ─┬ WordCounts ─ figures ─┐
//                                             └ Contexts ─┐           ├ Model ─> shares ─ Calibration ─> Verdict
//                 ─ Grams ────────────────────────────────┴ slots ────┘
//
// Everything here is a pure value or immutable: no I/O, no locks, no clock. A lane brings its own scratch and may call
// from any thread. The automaton also serves others (places, danger, routing), so that a text is read once for all words.

/// Tells a report's area by a trained model and by the words that the district file gives each area.
///
/// An area that the model does not know is told by its words alone: they give the log-odds that the report is about
/// it rather than about none, learned from the words of the areas that the model knows, and the area takes its share by
/// them beside `other`'s. An area of the model that the district does not have counts as `other`.
///
/// A pure value: any number of threads may share one, each with its own scratch.
package struct Classifier: Sendable {
    /// Names the model and, by a checksum, the words.
    package let modelVersion: String
    private let reader: FeatureReader
    private let areaCount: Int
    private let other: Int
    private let model: Model
    /// For each area of the model the district's; `other` for those that the district does not have.
    private let areaOfModel: [Int]
    /// The district's areas that have words and that the model does not know.
    private let newAreas: [Int]

    /// - Parameters:
    ///   - areas: `other` is one of them.
    ///   - others: patterns of other layers to be found in the same pass, for the scratch to hand out. An area's word
    ///     that begins inside a place's name among them does not count.
    package init(areas: [Area], model: Model, finding others: [WordPattern] = []) {
        let inModel = areas.map { area in model.card.areas.firstIndex(of: area.id) }
        reader = FeatureReader(areas: areas, inModel: inModel, finding: others)
        areaCount = areas.count
        let other = areas.firstIndex { $0.id == Area.otherID } ?? 0
        self.other = other
        self.model = model
        areaOfModel = model.card.areas.map { id in areas.firstIndex { $0.id == id } ?? other }
        newAreas = areas.indices.filter { $0 != other && inModel[$0] == nil }
        modelVersion = "\(model.card.version)+\(checksum(of: areas))"
    }

    /// Finds the areas' words, and the patterns that others wanted to be found in the same pass.
    package var automaton: WordAutomaton { reader.automaton }

    /// Classifies one report; both texts are UTF-8. Allocates nothing but the evidence and the suggestions.
    package func classify(title: Span<UInt8>?, text: Span<UInt8>, scratch: inout ClassifierScratch) -> Verdict {
        let report = ReportText(title: title, text: text)
        reader.read(report, &scratch)
        var sum = WeightedSum(model)
        sum.add(scratch.grams)
        reader.forEachFigure(of: report, scratch.words, areas: model.card.areas.count) { sum.addFigure($0, $1) }
        share(sum.scores, report, &scratch)
        return verdict(on: report, &scratch)
    }

    /// Classifies one labelled report.
    package func classify(_ report: LabelledReport, _ scratch: inout ClassifierScratch) -> Verdict {
        let (title, text) = (report.title.map { Array($0.utf8) }, Array(report.text.utf8))
        return classify(title: title?.span, text: text.span, scratch: &scratch)
    }

    /// Makes shares of the model's scores, by softmax, and gives the areas that it does not know theirs.
    private func share(_ scores: SIMD8<Double>, _ report: borrowing ReportText, _ scratch: inout ClassifierScratch) {
        if scratch.shares.count != areaCount { scratch.shares = [Double](repeating: 0, count: areaCount) }
        for area in scratch.shares.indices { scratch.shares[area] = 0 }
        let highest = areaOfModel.indices.reduce(-Double.infinity) { max($0, scores[$1]) }
        var total = 0.0
        for index in areaOfModel.indices {
            let share = exp(scores[index] - highest)
            scratch.shares[areaOfModel[index]] += share
            total += share
        }
        for area in newAreas {
            var logOdds = model.parameters.newAreaConstant
            var hasWords = false
            scratch.words.figures(of: area, titleLength: report.titleLength, textLength: report.textLength) {
                logOdds += model.parameters.newAreaWeights[$0] * $1
                hasWords = true
            }
            // The log-odds were learned from reports that hold a word: without one they say nothing.
            guard hasWords else { continue }
            let share = scratch.shares[other] * exp(min(logOdds, 30))
            scratch.shares[area] = share
            total += share
        }
        for area in scratch.shares.indices { scratch.shares[area] /= total }
    }

    private func verdict(on report: borrowing ReportText, _ scratch: inout ClassifierScratch) -> Verdict {
        let ranked = scratch.rankedAreas()
        let best = ranked.first ?? other
        let share = scratch.shares[best]
        let confidence = model.parameters.calibration.confidence(ofShare: share)
        // What the best one leaves is the others', in proportion; none of them gets more than the best.
        let rest = share < 1 ? (1 - confidence) / (1 - share) : 0
        let rival = ranked.dropFirst().first
        let evidence = evidence(for: best, against: rival, report, &scratch)
        let suggestions = ranked.prefix(3).filter { $0 != other }.prefix(2).compactMap { area -> Verdict.Guess? in
            let guess = area == best ? confidence : min(confidence, scratch.shares[area] * rest)
            return guess >= Self.leastSuggested ? Verdict.Guess(area: area, confidence: guess) : nil
        }
        return Verdict(area: best, confidence: confidence, evidence: evidence, suggestions: suggestions)
    }

    /// What is less likely than one in a hundred is not suggested to anyone.
    private static let leastSuggested = 0.01
    private static let evidenceLimit = 5

    /// The words of the best area that stand in the report, weightiest first; where there are none, the grams that
    /// spoke most for the best area and against the next one. That nothing speaks for any area needs no evidence; that
    /// something else does than the words found, what the title says of it.
    private func evidence(
        for best: Int, against rival: Int?, _ report: borrowing ReportText, _ scratch: inout ClassifierScratch
    ) -> [String] {
        var evidence: [String] = []
        while evidence.count < Self.evidenceLimit, let hit = scratch.words.takeHeaviest(of: best) {
            evidence.append(report.string(hit.range, inTitle: hit.isInTitle))
        }
        guard evidence.isEmpty, best != other || scratch.words.hasHits, let rival,
            let inModel = areaOfModel.firstIndex(of: best),
            let against = areaOfModel.firstIndex(of: rival)
        else { return evidence }
        let weights = model.gramWeights.span
        func weight(_ slot: Int, of area: Int) -> Int {
            let block = area / Model.areasPerBlock * GramSlot.count
            return Int(weights[block + slot][area % Model.areasPerBlock])
        }
        scratch.phrases.collect(from: report, titleOnly: best == other, folding: reader.folding) {
            weight($0, of: inModel) - weight($0, of: against)
        }
        for phrase in scratch.phrases.best {
            let words = report.string(phrase.range, inTitle: phrase.isInTitle)
            if !evidence.contains(words) { evidence.append(words) }
        }
        return evidence
    }
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
