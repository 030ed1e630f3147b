import Foundation

/// The grams that training keeps, as columns of a regression.
struct GramColumns {
    /// How many there are.
    let count: Int
    /// How much the shares of each block are worth, so that the blocks' squares have the wanted proportion on average.
    let blockScales: [Double]
    /// The column of each slot; -1 for those left out.
    private let columnOf: [Int32]
    /// By column.
    private let slots: [Int32]
    /// By column: how much the gram's rarity makes it weigh.
    private let rarities: [Float]

    /// - Parameters:
    ///   - reports: all that is learned from.
    ///   - leastReports: grams that fewer of them have are left out.
    ///   - blockWeights: what the mean of each block's squares shall be.
    init(of reports: [ReportFeatures], leastReports: Int, _ blockWeights: [Double]) {
        var having = [Int32](repeating: 0, count: GramSlot.count)
        var lastSeenIn = [Int32](repeating: -1, count: GramSlot.count)
        for (index, report) in reports.enumerated() {
            for block in report.blocks {
                for (slot, _) in block where lastSeenIn[Int(slot)] != Int32(index) {
                    lastSeenIn[Int(slot)] = Int32(index)
                    having[Int(slot)] += 1
                }
            }
        }
        var columnOf = [Int32](repeating: -1, count: GramSlot.count)
        var slots: [Int32] = []
        var rarities: [Float] = []
        for slot in having.indices where having[slot] >= leastReports {
            columnOf[slot] = Int32(slots.count)
            slots.append(Int32(slot))
            rarities.append(Float(log(Double(reports.count + 1) / Double(having[slot] + 1))))
        }
        var squares = [Double](repeating: 0, count: blockWeights.count)
        for report in reports {
            for (index, block) in report.blocks.enumerated() {
                for (slot, share) in block {
                    let column = columnOf[Int(slot)]
                    guard column >= 0 else { continue }
                    let value = Double(share * rarities[Int(column)])
                    squares[index] += value * value
                }
            }
        }
        count = slots.count
        blockScales = zip(blockWeights, squares).map { weight, sum in
            sum > 0 ? (weight * Double(reports.count) / sum).squareRoot() : 0
        }
        self.columnOf = columnOf
        self.slots = slots
        self.rarities = rarities
    }

    /// A report's grams; label and weight are the caller's to set.
    func row(of report: ReportFeatures) -> LogisticRegression.Row {
        var values: [Int32: Float] = [:]
        for (index, block) in report.blocks.enumerated() {
            let scale = Float(blockScales[index])
            for (slot, share) in block {
                let column = columnOf[Int(slot)]
                guard column >= 0 else { continue }
                values[column, default: 0] += share * scale * rarities[Int(column)]
            }
        }
        let columns = values.keys.sorted()
        return LogisticRegression.Row(
            columns: columns, values: columns.map { values[$0] ?? 0 }, weight: 1, label: 0)
    }

    /// The weights by slot, in whole steps of the 127th part of the largest.
    ///
    /// - Parameter weights: by column, then by area.
    func quantised(_ weights: [[Double]], areas: Int) -> (weights: [SIMD4<Int8>], step: Double) {
        let worth = (0..<count).map { column in weights[column].map { $0 * Double(rarities[column]) } }
        let largest = worth.reduce(0) { $1.reduce($0) { max($0, abs($1)) } }
        let step = largest > 0 ? largest / 127 : 1
        let blocks = (areas + Model.areasPerBlock - 1) / Model.areasPerBlock
        var quantised = [SIMD4<Int8>](repeating: SIMD4(), count: blocks * GramSlot.count)
        for column in 0..<count {
            for (area, value) in worth[column].enumerated() {
                let (block, lane) = area.quotientAndRemainder(dividingBy: Model.areasPerBlock)
                quantised[block * GramSlot.count + Int(slots[column])][lane] = Int8((value / step).rounded())
            }
        }
        return (quantised, step)
    }
}
