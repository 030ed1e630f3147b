import Hotline
import WorkTime

/// A row of `evaluations`.
struct EvaluationRow {
    /// Whose report it was.
    let caller: CaseNumber
    /// Of which resolve: 1 is the case's first.
    let resolve: Int
    /// When it was said.
    let at: Instant
    /// What was said.
    let evaluation: ProgressBody.Evaluation
    /// Who had resolved it.
    let department: String

    static let columns = [
        "number", "caller", "resolve", "at", "reached", "resolved", "satisfaction", "department",
    ]

    static let insertion = """
        INSERT OR REPLACE INTO evaluations(caseID, \(columns.joined(separator: ", ")))
        VALUES (?, \(columns.map { _ in "?" }.joined(separator: ", ")))
        """

    /// Binds all but the case's id, which stands before.
    func bind(to row: inout some RowSink, number: CaseNumber) {
        row.bind(number)
        row.bind(caller)
        row.bind(resolve)
        row.bind(at)
        row.bind(evaluation.reached)
        row.bind(evaluation.resolved.flag)
        row.bind(evaluation.satisfaction.map { Int64($0) })
        row.bind(department)
    }
}

extension ProgressBody.Evaluation.Resolved {
    /// As it stands in a column.
    fileprivate var flag: Int64? {
        switch self {
        case .yes: 1
        case .no: 0
        case .unanswered: nil
        }
    }
}

extension Case {
    /// What callers said in entries of the history behind the first `written`. What they had said of another case before
    /// it was merged into this one stays with that.
    func evaluations(after written: Int) -> [EvaluationRow] {
        guard resolves.count > 0, history.count > written else { return [] }
        var rows: [EvaluationRow] = []
        var resolved = 0
        for entry in history {
            guard let event = entry.progress?.event else { continue }
            switch event.body {
            case .resolve: resolved += 1
            case .evaluate(let evaluation):
                guard entry.seq > written, resolves.indices.contains(resolved - 1) else { continue }
                rows.append(
                    EvaluationRow(
                        caller: event.caseNumber, resolve: resolved, at: entry.at, evaluation: evaluation,
                        department: rounds[resolves[resolved - 1].round - 1].department))
            default: continue
            }
        }
        return rows
    }
}
