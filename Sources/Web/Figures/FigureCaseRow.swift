import Hotline
import Store
import WorkTime

/// A case of a managers' list: nothing that a resident has said or is called.
struct FigureCaseRow {
    let row: CaseRow
    let words: FigureWording

    /// What the template `figure-cases.html` shows.
    func model(asOf now: Instant) -> [String: Any] {
        let isOverdue = CaseState.open.contains(row.state) && row.dueAt.map { $0 <= now } == true
        return [
            "number": row.number.description, "grouped": row.number.grouped, "state": words.language(row.state.name),
            "department": words.name(.group(row.holder), by: .department),
            "area": words.name(.group(row.area), by: .area),
            "kind": words.language(row.kind.name),
            "community": words.name(.group(row.community), by: .community),
            "received": words.time(row.receivedAt), "due": words.time(row.dueAt),
            "promised": words.time(row.promisedBy), "isOverdue": isOverdue,
        ]
    }
}
