import Hotline
import WorkTime

/// A row of `rounds`.
struct RoundRow {
    let round: Round
    /// The time charged; nil while the round lasts.
    let charge: Charge?

    init(_ round: Round, _ charge: Charge?) {
        self.round = round
        self.charge = charge
    }

    static let columns = [
        "number", "round", "department", "reason", "kind", "assignedAt", "acceptBy", "acceptedAt", "contactBy",
        "contactedAt", "dueAt", "endedAt", "ending", "workingMs", "elapsedMs",
    ]

    static let insertion = """
        INSERT OR REPLACE INTO rounds(caseID, \(columns.joined(separator: ", ")))
        VALUES (?, \(columns.map { _ in "?" }.joined(separator: ", ")))
        """

    /// Binds all but the case's id, which stands before.
    func bind(to row: inout some RowSink, number: CaseNumber) {
        row.bind(number)
        row.bind(round.number)
        row.bind(round.department)
        row.bind(round.reason.rawValue)
        row.bind(round.kind.rawValue)
        row.bind(round.assignedAt)
        row.bind(round.accept.due?.instant)
        row.bind(round.accept.stoppedAt)
        row.bind(round.contact.due?.instant)
        row.bind(round.contact.stoppedAt)
        row.bind(round.clock.due?.instant)
        row.bind(round.endedAt)
        row.bind(round.ending?.rawValue)
        row.bind(charge?.working)
        row.bind(charge?.elapsed)
    }
}
