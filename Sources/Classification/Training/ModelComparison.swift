package import Hotline

/// A new model and the present one on the same reports, none of which the one that judges it has learned from.
///
/// Where one of them tells an area by words alone, that counts as `other`: a record holds no more.
package struct ModelComparison: Sendable {
    /// By the models that have not seen a report's fold.
    package let candidate: Evaluation
    /// By the verdicts that the present model's record holds; where it never met a report, by itself.
    package let present: Evaluation

    /// - Parameters:
    ///   - validation: of the new model.
    ///   - reports: those that `validation` was made from.
    ///   - areas: the district's.
    package init(_ validation: CrossValidation, with present: Model, on reports: [LabelledReport], areas: [Area]) {
        let classifier = Classifier(areas: areas, model: present)
        let indexOf = Dictionary(areas.enumerated().map { ($1.id, $0) }) { first, _ in first }
        func index(_ id: String) -> Int { indexOf[id] ?? indexOf[Area.otherID] ?? 0 }
        func told(_ id: String, by model: Model) -> Int {
            index(model.card.areas.contains(id) ? id : Area.otherID)
        }
        var scratch = ClassifierScratch()
        var candidates: [Judgement] = []
        var presents: [Judgement] = []
        for (report, judgement) in zip(reports, validation.judgements) where report.set == 0 {
            let truth = index(report.area)
            let known = present.record.guess(of: report.fingerprint).map { index(present.card.areas[$0]) }
            let guess = known ?? told(areas[classifier.classify(report, &scratch).area].id, by: present)
            presents.append(Judgement(truth: truth, guess: guess, confidence: 1, isSure: report.isSure))
            candidates.append(
                Judgement(
                    truth: truth, guess: index(validation.model.card.areas[judgement.guess]), confidence: 1,
                    isSure: report.isSure))
        }
        candidate = Evaluation(candidates, areaCount: areas.count)
        self.present = Evaluation(presents, areaCount: areas.count)
    }

    /// Whether the present model tells the areas better, by macro F1.
    package var presentIsBetter: Bool { present.macroF1 > candidate.macroF1 }
}
