import Hotline
import WorkTime

/// A row of `supports`: a department that helps with an open case which another answers for.
struct SupportRow: Hashable {
    let department: String
    /// When the help is due; once there was some, or where nobody said, when the case is; the end of time if it is never.
    let helpBy: Instant

    static let insertion = "INSERT INTO supports(department, helpBy, number, caseID) VALUES (?, ?, ?, ?)"
    static let deletion = "DELETE FROM supports WHERE caseID = ?"

    /// What is bound before the case's id.
    func bind(to row: inout some RowSink, number: CaseNumber) {
        row.bind(department)
        row.bind(helpBy)
        row.bind(number)
    }

    /// The rows of a case, each department once.
    static func all(of state: Case) -> [SupportRow] {
        guard CaseState.open.contains(state.state) else { return [] }
        let workBy = state.round.clock.due?.instant ?? .latest
        var rows: [String: Instant] = [:]
        for support in state.supporting where support.department != state.holder {
            let helpBy = support.contributedAt == nil ? support.dueBy ?? workBy : workBy
            rows[support.department] = min(helpBy, rows[support.department] ?? .latest)
        }
        return rows.map { SupportRow(department: $0.key, helpBy: $0.value) }
    }
}
