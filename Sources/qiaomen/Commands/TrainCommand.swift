import ArgumentParser
import Classification
import Foundation
import Hotline

struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Makes a classifier's model from labelled reports, and measures it.",
        discussion: """
            Each line is a JSON object with text, area (an area's id in the district file), if there is one title, and \
            sure: false where a careful reader could decide otherwise. Reports that were sent to the wrong department, \
            with the area that was right, make a model better. An area needs \(Trainer.leastReportsOfArea) reports to be \
            learned; one with fewer is told by its words in the district file alone.

            The FILEs should be like the reports that will come: on them the model is measured, by cross-validation, and \
            its confidence is fitted. What --with names teaches as well, with half the weight, and is measured apart.

            The new model is compared with the present one (--model, or the shipped one) on the same lines, none of which \
            the judging model has learned from. If the present one is better, nothing is written unless --replace is \
            given. Without --output nothing is written at all.

            EXAMPLES
              qiaomen train labelled.jsonl
              qiaomen train labelled.jsonl --with deploy/classifier/examples --output model.qiaomen
              qiaomen ingest --model model.qiaomen
            """)

    @Argument(
        help: "Files of labelled reports, or folders of .jsonl files; standard input as '-'.", completion: .file())
    var files: [String]

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "Further labelled reports to learn from: a file or a folder; repeatable.", valueName: "path"),
        completion: .file())
    var supporting: [String] = []

    @Option(help: ArgumentHelp("Where the model is written.", valueName: "file"), completion: .file())
    var output: String?

    @Flag(help: "Writes the model even if the present one is better.")
    var replace = false

    @Option(help: ArgumentHelp("Into how many parts the reports are cut to measure the model.", valueName: "n"))
    var folds = 5

    @Option(help: ArgumentHelp("The same number gives the same parts.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: "table or json.")
    var format = ListFormat.table

    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var common: CommonOptions

    /// How much a supporting report counts beside a measured one.
    private static let supportingWeight = 0.5

    mutating func validate() throws {
        guard (2...20).contains(folds) else { throw ValidationError("--folds: expected 2 to 20") }
    }

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions, model: modelOptions)
        let areas = try await settings.readDistrict().areas
        let measured = try LabelledFile.paths(files), added = try LabelledFile.paths(supporting)
        let (folds, seed) = (folds, seed)
        let (training, validation) = try await blocking {
            let training = try TrainingSet(measured: measured, supporting: added, Self.supportingWeight, areas: areas)
            let fits = FitProgress(of: training.fits(folds: folds))
            defer { fits.clear() }
            let validation = CrossValidation(
                of: training.reports, areas: areas, folds: folds, seed: seed, progress: { fits.step() })
            return (training, validation)
        }
        for report in training.evaluations(of: validation) {
            print(format == .table ? report.text : report.json, terminator: format == .table ? "" : "\n")
        }
        let isWorse = try await compare(validation, training, areas, settings)
        guard let output else { return tell("nothing is written without --output") }
        guard !isWorse || replace else {
            throw CommandFailure(
                "nothing is written: the present model is better; --replace writes the new one all the same")
        }
        do {
            try await blocking {
                try Data(validation.model.encoded()).write(to: URL(fileURLWithPath: output), options: .atomic)
            }
        } catch {
            throw CommandFailure("\(output): cannot be written: \(error.localizedDescription)")
        }
        tell("\(output): model \(validation.model.card.version)")
    }

    /// - Returns: whether the present model is better.
    private func compare(
        _ validation: CrossValidation, _ training: TrainingSet, _ areas: [Area], _ settings: Settings
    ) async throws -> Bool {
        let present: Model
        do {
            present = try await settings.readModel()
        } catch {
            tell("there is no present model to compare with: \(error)")
            return false
        }
        let comparison = try await blocking {
            ModelComparison(validation, with: present, on: training.reports, areas: areas)
        }
        tell(
            """
            on the same \(grouped(comparison.present.count)) lines: macro F1 of the new model \
            \(rounded(comparison.candidate.macroF1)), of the present one (\(present.card.version)) \
            \(rounded(comparison.present.macroF1))
            """)
        return comparison.presentIsBetter
    }
}
