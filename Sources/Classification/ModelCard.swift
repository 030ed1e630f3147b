/// What a model says of itself.
package struct ModelCard: Codable, Hashable, Sendable {
    /// Names the model in every task that it decides.
    package var version: String
    /// The ids of the areas that it knows, `other` among them.
    package var areas: [String]
    /// SHA-256 over the lines that it was trained on, in hexadecimal.
    package var trainingHash: String
    /// How many lines it was trained and measured on.
    package var measuredLines: Int
    /// How many lines it was trained on only.
    package var supportingLines: Int
    /// Into how many folds the lines were cut to make the figures.
    package var folds: Int
    /// By cross-validation on the measured lines: each judged by a model that had not seen its fold.
    package var figures: Figures

    /// How good a model is; each between 0 and 1. What they mean stands at ``Evaluation``.
    package struct Figures: Codable, Hashable, Sendable {
        package var macroF1: Double
        package var macroF1Sure: Double
        package var accuracy: Double
        package var accuracyAt85: Double
        package var calibrationError: Double
    }

    /// The card of a model that nothing is known of yet but its areas.
    init(areas: [String]) {
        version = ""
        self.areas = areas
        trainingHash = ""
        measuredLines = 0
        supportingLines = 0
        folds = 0
        figures = Figures(macroF1: 0, macroF1Sure: 0, accuracy: 0, accuracyAt85: 0, calibrationError: 0)
    }
}
