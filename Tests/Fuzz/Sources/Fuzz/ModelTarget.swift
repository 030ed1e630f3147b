import Classification
import Hotline

/// Bytes as a model file, and as the beginning of one: card, parameters and record, with weights behind them. libFuzzer
/// would not make up a megabyte of weights, of which any byte is sound.
struct ModelTarget: FuzzTarget {
    private let areas = Shipped.areas
    private let reports = [
        "", "污水横流\u{1F}污水管网没有接通。A tree fell on the drain, 老旧小区改造！", "\u{1F}绿化带的树枯死了，路灯不亮",
        "The sewer backs up every morning.",
    ].map { Texts(Array($0.utf8)) }
    private let weights: [UInt8]

    init() {
        // Both signs, and no two areas alike.
        weights = (0..<Self.blockBytes * 2).map { UInt8(truncatingIfNeeded: $0 &* 0x9E37_79B1 >> 7) }
    }

    /// A block has weights of four areas for each of 2^18 slots.
    private static let blockBytes = 4 << 18

    func test(_ bytes: [UInt8]) {
        guard let error = complaint(bytes), error != complaint(bytes + [0]) else { return }
        // What is wrong with it is its length.
        for blocks in 1...2 where complaint(bytes + weights.prefix(blocks * Self.blockBytes)) == nil { return }
    }

    /// Reads a file and, if it is a model, uses it.
    ///
    /// - Returns: why it is none.
    private func complaint(_ file: [UInt8]) -> ModelError? {
        let model: Model
        do throws(ModelError) {
            model = try Model(bytes: file)
        } catch {
            return error
        }
        let classifier = Classifier(areas: areas, model: model)
        let other = areas.firstIndex { $0.id == Area.otherID } ?? 0
        var scratch = ClassifierScratch()
        for texts in reports {
            let verdict = classifier.classify(title: texts.title?.span, text: texts.text.span, scratch: &scratch)
            requireSound(verdict, on: texts, areas: areas.count, other: other)
        }
        return nil
    }
}
