import Foundation

/// Multinomial logistic regression: the weights of columns and a constant for each class that make the given classes
/// likeliest, with the squares of the weights held down (ridge).
package struct LogisticRegression: Sendable {
    /// By class.
    package private(set) var constants: [Double]
    /// By column, then by class.
    package private(set) var weights: [[Double]]

    /// One thing to learn from.
    package struct Row: Sendable {
        /// Columns whose value is not 0, each once.
        package var columns: [Int32]
        package var values: [Float]
        package var weight: Double
        /// Its class.
        package var label: Int

        package init(columns: [Int32], values: [Float], weight: Double, label: Int) {
            self.columns = columns
            self.values = values
            self.weight = weight
            self.label = label
        }
    }

    private static let steps = 200
    private static let tolerance = 1e-5

    /// - Parameters:
    ///   - columns: how many there are.
    ///   - classes: how many there are.
    ///   - ridge: half of it times the sum of the weights' squares is added to the loss.
    package init(fitting rows: [Row], columns: Int, classes: Int, ridge: Double) {
        let first = columns * classes
        let solution = LBFGS.minimum(
            from: [Double](repeating: 0, count: first + classes), steps: Self.steps, tolerance: Self.tolerance
        ) { point, gradient in
            Self.loss(of: rows, at: point, first: first, classes: classes, ridge: ridge, &gradient)
        }
        constants = Array(solution[first...])
        weights = (0..<columns).map { Array(solution[$0 * classes..<($0 + 1) * classes]) }
    }

    /// The loss at a point: the weights by column and class, then from `first` on the constants.
    private static func loss(
        of rows: [Row], at point: [Double], first: Int, classes: Int, ridge: Double, _ gradient: inout [Double]
    ) -> Double {
        var loss = 0.0
        for index in 0..<first {
            gradient[index] = ridge * point[index]
            loss += ridge / 2 * point[index] * point[index]
        }
        for index in first..<point.count { gradient[index] = 0 }
        var scores = [Double](repeating: 0, count: classes)
        for row in rows {
            for label in 0..<classes { scores[label] = point[first + label] }
            for index in row.columns.indices {
                let (column, value) = (Int(row.columns[index]) * classes, Double(row.values[index]))
                for label in 0..<classes { scores[label] += point[column + label] * value }
            }
            loss -= row.weight * takeShares(&scores, of: row.label)
            // What is left in `scores` is how far each class's share lies above what it should be.
            for label in 0..<classes { scores[label] *= row.weight }
            for index in row.columns.indices {
                let (column, value) = (Int(row.columns[index]) * classes, Double(row.values[index]))
                for label in 0..<classes { gradient[column + label] += scores[label] * value }
            }
            for label in 0..<classes { gradient[first + label] += scores[label] }
        }
        return loss
    }

    /// Turns scores into shares by softmax, less 1 for the true class.
    ///
    /// - Returns: the logarithm of the true class's share.
    private static func takeShares(_ scores: inout [Double], of label: Int) -> Double {
        let highest = scores.reduce(-Double.infinity, max)
        let logarithm = scores[label] - highest
        var total = 0.0
        for index in scores.indices {
            scores[index] = exp(scores[index] - highest)
            total += scores[index]
        }
        for index in scores.indices { scores[index] /= total }
        scores[label] -= 1
        return logarithm - log(total)
    }
}
