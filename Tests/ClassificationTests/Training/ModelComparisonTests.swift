import Classification
import Hotline
import TestKit
import Testing

@Suite("Comparing models", .timeLimit(.minutes(5)))
struct ModelComparisonTests {
    private let areas: [Area]
    private let reports: [LabelledReport]
    private let good: CrossValidation

    init() throws {
        let trained = try TrainedExamples.shared.get()
        (areas, reports, good) = (trained.areas, trained.reports, trained.validation)
    }

    /// A model that has learned nonsense: the areas of the same reports, shuffled.
    private var bad: CrossValidation {
        var random = SeededGenerator(seed: 2)
        let labels = reports.map(\.area).shuffled(using: &random)
        let shuffled = zip(reports, labels).map { LabelledReport(title: $0.title, text: $0.text, area: $1) }
        return CrossValidation(of: shuffled, areas: areas, folds: 2, seed: 1)
    }

    @Test("A model is as good as itself")
    func itself() {
        let comparison = ModelComparison(good, with: good.model, on: reports, areas: areas)
        #expect(comparison.candidate == comparison.present)
        #expect(!comparison.presentIsBetter)
        #expect(comparison.present.macroF1 == good.model.card.figures.macroF1)
    }

    @Test("A model trained on shuffled labels loses against a good one, whichever of the two is the new one")
    func shuffled() {
        let bad = bad
        let worse = ModelComparison(bad, with: good.model, on: reports, areas: areas)
        #expect(worse.presentIsBetter)
        #expect(worse.present.macroF1 > worse.candidate.macroF1 + 0.3)
        let better = ModelComparison(good, with: bad.model, on: reports, areas: areas)
        #expect(!better.presentIsBetter)
    }

    @Test("Neither is judged on what it has learned: the present model's record counts, not what it says today")
    func heldOut() {
        let comparison = ModelComparison(good, with: good.model, on: reports, areas: areas)
        let classifier = Classifier(areas: areas, model: good.model)
        let today = reports.count { areas[classifier.verdict(title: $0.title, $0.text).area].id == $0.area }
        #expect(comparison.present.accuracy < Double(today) / Double(reports.count))
    }

    @Test("A report that the present model never met is judged by the model itself")
    func unmet() throws {
        let (met, unmet) = (Array(reports.prefix(1_200)), Array(reports.suffix(600)))
        let present = CrossValidation(of: met, areas: areas, folds: 2, seed: 1).model
        let candidate = CrossValidation(of: unmet, areas: areas, folds: 2, seed: 1)
        let comparison = ModelComparison(candidate, with: present, on: unmet, areas: areas)
        let classifier = Classifier(areas: areas, model: present)
        let right = unmet.filter { present.record.guess(of: $0.fingerprint) == nil }
            .count { areas[classifier.verdict(title: $0.title, $0.text).area].id == $0.area }
        #expect(comparison.present.count == unmet.count)
        #expect(comparison.present.accuracy >= Double(right) / Double(unmet.count))
    }

    @Test("Only the measured set is compared")
    func sets() {
        let others = reports.map { LabelledReport(title: $0.title, text: $0.text, area: $0.area, set: 1) }
        #expect(ModelComparison(good, with: good.model, on: others, areas: areas).present.count == 0)
    }

    @Test("An area that is told by words alone counts as `other` for both, whether they have met the reports or not")
    func newArea() throws {
        let streets = ["人民路", "建设路", "解放路", "前进路", "长虹路", "檀溪路"]
        let noise = streets.map { LabelledReport(title: nil, text: "\($0)夜市噪音扰民，吵得人睡不着", area: "noise") }
        let district = [area("noise", ["噪音扰民", "噪音"])] + areas
        let all = reports + noise
        let candidate = CrossValidation(of: all, areas: district, folds: 2, seed: 1)
        for present in [good.model, candidate.model] {
            let comparison = ModelComparison(candidate, with: present, on: all, areas: district)
            #expect(comparison.candidate.confusion[0] == [0, 0, 0, 0, 6])
            #expect(comparison.present.confusion[0] == [0, 0, 0, 0, 6])
        }
    }
}
