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
    mutating func add(_ grams: borrowing GramSlots) {
        for block in GramBlock.allCases {
            let slots = grams.of(block)
            let share = Model.gramShare(count: slots.count) * model.parameters.gramSteps[block.rawValue]
            for first in stride(from: 0, to: model.gramWeights.count, by: GramSlot.count) {
                let sum = sum(of: slots.span, first: first)
                for lane in sum.indices {
                    let area = first / GramSlot.count * Model.areasPerBlock + lane
                    scores[area] += Double(sum[lane]) * share
                }
            }
        }
    }

    private func sum(of slots: Span<UInt32>, first: Int) -> SIMD4<Int32> {
        let weights = model.gramWeights.span
        var sum = SIMD4<Int32>()
        for index in slots.indices {
            // A slot is below `GramSlot.count` by its making, and the model's size is checked when it is read.
            let slot = Int(truncatingIfNeeded: slots[unchecked: index])
            sum &+= SIMD4<Int32>(truncatingIfNeeded: weights[unchecked: first &+ slot])
        }
        return sum
    }

    mutating func addFigure(_ figure: Int, _ value: Double) {
        let weights = model.parameters.figureWeights[figure]
        var sum = scores
        for area in weights.indices { sum[area] += weights[area] * value }
        scores = sum
    }
}
