import Foundation
package import Hotline

/// Learns a model from labelled reports.
///
/// Multinomial logistic regression over grams and figures of words. A gram counts by its rarity, log((n + 1) / (d + 1))
/// with d of n reports having it; those that fewer than ``leastReports`` have are left out. The constants are those with
/// the best macro F1 by cross-validation on some 2,400 messages to local governments.
package struct Trainer: Sendable {
    private let areas: [Area]
    /// The ids of the areas that the model will know.
    package let modelAreas: [String]
    private let reader: FeatureReader

    /// Grams that fewer reports have are left out.
    private static let leastReports = 15
    /// An area needs so many reports to be learned; one with fewer is told by its words alone.
    package static let leastReportsOfArea = 20
    private static let ridge = 0.5
    /// How much title, text and contexts of the areas' words weigh beside each other.
    private static let blockWeights = [2, 1, 1.5]
    private static let wordFigureWeight = 0.3
    private static let formFigureWeight = 0.1
    /// A report of a rare area weighs more, by this power of how much rarer it is than the commonest.
    private static let rarityPower = 0.5

    /// - Parameters:
    ///   - areas: the district's; `other` is one of them.
    ///   - reports: what will be learned from; each one's area is among `areas`.
    package init(areas: [Area], for reports: [LabelledReport]) {
        var counts: [String: Int] = [:]
        for report in reports { counts[report.area, default: 0] += 1 }
        let learnable = areas.map(\.id).filter {
            $0 != Area.otherID && counts[$0, default: 0] >= Self.leastReportsOfArea
        }
        // Of more than a model can know, those with the most reports; one place is for `other`.
        let known = learnable.sorted { counts[$0, default: 0] > counts[$1, default: 0] }.prefix(Model.maximumAreas - 1)
        let modelAreas = areas.map(\.id).filter { $0 == Area.otherID || known.contains($0) }
        self.modelAreas = modelAreas
        self.areas = areas
        reader = FeatureReader(areas: areas, inModel: areas.map { modelAreas.firstIndex(of: $0.id) }, finding: [])
    }

    /// Reports as training reads them, once for any number of fits.
    struct Sample: Sendable {
        let features: ReportFeatures
        /// Its area, an index into ``modelAreas``.
        let label: Int
        let weight: Double
    }

    /// Reads reports; those of areas that the model will not know count as `other`.
    func samples(_ reports: [LabelledReport]) -> [Sample] {
        var scratch = ClassifierScratch()
        return reports.map { report in
            Sample(
                features: ReportFeatures(of: report, by: reader, areas: modelAreas.count, &scratch),
                label: label(of: report.area), weight: report.weight)
        }
    }

    /// The place of an area in ``modelAreas``; `other`'s for those that the model will not know.
    func label(of area: String) -> Int {
        modelAreas.firstIndex(of: area) ?? modelAreas.firstIndex(of: Area.otherID) ?? 0
    }

    /// Learns from samples; the model's confidence is not calibrated yet, and its card is empty.
    func fit(_ samples: [Sample]) -> Model {
        let columns = GramColumns(of: samples.map(\.features), leastReports: Self.leastReports, Self.blockWeights)
        let weights = weights(of: samples)
        let figures = FeatureReader.figureCount(areas: modelAreas.count)
        let rows = zip(samples, weights).map { sample, weight in
            var row = columns.row(of: sample.features)
            for (index, value) in sample.features.figures {
                row.columns.append(Int32(columns.count + index))
                row.values.append(Float(value * figureScale(index)))
            }
            row.label = sample.label
            row.weight = weight
            return row
        }
        let regression = LogisticRegression(
            fitting: rows, columns: columns.count + figures, classes: modelAreas.count, ridge: Self.ridge)
        let (gramWeights, step) = columns.quantised(regression.weights, areas: modelAreas.count)
        let newArea = newArea(from: samples)
        let parameters = Model.Parameters(
            gramSteps: columns.blockScales.map { $0 * step }, constants: regression.constants,
            figureWeights: (0..<figures).map { index in
                regression.weights[columns.count + index].map { $0 * figureScale(index) }
            },
            newAreaConstant: newArea.constant, newAreaWeights: newArea.weights, calibration: Calibration())
        return Model(
            card: ModelCard(areas: modelAreas), parameters: parameters, gramWeights: gramWeights,
            record: HeldOutRecord())
    }

    private func figureScale(_ index: Int) -> Double {
        let isOfWords = index < modelAreas.count * WordCounts.figureCount
        return (isOfWords ? Self.wordFigureWeight : Self.formFigureWeight).squareRoot()
    }

    private func weights(of samples: [Sample]) -> [Double] {
        var totals = [Double](repeating: 0, count: modelAreas.count)
        for sample in samples { totals[sample.label] += sample.weight }
        let commonest = totals.reduce(0, max)
        return samples.map { $0.weight * pow(commonest / totals[$0.label], Self.rarityPower) }
    }

    /// What the words of an area say when nothing else is known of it: log-odds, learned from every report and area of
    /// whose words it holds one.
    private func newArea(from samples: [Sample]) -> (constant: Double, weights: [Double]) {
        let rows = samples.flatMap { sample in
            sample.features.wordFigures.enumerated().compactMap { area, figures in
                figures.map { figures in
                    LogisticRegression.Row(
                        columns: figures.indices.map { Int32($0) }, values: figures.map { Float($0) },
                        weight: sample.weight, label: sample.label == area ? 1 : 0)
                }
            }
        }
        let regression = LogisticRegression(
            fitting: rows, columns: WordCounts.figureCount, classes: 2, ridge: Self.ridge)
        return (
            regression.constants[1] - regression.constants[0], regression.weights.map { $0[1] - $0[0] }
        )
    }

    /// A classifier by a model that this trainer fitted.
    func classifier(_ model: Model) -> Classifier {
        Classifier(areas: areas, model: model)
    }
}
