/// What training knows of one report: its grams by block and its figures.
struct ReportFeatures: Sendable {
    /// By block: each slot once, in rising order, with the share that its grams have of the block's sum.
    private(set) var blocks: [[(slot: Int32, share: Float)]] = []
    /// Figures that are not 0, each once.
    private(set) var figures: [(index: Int, value: Double)] = []
    /// Of each of the model's areas the figures of its words, if any of them stands in the report.
    private(set) var wordFigures: [[Double]?]

    /// - Parameter areas: how many areas the model to come knows.
    init(of report: LabelledReport, by reader: FeatureReader, areas: Int, _ scratch: inout ClassifierScratch) {
        let (title, text) = (report.title.map { Array($0.utf8) }, Array(report.text.utf8))
        let reading = ReportText(title: title?.span, text: text.span)
        reader.read(reading, &scratch)
        wordFigures = [[Double]?](repeating: nil, count: areas)
        blocks = GramBlock.allCases.map { Self.shares(of: scratch.grams.of($0)) }
        reader.forEachFigure(of: reading, scratch.words, areas: areas) { index, value in
            figures.append((index, value))
            let (area, figure) = index.quotientAndRemainder(dividingBy: WordCounts.figureCount)
            guard area < areas else { return }
            wordFigures[area, default: [Double](repeating: 0, count: WordCounts.figureCount)][figure] = value
        }
    }

    private static func shares(of slots: ArraySlice<UInt32>) -> [(slot: Int32, share: Float)] {
        let share = Float(Model.gramShare(count: slots.count))
        var shares: [(slot: Int32, share: Float)] = []
        for slot in slots.sorted().lazy.map({ Int32($0) }) {
            if shares.last?.slot == slot {
                shares[shares.count - 1].share += share
            } else {
                shares.append((slot, share))
            }
        }
        return shares
    }
}

extension Array {
    /// The optional at an index, `value` put in where there is none.
    fileprivate subscript<Value>(_ index: Int, default value: @autoclosure () -> Value) -> Value
    where Element == Value? {
        get { self[index] ?? value() }
        set { self[index] = newValue }
    }
}
