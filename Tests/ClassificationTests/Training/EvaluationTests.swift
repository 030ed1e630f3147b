import Classification
import Testing

@Suite("Evaluation", .timeLimit(.minutes(1)))
struct EvaluationTests {
    /// Ten judgements on three areas: of area 0 five, of which four are told; of area 1 three, of which two are; of area
    /// 2 two, of which one is.
    private let evaluation = Evaluation(
        [
            (0, 0, 0.99), (0, 0, 0.95), (0, 0, 0.91), (0, 0, 0.75), (0, 1, 0.55),
            (1, 1, 0.85), (1, 1, 0.72), (1, 2, 0.62), (2, 2, 0.81), (2, 0, 0.42),
        ].map { Judgement(truth: $0.0, guess: $0.1, confidence: $0.2, isSure: true) }, areaCount: 3)

    private func near(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 1e-12 }

    @Test("Accuracy is how many guesses are right")
    func accuracy() {
        #expect(evaluation.count == 10)
        #expect(near(evaluation.accuracy, 0.7))
    }

    @Test("Precision is of those guessed, recall of those true, F1 their harmonic mean")
    func scores() {
        #expect(evaluation.areas.map(\.count) == [5, 3, 2])
        #expect(near(evaluation.areas[0].precision, 4.0 / 5) && near(evaluation.areas[0].recall, 4.0 / 5))
        #expect(near(evaluation.areas[1].precision, 2.0 / 3) && near(evaluation.areas[1].recall, 2.0 / 3))
        #expect(near(evaluation.areas[2].precision, 1.0 / 2) && near(evaluation.areas[2].recall, 1.0 / 2))
        let uneven = Evaluation(
            [(0, 0), (0, 0), (0, 1), (1, 0), (1, 1), (1, 0)].map {
                Judgement(truth: $0.0, guess: $0.1, confidence: 1, isSure: true)
            }, areaCount: 2)
        #expect(near(uneven.areas[0].precision, 2.0 / 4) && near(uneven.areas[0].recall, 2.0 / 3))
        #expect(near(uneven.areas[0].f1, 2 * (0.5 * 2 / 3) / (0.5 + 2.0 / 3)))
        #expect(near(uneven.areas[1].precision, 1.0 / 2) && near(uneven.areas[1].recall, 1.0 / 3))
    }

    @Test("Macro F1 is the areas' mean, each counting the same")
    func macro() {
        #expect(near(evaluation.macroF1, (0.8 + 2.0 / 3 + 0.5) / 3))
    }

    @Test("An area that no report is about is left out of macro F1, and has no score of its own")
    func absent() {
        let judgements = [(0, 0), (1, 2), (1, 1)].map {
            Judgement(truth: $0.0, guess: $0.1, confidence: 1, isSure: true)
        }
        let evaluation = Evaluation(judgements, areaCount: 4)
        #expect(evaluation.areas[2] == evaluation.areas[3])
        #expect(evaluation.areas[2].f1 == 0 && evaluation.areas[2].precision == 0 && evaluation.areas[2].recall == 0)
        #expect(near(evaluation.macroF1, (1 + 2.0 / 3) / 2))
    }

    @Test("The confusion is by truth, then by guess")
    func confusion() {
        #expect(evaluation.confusion == [[4, 1, 0], [0, 2, 1], [1, 0, 1]])
    }

    @Test("Coverage goes from all reports down to the most confident tenth, in steps of five hundredths")
    func coverage() {
        #expect(evaluation.coverages.map(\.share).first == 1)
        #expect(evaluation.coverages.map(\.share).last == 0.1)
        #expect(evaluation.coverages.count == 19)
        #expect(near(evaluation.coverages[0].accuracy, 0.7) && evaluation.coverages[0].threshold == 0.42)
        // 80 %: the eight with at least 0.62, one of which is wrong.
        #expect(near(evaluation.coverages[4].accuracy, 7.0 / 8) && evaluation.coverages[4].threshold == 0.62)
        #expect(near(evaluation.coverages[18].accuracy, 1) && evaluation.coverages[18].threshold == 0.99)
        // 85 % of ten are rounded to nine.
        #expect(near(evaluation.accuracyAt85, 7.0 / 9))
    }

    @Test("Bins hold the confidences between two tenths; 1 belongs to the last")
    func bins() {
        #expect(evaluation.bins.map(\.count) == [0, 0, 0, 0, 1, 1, 1, 2, 2, 3])
        #expect(near(evaluation.bins[7].confidence, (0.75 + 0.72) / 2) && near(evaluation.bins[7].accuracy, 1))
        #expect(near(evaluation.bins[6].confidence, 0.62) && near(evaluation.bins[6].accuracy, 0))
        let ends = Evaluation(
            [0, 0.1, 0.999, 1].map { Judgement(truth: 0, guess: 0, confidence: $0, isSure: true) }, areaCount: 1)
        #expect(ends.bins.map(\.count) == [1, 1, 0, 0, 0, 0, 0, 0, 0, 2])
    }

    @Test("The calibration error is the mean distance of the bins' confidence from their accuracy, by their reports")
    func calibrationError() {
        // 0.4: 0.42 - 0; 0.5: 0.55 - 0; 0.6: 0.62 - 0; 0.7: 1 - 0.735, twice; 0.8: 1 - 0.83, twice; 0.9: 1 - 0.95, 3 times.
        let expected = (0.42 + 0.55 + 0.62 + 2 * 0.265 + 2 * 0.17 + 3 * 0.05) / 10
        #expect(near(evaluation.calibrationError, expected))
    }

    @Test("Of no reports every figure is 0")
    func none() {
        let none = Evaluation([], areaCount: 3)
        #expect(none.count == 0)
        #expect(none.accuracy == 0 && none.macroF1 == 0 && none.accuracyAt85 == 0 && none.calibrationError == 0)
        #expect(none.bins.allSatisfy { $0.count == 0 && $0.accuracy == 0 })
        #expect(none.coverages.allSatisfy { $0.accuracy == 0 && $0.threshold == 0 })
    }
}
