import Foundation

/// Turns a share that a model gives its best area into the probability that it is right.
///
/// Platt's scaling: a logistic curve over the share's log-odds (J. Platt, Probabilistic outputs for support vector
/// machines, 1999), fitted on reports that the model has not seen. It rises with the share, so that it keeps the order.
package struct Calibration: Codable, Hashable, Sendable {
    var slope = 1.0
    var intercept = 0.0

    /// The probability that a best guess with this share, 0 to 1, is right.
    package func confidence(ofShare share: Double) -> Double {
        1 / (1 + exp(-(slope * Self.logOdds(share) + intercept)))
    }

    /// - Parameter guesses: the shares of best guesses, and whether they were right. Without both right and wrong ones
    ///   among them there is nothing to fit, and a share counts as the probability.
    package init(fitting guesses: [(share: Double, isRight: Bool)]) {
        let right = Double(guesses.count { $0.isRight })
        let wrong = Double(guesses.count) - right
        guard right > 0, wrong > 0 else { return }
        // Platt's targets, not 1 and 0, keep the curve from running away when few are wrong.
        let (high, low) = ((right + 1) / (right + 2), 1 / (wrong + 2))
        for _ in 0..<Self.steps {
            // Newton's step on two parameters.
            var (slopeGradient, interceptGradient) = (0.0, 0.0)
            var (a, b, c) = (Self.ridge, 0.0, Self.ridge)
            for guess in guesses {
                let x = Self.logOdds(guess.share)
                let p = 1 / (1 + exp(-(slope * x + intercept)))
                let error = p - (guess.isRight ? high : low)
                slopeGradient += error * x
                interceptGradient += error
                let weight = p * (1 - p)
                a += weight * x * x
                b += weight * x
                c += weight
            }
            let determinant = a * c - b * b
            slope -= (c * slopeGradient - b * interceptGradient) / determinant
            intercept -= (a * interceptGradient - b * slopeGradient) / determinant
        }
        // A curve that falls would turn the order round: such a fit says that the shares mean nothing.
        if !(slope > 0 && slope.isFinite && intercept.isFinite) { self = Calibration() }
    }

    init() {}

    private static let steps = 25
    private static let ridge = 1e-6

    /// The share's log-odds, within what a share of one in a million has.
    private static func logOdds(_ share: Double) -> Double {
        let inside = min(max(share, 1e-6), 1 - 1e-6)
        return log(inside / (1 - inside))
    }
}
