/// How good verdicts are.
package struct Evaluation: Hashable, Sendable {
    /// How well one area is told.
    package struct AreaScore: Hashable, Sendable {
        /// How many reports are truly about it.
        package let count: Int
        /// Of those guessed to be about it, how many are; 0 if none was guessed.
        package let precision: Double
        /// Of those about it, how many were guessed to be; 0 if there is none.
        package let recall: Double
        /// The harmonic mean of precision and recall.
        package let f1: Double
    }

    /// The part of the reports with the highest confidence.
    package struct Coverage: Hashable, Sendable {
        /// How large the part is, 0 to 1.
        package let share: Double
        /// How many of it were guessed right.
        package let accuracy: Double
        /// The lowest confidence in it.
        package let threshold: Double
    }

    /// The reports whose confidence lies between two tenths.
    package struct Bin: Hashable, Sendable {
        package let count: Int
        /// The mean confidence.
        package let confidence: Double
        /// How many of them were guessed right.
        package let accuracy: Double
    }

    package let count: Int
    /// How many guesses are right.
    package let accuracy: Double
    /// By area.
    package let areas: [AreaScore]
    /// The unweighted mean of the areas' F1; areas that no report is about are left out.
    package let macroF1: Double
    /// From all reports down to the most confident tenth.
    package let coverages: [Coverage]
    /// By tenths of confidence.
    package let bins: [Bin]
    /// The expected calibration error: the mean distance, over all reports, of their bin's confidence from its accuracy
    /// (M. Naeini et al., Obtaining well calibrated probabilities using Bayesian binning, 2015), with ten bins.
    package let calibrationError: Double
    /// By true area, then by guess: how many.
    package let confusion: [[Int]]

    /// - Parameter areaCount: how many areas there are.
    package init(_ judgements: [Judgement], areaCount: Int) {
        count = judgements.count
        accuracy = Self.share(of: judgements) { $0.isRight }
        var confusion = [[Int]](repeating: [Int](repeating: 0, count: areaCount), count: areaCount)
        for judgement in judgements { confusion[judgement.truth][judgement.guess] += 1 }
        self.confusion = confusion
        areas = (0..<areaCount).map { area in
            let right = Double(confusion[area][area])
            let actual = confusion[area].reduce(0, +)
            let guessed = confusion.reduce(0) { $0 + $1[area] }
            return AreaScore(
                count: actual, precision: guessed > 0 ? right / Double(guessed) : 0,
                recall: actual > 0 ? right / Double(actual) : 0,
                f1: actual + guessed > 0 ? 2 * right / Double(actual + guessed) : 0)
        }
        let present = areas.filter { $0.count > 0 }
        macroF1 = present.isEmpty ? 0 : present.reduce(0) { $0 + $1.f1 } / Double(present.count)
        let ranked = judgements.sorted { $0.confidence > $1.confidence }
        coverages = stride(from: 100, through: 10, by: -5).map { percent in
            Self.coverage(percent, of: ranked)
        }
        bins = (0..<10).map { tenth in
            let bin = judgements.filter { min(9, Int($0.confidence * 10)) == tenth }
            let sum = bin.reduce(0) { $0 + $1.confidence }
            return Bin(
                count: bin.count, confidence: bin.isEmpty ? 0 : sum / Double(bin.count),
                accuracy: Self.share(of: bin) { $0.isRight })
        }
        calibrationError = bins.reduce(0) { sum, bin in
            sum + Double(bin.count) / Double(max(1, judgements.count)) * abs(bin.confidence - bin.accuracy)
        }
    }

    /// The accuracy of the 85 % with the highest confidence.
    package var accuracyAt85: Double {
        coverages.first { $0.share == 0.85 }?.accuracy ?? 0
    }

    private static func coverage(_ percent: Int, of ranked: [Judgement]) -> Coverage {
        let part = ranked.prefix((ranked.count * percent + 50) / 100)
        return Coverage(
            share: Double(percent) / 100, accuracy: share(of: part) { $0.isRight },
            threshold: part.last?.confidence ?? 0)
    }

    private static func share(of judgements: some Collection<Judgement>, where holds: (Judgement) -> Bool) -> Double {
        judgements.isEmpty ? 0 : Double(judgements.filter(holds).count) / Double(judgements.count)
    }
}
