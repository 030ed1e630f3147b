import Classification
import Foundation

/// How good a classifier is on one set of reports, for people or as JSON.
struct EvaluationReport {
    /// What the set is called.
    let name: String
    /// The areas' ids, in the order of the judgements' indices.
    let areas: [String]
    let all: Evaluation
    /// Those whose area no careful reader would decide otherwise.
    let sure: Evaluation

    init(_ name: String, areas: [String], _ judgements: [Judgement]) {
        self.name = name
        self.areas = areas
        all = Evaluation(judgements, areaCount: areas.count)
        sure = Evaluation(judgements.filter(\.isSure), areaCount: areas.count)
    }

    /// Several tables, ended by a blank line.
    var text: String {
        var text = """
            \(name): \(grouped(all.count)) reports, \(percent(all.accuracy)) right, macro F1 \(three(all.macroF1))
            sure ones: \(grouped(sure.count)) reports, \(percent(sure.accuracy)) right, macro F1 \(three(sure.macroF1))
            expected calibration error \(three(all.calibrationError)), \(percent(all.accuracyAt85)) right at 85 % coverage


            """
        var scores = TextTable(["area", "reports", "precision", "recall", "F1", "F1 sure"])
        for (index, area) in areas.enumerated() {
            let score = all.areas[index]
            scores.add([
                area, grouped(score.count), three(score.precision), three(score.recall), three(score.f1),
                three(sure.areas[index].f1),
            ])
        }
        var confusion = TextTable(["truly \\ guessed"] + areas)
        for (index, area) in areas.enumerated() { confusion.add([area] + all.confusion[index].map(grouped)) }
        var coverages = TextTable(["coverage", "right", "confidence from"])
        for coverage in all.coverages where Int((coverage.share * 100).rounded()) % 10 == 0 || coverage.share == 0.85 {
            coverages.add([percent(coverage.share), percent(coverage.accuracy), three(coverage.threshold)])
        }
        var bins = TextTable(["confidence", "reports", "said", "right"])
        for (tenth, bin) in all.bins.enumerated() where bin.count > 0 {
            bins.add([
                "\(tenth * 10)-\((tenth + 1) * 10) %", grouped(bin.count), percent(bin.confidence),
                percent(bin.accuracy),
            ])
        }
        for table in [scores, confusion, coverages, bins] {
            var table = table
            text += table.takeText() + "\n"
        }
        return text
    }

    /// What ``json`` holds.
    struct Content: Encodable {
        struct Part: Encodable {
            var reports: Int
            var accuracy: Double
            var macroF1: Double
            var accuracyAt85: Double
            var calibrationError: Double
            var areas: [String: Area]
        }
        struct Area: Encodable {
            var reports: Int
            var precision: Double
            var recall: Double
            var f1: Double
        }
        struct Coverage: Encodable {
            var share: Double
            var accuracy: Double
            var confidence: Double
        }
        struct Bin: Encodable {
            var reports: Int
            var confidence: Double
            var accuracy: Double
        }
        var set: String
        var all: Part
        var sure: Part
        var confusion: [String: [String: Int]]
        var coverage: [Coverage]
        var reliability: [Bin]
    }

    /// One line.
    var json: String {
        let content = Content(
            set: name, all: part(all), sure: part(sure),
            confusion: keyed(all.confusion.map(keyed)),
            coverage: all.coverages.map {
                .init(share: $0.share, accuracy: rounded($0.accuracy), confidence: rounded($0.threshold))
            },
            reliability: all.bins.map {
                .init(reports: $0.count, confidence: rounded($0.confidence), accuracy: rounded($0.accuracy))
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Nothing in it can fail to be written: all numbers are finite.
        return (try? encoder.encode(content)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private func part(_ evaluation: Evaluation) -> Content.Part {
        Content.Part(
            reports: evaluation.count, accuracy: rounded(evaluation.accuracy), macroF1: rounded(evaluation.macroF1),
            accuracyAt85: rounded(evaluation.accuracyAt85), calibrationError: rounded(evaluation.calibrationError),
            areas: keyed(
                evaluation.areas.map {
                    .init(
                        reports: $0.count, precision: rounded($0.precision), recall: rounded($0.recall),
                        f1: rounded($0.f1))
                }))
    }

    private func keyed<Value>(_ values: [Value]) -> [String: Value] {
        Dictionary(zip(areas, values)) { first, _ in first }
    }
}

private func percent(_ share: Double) -> String {
    String(format: "%.1f %%", share * 100)
}

private func three(_ number: Double) -> String {
    String(format: "%.3f", number)
}
