import Foundation

/// A report's scores by a model: one number an area of the model.
struct WeightedSum {
    private(set) var scores = SIMD8<Double>()
    private let model: Model

    init(_ model: Model) {
        self.model = model
        for (area, constant) in model.parameters.constants.enumerated() { scores[area] = constant }
    }

    /// Adds the grams: whole numbers, so that the sum is the same on any machine.
    mutating func addGrams(of report: borrowing ReportText, _ contexts: borrowing Contexts, by reader: FeatureReader) {
        // A copy of the reference: the span must not borrow what the sums below change.
        let model = model
        let weights = model.gramWeights.span
        for block in 0..<weights.count / GramSlot.count {
            let first = block * GramSlot.count
            var title = (sum: SIMD4<Int32>(), count: 0)
            var text = (sum: SIMD4<Int32>(), count: 0)
            var context = (sum: SIMD4<Int32>(), count: 0)
            reader.forEachGram(of: report, contexts) { block, slot in
                // A slot is below `GramSlot.count` by its making, and the model's size is checked when it is read.
                let weight = SIMD4<Int32>(truncatingIfNeeded: weights[unchecked: first + slot])
                switch block {
                case .title:
                    title.sum &+= weight
                    title.count += 1
                case .text:
                    text.sum &+= weight
                    text.count += 1
                case .context:
                    context.sum &+= weight
                    context.count += 1
                }
            }
            for (index, part) in [title, text, context].enumerated() {
                let share = Model.gramShare(count: part.count) * model.parameters.gramSteps[index]
                add(SIMD4<Double>(part.sum) * share, from: block * Model.areasPerBlock)
            }
        }
    }

    private mutating func add(_ part: SIMD4<Double>, from area: Int) {
        var sum = scores
        for lane in part.indices { sum[area + lane] += part[lane] }
        scores = sum
    }

    mutating func addFigure(_ figure: Int, _ value: Double) {
        let weights = model.parameters.figureWeights[figure]
        var sum = scores
        for area in weights.indices { sum[area] += weights[area] * value }
        scores = sum
    }
}
