import CResources
import Foundation

/// What training has learned: how much each gram and each figure speaks for each area.
///
/// A linear model. A report's score for an area is a constant, the weighted figures of the areas' words, and of each
/// block of grams (``GramBlock``) the sum of its grams' weights by the root of how many they are. Softmax makes shares of
/// the scores, `calibration` a probability of the best share.
package struct Model: Sendable {
    package let card: ModelCard
    let parameters: Parameters
    /// By four areas, then by slot: the weights of a gram in steps of ``Parameters/gramStep``.
    let gramWeights: [SIMD4<Int8>]
    /// How the lines that it was measured on were judged by models that had not seen them.
    package let record: HeldOutRecord

    /// The small part, kept as JSON in the file.
    struct Parameters: Codable, Hashable, Sendable {
        /// What one step of the grams' weights is worth, by block.
        var gramSteps: [Double]
        /// By area.
        var constants: [Double]
        /// By figure, then by area.
        var figureWeights: [[Double]]
        /// For areas that the model does not know: a constant and the weights of the figures of an area's words, for
        /// the log-odds that a report is about it rather than about none that has words.
        var newAreaConstant: Double
        var newAreaWeights: [Double]
        var calibration: Calibration

        /// All of them.
        var numbers: [Double] {
            gramSteps + constants + figureWeights.flatMap(\.self) + [newAreaConstant] + newAreaWeights
                + [calibration.slope, calibration.intercept]
        }
    }

    /// As many areas a model can know.
    package static let maximumAreas = 8
    /// How many areas' weights lie side by side.
    static let areasPerBlock = 4

    init(card: ModelCard, parameters: Parameters, gramWeights: [SIMD4<Int8>], record: HeldOutRecord) {
        self.card = card
        self.parameters = parameters
        self.gramWeights = gramWeights
        self.record = record
    }

    /// The model that ships with the program, deploy/classifier/model.qiaomen.
    package static func shipped() throws(ModelError) -> Model {
        try Model(bytes: Array(UnsafeBufferPointer(start: qiaomen_model_bytes(), count: qiaomen_model_size)))
    }

    /// How much a sum over `count` grams weighs.
    @inline(__always)
    static func gramShare(count: Int) -> Double {
        count > 0 ? 1 / Double(count).squareRoot() : 0
    }
}
