import ArgumentParser
import Classification
import Foundation
import Hotline
import Store

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

            --from-store takes what the desk has decided while it worked: reports that it reclassified, or sent to a             department by hand, with the area that was right. With FILEs they only teach, with full weight; without, they             are measured too, and since they are the reports that were hard, they look worse than what will come.

            The new model is compared with the present one (--model, or the shipped one) on the same lines, none of which \
            the judging model has learned from. If the present one is better, nothing is written unless --replace is \
            given. Without --output nothing is written at all.

            EXAMPLES
              qiaomen train labelled.jsonl
              qiaomen train labelled.jsonl --with deploy/classifier/examples --output model.qiaomen
              qiaomen train labelled.jsonl --from-store --output model.qiaomen
              qiaomen ingest --model model.qiaomen
            """)

    @Argument(
        help: "Files of labelled reports, or folders of .jsonl files; standard input as '-'.", completion: .file())
    var files: [String] = []

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp(
            "Further labelled reports to learn from: a file or a folder; repeatable.", valueName: "path"),
        completion: .file())
    var supporting: [String] = []

    @Flag(help: "Learns from what the desk decided, too; the reports that are not purged.")
    var fromStore = false

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
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var common: CommonOptions

    /// How much a supporting report counts beside a measured one.
    private static let supportingWeight = 0.5

    mutating func validate() throws {
        guard (2...20).contains(folds) else { throw ValidationError("--folds: expected 2 to 20") }
        guard fromStore || !files.isEmpty else { throw ValidationError("expected FILEs, or --from-store") }
    }

    func run() async throws {
        let settings = try await Settings.load(
            common, district: districtOptions, model: modelOptions, store: storeOptions)
        let district = try await settings.readDistrict()
        let areas = district.areas
        let decided = fromStore ? try await deskLabels(settings, district) : []
        let measured = try LabelledFile.paths(files), added = try LabelledFile.paths(supporting)
        let (folds, seed) = (folds, seed)
        let (training, validation) = try await blocking {
            let training = try TrainingSet(
                measured: measured, supporting: added, Self.supportingWeight, decided: decided, areas: areas)
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

    private func deskLabels(_ settings: Settings, _ district: District) async throws -> [LabelledReport] {
        let store = try await settings.openStoreToRead(district)
        // A set of their own behind those that are measured; the only one without FILEs.
        let set = files.isEmpty ? 0 : TrainingSet.decidedSet
        let labels = try await ofStore {
            var labels = DeskLabels(district)
            try store.eachDeskDecision { for decision in $0 { labels.take(decision, set: set) } }
            return labels
        }
        tell(
            """
            \(store.path): \(grouped(labels.reports.count)) reports with an area that the desk decided; \
            \(grouped(labels.undecided)) more went to departments of several areas
            """)
        return labels.reports
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
