import Classification
import Foundation
import TestKit
import Testing

@Suite("Calibration", .timeLimit(.minutes(1)))
struct CalibrationTests {
    private func logOdds(_ share: Double) -> Double { log(share / (1 - share)) }

    @Test("Where there is nothing to fit, a share counts as the probability")
    func nothing() {
        let none = Calibration(fitting: [])
        let allRight = Calibration(fitting: [(0.7, true), (0.8, true)])
        let allWrong = Calibration(fitting: [(0.7, false), (0.8, false)])
        for calibration in [none, allRight, allWrong] {
            for share in [0.001, 0.3, 0.5, 0.9, 0.999] {
                #expect(abs(calibration.confidence(ofShare: share) - share) < 1e-12)
            }
        }
    }

    @Test("Of two kinds of shares the confidence is how many of each were right, by Platt's targets")
    func twoKinds() {
        // 100 at 0.9 of which 60 are right, 100 at 0.99 of which 95 are: two parameters fit two rates exactly.
        let guesses =
            (0..<100).map { (share: 0.9, isRight: $0 < 60) } + (0..<100).map { (share: 0.99, isRight: $0 < 95) }
        let calibration = Calibration(fitting: guesses)
        let (right, wrong) = (155.0, 45.0)
        let (high, low) = ((right + 1) / (right + 2), 1 / (wrong + 2))
        #expect(abs(calibration.confidence(ofShare: 0.9) - (60 * high + 40 * low) / 100) < 1e-6)
        #expect(abs(calibration.confidence(ofShare: 0.99) - (95 * high + 5 * low) / 100) < 1e-6)
    }

    @Test("A known curve is found again from what it gave")
    func known() {
        var random = SeededGenerator(seed: 5)
        let guesses = (0..<20_000).map { _ in
            let share = Double.random(in: 0.3..<0.999, using: &random)
            let probability = 1 / (1 + exp(-(0.6 * logOdds(share) - 0.2)))
            return (share: share, isRight: Double.random(in: 0..<1, using: &random) < probability)
        }
        let calibration = Calibration(fitting: guesses)
        for share in [0.4, 0.6, 0.8, 0.95, 0.99] {
            let probability = 1 / (1 + exp(-(0.6 * logOdds(share) - 0.2)))
            #expect(abs(calibration.confidence(ofShare: share) - probability) < 0.02)
        }
    }

    @Test("A fit that would turn the order of the shares round is none")
    func falling() {
        let guesses = (0..<50).map { (share: 0.9, isRight: $0 < 10) } + (0..<50).map { (share: 0.6, isRight: $0 < 40) }
        #expect(Calibration(fitting: guesses) == Calibration(fitting: []))
    }

    @Test(
        "Whatever is fitted, confidences lie between 0 and 1 and rise with the share",
        arguments: [
            [(1.0, true), (1.0, false)], [(0.0, false), (1.0, true)], [(0.5, true), (0.5, false)],
            [(0.9, true), (0.1, false)], [(0.999_999_999, true), (0.999_999_998, false)],
            Array(repeating: (1.0, true), count: 5_000) + [(0.99, false)],
            Array(repeating: (0.2, false), count: 5_000) + [(0.21, true)],
        ])
    func law(guesses: [(Double, Bool)]) {
        let calibration = Calibration(fitting: guesses.map { (share: $0.0, isRight: $0.1) })
        var last = -1.0
        for share in [0, 1e-9, 1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 1 - 1e-6, 1 - 1e-9, 1] {
            let confidence = calibration.confidence(ofShare: share)
            #expect((0...1).contains(confidence))
            #expect(confidence >= last)
            last = confidence
        }
    }

    @Test("So they do of 300 random fits")
    func randomLaw() {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<300 {
            let spread: Double = [1e-9, 1e-3, 0.3, 1.0].randomElement(using: &random) ?? 1
            law(
                guesses: (0..<Int.random(in: 2...40, using: &random)).map { _ in
                    (1 - Double.random(in: 0...spread, using: &random), Bool.random(using: &random))
                })
        }
    }
}
