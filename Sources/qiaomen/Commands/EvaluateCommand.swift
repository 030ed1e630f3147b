import ArgumentParser
import Classification
import Foundation
import Hotline

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Says how well the classifier tells labelled reports' areas.",
        discussion: """
            Each line is a JSON object with text, area (an area's id in the district file), if there is one title, and \
            sure: false where a careful reader could decide otherwise. Told are precision, recall and F1 by area, their \
            unweighted mean (macro F1), how many of the most confident guesses are right (coverage), and whether as many \
            are right as the confidence says.

            Lines that the model was trained on are left out: on them it would look better than it is. qiaomen train \
            measures those by cross-validation.

            EXAMPLES
              qiaomen evaluate labelled.jsonl
              qiaomen evaluate --model model.qiaomen --format json labelled.jsonl
            """)

    @Argument(
        help: "Files of labelled reports, or folders of .jsonl files; standard input as '-'.", completion: .file())
    var files: [String]

    @Option(help: "table or json.")
    var format = ListFormat.table

    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, model: modelOptions)
        let areas = try await settings.readDistrict().areas
        let model = try await settings.readModel()
        let paths = try LabelledFile.paths(files)
        let isTable = format == .table
        try await blocking {
            let classifier = Classifier(areas: areas, model: model)
            var scratch = ClassifierScratch()
            for file in try LabelledFile.read(paths, areas: areas.map(\.id)) {
                let unknown = file.reports.filter { model.record.guess(of: $0.fingerprint) == nil }
                let known = file.reports.count - unknown.count
                if known > 0 {
                    tell("\(file.name): \(grouped(known)) lines are left out: the model was trained on them")
                }
                let judgements = unknown.map { report in
                    let verdict = classifier.classify(report, &scratch)
                    return Judgement(
                        truth: areas.firstIndex { $0.id == report.area } ?? 0, guess: verdict.area,
                        confidence: verdict.confidence, isSure: report.isSure)
                }
                guard !judgements.isEmpty else { continue }
                let report = EvaluationReport(file.name, areas: areas.map(\.id), judgements)
                print(isTable ? report.text : report.json, terminator: isTable ? "" : "\n")
            }
        }
    }
}
