import Classification
import Foundation
import Hotline
import Synchronization

/// What a model is trained on: the files that are measured as one set, and each supporting file as a set of its own.
struct TrainingSet {
    let reports: [LabelledReport]
    private let names: [String]

    /// The set of what the desk decided, beside files that are measured.
    static let decidedSet = 1

    /// - Parameter decided: what the desk decided, all of one set.
    init(
        measured: [String], supporting: [String], _ supportingWeight: Double, decided: [LabelledReport] = [],
        areas: [Area]
    ) throws {
        let ids = areas.map(\.id)
        // However many files are measured, they are one set.
        let main = try LabelledFile.read(measured, areas: ids)
        let further = try LabelledFile.read(supporting, areas: ids, weight: supportingWeight) {
            [beside = !measured.isEmpty && !decided.isEmpty] in
            $0 + (beside ? 2 : 1)
        }
        let first = main.flatMap(\.reports) + decided
        guard !first.isEmpty else { throw CommandFailure("there is no labelled report to learn from") }
        reports = first + further.flatMap(\.reports)
        guard Trainer(areas: areas, for: reports).modelAreas.count > 1 else {
            throw CommandFailure(
                "there is nothing to learn: no area but \(Area.otherID) has \(Trainer.leastReportsOfArea) labelled reports"
            )
        }
        let desk = decided.isEmpty ? [] : ["the desk's decisions"]
        names = (main.isEmpty ? [] : [main.map(\.name).joined(separator: ", ")]) + desk + further.map(\.name)
    }

    /// How many models cross-validation fits.
    func fits(folds: Int) -> Int {
        (names.count > 1 ? 2 : 1) * folds + 1
    }

    /// How well each set is told by models that have not seen the part they judge.
    func evaluations(of validation: CrossValidation) -> [EvaluationReport] {
        names.indices.map { set in
            let judgements = zip(reports, validation.judgements).filter { $0.0.set == set }.map(\.1)
            return EvaluationReport(names[set], areas: validation.model.card.areas, judgements)
        }
    }
}

/// One line on the terminal that says how many models of a cross-validation are fitted.
final class FitProgress: Sendable {
    private let total: Int
    private let isShown = isatty(STDERR_FILENO) == 1
    private let done = Mutex(0)

    init(of total: Int) {
        self.total = total
        show(0)
    }

    func step() {
        let count = done.withLock { done in
            done += 1
            return done
        }
        show(count)
    }

    func clear() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }

    private func show(_ count: Int) {
        guard isShown else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[Kfitted \(count) of \(total) models".utf8))
    }
}
