import Classification
import Foundation
import TestKit
import Testing

@Suite("Logistic regression", .timeLimit(.minutes(1)))
struct LogisticRegressionTests {
    private typealias Row = LogisticRegression.Row

    private func row(_ values: [Int: Float], _ label: Int, weight: Double = 1) -> Row {
        let columns = values.keys.sorted()
        return Row(
            columns: columns.map(Int32.init), values: columns.map { values[$0] ?? 0 }, weight: weight, label: label)
    }

    @Test("Without any column the constants give the classes' log-odds")
    func constants() {
        let rows = (0..<100).map { row([:], $0 < 50 ? 0 : $0 < 80 ? 1 : 2) }
        let fit = LogisticRegression(fitting: rows, columns: 0, classes: 3, ridge: 1)
        #expect(abs(fit.constants[0] - fit.constants[1] - log(50.0 / 30)) < 0.01)
        #expect(abs(fit.constants[1] - fit.constants[2] - log(30.0 / 20)) < 0.01)
        #expect(fit.weights.isEmpty)
    }

    @Test("A row counts by its weight: two of weight 1 are one of weight 2")
    func weights() {
        let twice = (0..<20).map { row([0: Float($0 % 5)], $0 % 3 == 0 ? 1 : 0) }
        let one = LogisticRegression(fitting: twice + twice, columns: 1, classes: 2, ridge: 1)
        let two = LogisticRegression(
            fitting: (0..<20).map { row([0: Float($0 % 5)], $0 % 3 == 0 ? 1 : 0, weight: 2) }, columns: 1, classes: 2,
            ridge: 1)
        #expect(abs(one.constants[0] - two.constants[0]) < 1e-3)
        #expect(abs(one.weights[0][0] - two.weights[0][0]) < 1e-3)
    }

    @Test("One column that parts two classes has the weight at which the ridge balances the likelihood")
    func ridge() {
        // Ten of class 1 at x = 1, ten of class 0 at x = -1: by symmetry no constants and weights w, -w with
        // ridge * w = 20 * share(wrong), share(wrong) = 1 / (1 + exp(2 w)).
        let rows = (0..<20).map { row([0: $0 < 10 ? 1 : -1], $0 < 10 ? 1 : 0) }
        for ridge in [0.1, 1, 10.0] {
            let fit = LogisticRegression(fitting: rows, columns: 1, classes: 2, ridge: ridge)
            let weight = fit.weights[0][1]
            #expect(weight > 0)
            #expect(abs(fit.weights[0][0] + weight) < 1e-3)
            #expect(abs(ridge * weight - 20 / (1 + exp(2 * weight))) < 0.05)
            #expect(abs(fit.constants[0] - fit.constants[1]) < 1e-2)
        }
    }

    @Test("The larger the ridge, the smaller the weights")
    func shrinking() {
        let rows = (0..<30).map { row([0: Float($0 % 3), 1: Float($0 % 7)], $0 % 2) }
        let lengths = [0.01, 0.1, 1, 10, 100].map { ridge in
            LogisticRegression(fitting: rows, columns: 2, classes: 2, ridge: ridge).weights.joined()
                .reduce(0) { $0 + $1 * $1 }
        }
        #expect(lengths == lengths.sorted(by: >))
        #expect(lengths[4] < 1e-3)
    }

    @Test("A column that no row has weighs nothing; classes are as likely as they are frequent where nothing is known")
    func unused() {
        let fit = LogisticRegression(
            fitting: (0..<40).map { row([:], $0 % 4 == 0 ? 1 : 0) }, columns: 3, classes: 2, ridge: 1)
        #expect(fit.weights == [[0, 0], [0, 0], [0, 0]])
        #expect(abs(fit.constants[0] - fit.constants[1] - log(3)) < 0.01)
        let nothing = LogisticRegression(fitting: [], columns: 2, classes: 3, ridge: 1)
        #expect(nothing.constants == [0, 0, 0])
    }

    /// The gradient of the loss at a fit, by its definition.
    private func gradient(_ rows: [Row], _ fit: LogisticRegression, ridge: Double) -> [Double] {
        let classes = fit.constants.count
        var gradient = fit.weights.map { $0.map { ridge * $0 } } + [[Double](repeating: 0, count: classes)]
        for row in rows {
            let scores = (0..<classes).map { label in
                zip(row.columns, row.values).reduce(fit.constants[label]) {
                    $0 + fit.weights[Int($1.0)][label] * Double($1.1)
                }
            }
            let total = scores.reduce(0) { $0 + exp($1) }
            for label in 0..<classes {
                let excess = row.weight * (exp(scores[label]) / total - (row.label == label ? 1 : 0))
                for (column, value) in zip(row.columns, row.values) {
                    gradient[Int(column)][label] += excess * Double(value)
                }
                gradient[fit.weights.count][label] += excess
            }
        }
        return Array(gradient.joined())
    }

    @Test("At the fit the slope of the loss is all but flat, of 40 random problems")
    func optimum() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<40 {
            let (columns, classes) = (Int.random(in: 1...12, using: &random), Int.random(in: 2...5, using: &random))
            let rows = (0..<Int.random(in: 5...80, using: &random)).map { _ in
                var values: [Int: Float] = [:]
                for column in 0..<columns where Bool.random(using: &random) {
                    values[column] = Float.random(in: -3...3, using: &random)
                }
                return row(
                    values, Int.random(in: 0..<classes, using: &random),
                    weight: Double.random(in: 0.2...3, using: &random))
            }
            let ridge = Double.random(in: 0.3...2, using: &random)
            let fit = LogisticRegression(fitting: rows, columns: columns, classes: classes, ridge: ridge)
            let none = LogisticRegression(fitting: [], columns: columns, classes: classes, ridge: ridge)
            let (end, start) = (gradient(rows, fit, ridge: ridge), gradient(rows, none, ridge: ridge))
            func length(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
            #expect(length(end) < 0.05 * length(start) + 0.05)
        }
    }

    @Test("Far-off values give finite weights")
    func finite() {
        let rows = (0..<10).map { row([0: $0 % 2 == 0 ? 1e6 : -1e6, 1: 1e-9], $0 % 2) }
        let fit = LogisticRegression(fitting: rows, columns: 2, classes: 2, ridge: 1e-3)
        #expect(fit.weights.joined().allSatisfy { $0.isFinite })
        #expect(fit.constants.allSatisfy { $0.isFinite })
    }
}
