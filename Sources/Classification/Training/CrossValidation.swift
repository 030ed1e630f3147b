import Dispatch
package import Hotline
import Synchronization

/// Trains a model and measures it: the reports are cut into folds, and each is judged by a model that has not seen its
/// fold. Near-duplicates share a fold; every fold has its part of each area.
package struct CrossValidation: Sendable {
    /// The model trained on all reports, calibrated on the judgements below.
    package let model: Model
    /// By report: how a model judged it that had not seen it, with the confidence of a calibration fitted without its
    /// fold. Areas are indices into the model's; those that it does not know, and tells by words, count as `other`.
    package let judgements: [Judgement]

    /// - Parameters:
    ///   - reports: those of set 0 are measured for the model's card and calibrate its confidence.
    ///   - areas: the district's.
    ///   - folds: at least 2.
    ///   - seed: of the cut; the same seed gives the same folds.
    ///   - progress: is told after each fit, from any thread: one a fold, twice as many if there are other sets, and one
    ///     of all.
    package init(
        of reports: [LabelledReport], areas: [Area], folds: Int, seed: UInt64, progress: @Sendable () -> Void = {}
    ) {
        let trainer = Trainer(areas: areas, for: reports)
        let samples = trainer.samples(reports)
        let cut = Folds(of: reports, parts: folds, seed: seed)
        let (foldOf, foldCount) = (cut.foldOf, cut.count)
        // The fold after the last: the model of all reports.
        let results = Mutex([Int: FoldResult]())
        DispatchQueue.concurrentPerform(iterations: foldCount + 1) { fold in
            let model = trainer.fit(samples.indices.filter { foldOf[$0] != fold }.map { samples[$0] })
            let classifier = trainer.classifier(model)
            var scratch = ClassifierScratch()
            let judged = fold < foldCount ? reports.indices.filter { foldOf[$0] == fold } : []
            let guesses = judged.map { index in
                let verdict = classifier.classify(reports[index], &scratch)
                return Guess(index: index, area: areas[verdict.area].id, share: verdict.confidence)
            }
            results.withLock { $0[fold] = FoldResult(model: model, guesses: guesses) }
            progress()
        }
        let guesses = results.withLock { results in
            results.values.flatMap(\.guesses).sorted { $0.index < $1.index }
        }
        let isMeasured = reports.map { $0.set == 0 }
        func calibration(without fold: Int?) -> Calibration {
            Calibration(
                fitting: guesses.filter { isMeasured[$0.index] && foldOf[$0.index] != fold }.map {
                    ($0.share, trainer.label(of: $0.area) == samples[$0.index].label)
                })
        }
        let calibrations = (0..<foldCount).map { calibration(without: $0) }
        judgements = guesses.map { guess in
            Judgement(
                truth: samples[guess.index].label, guess: trainer.label(of: guess.area),
                confidence: calibrations[foldOf[guess.index]].confidence(ofShare: guess.share),
                isSure: reports[guess.index].isSure)
        }
        let raw = results.withLock { $0[foldCount]?.model } ?? trainer.fit(samples)
        model = raw.finished(reports, judgements, folds: folds, calibration(without: nil))
    }

    private struct FoldResult {
        let model: Model
        let guesses: [Guess]
    }

    /// How a report was judged by a model that had not seen it.
    private struct Guess {
        let index: Int
        let area: String
        let share: Double
    }
}

extension Model {
    /// The model with its calibration, its record and its card.
    fileprivate func finished(
        _ reports: [LabelledReport], _ judgements: [Judgement], folds: Int, _ calibration: Calibration
    ) -> Model {
        let measured = reports.indices.filter { reports[$0].set == 0 }
        let all = Evaluation(measured.map { judgements[$0] }, areaCount: card.areas.count)
        let sure = Evaluation(
            measured.map { judgements[$0] }.filter(\.isSure), areaCount: card.areas.count)
        var record = HeldOutRecord()
        for index in reports.indices { record.note(judgements[index].guess, of: reports[index].fingerprint) }
        var card = card
        card.trainingHash = LabelledReport.hash(of: reports)
        card.version = "grams-\(Model.recipe)-\(card.trainingHash.prefix(8))"
        card.measuredLines = measured.count
        card.supportingLines = reports.count - measured.count
        card.folds = folds
        card.figures = ModelCard.Figures(
            macroF1: all.macroF1, macroF1Sure: sure.macroF1, accuracy: all.accuracy, accuracyAt85: all.accuracyAt85,
            calibrationError: all.calibrationError)
        var parameters = parameters
        parameters.calibration = calibration
        return Model(card: card, parameters: parameters, gramWeights: gramWeights, record: record)
    }
}
