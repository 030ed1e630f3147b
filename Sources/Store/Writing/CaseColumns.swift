import Hotline
import WorkTime

/// The columns of `cases` that follow from a case.
struct CaseColumns {
    let `case`: Case
    let wakeAt: Instant?
    /// The last resolve, and who did it; nil while the case is open, or if it ended otherwise.
    let resolve: CaseResolve?
    let residentTime: (elapsed: Int64, working: Int64?)?

    init(_ case: Case, wakeAt: Instant?, _ calendars: Calendars) {
        self.case = `case`
        self.wakeAt = wakeAt
        resolve = `case`.round.ending == .resolved ? `case`.resolves.last : nil
        residentTime = resolve.map { `case`.residentTime(asOf: $0.at, calendars) }
    }

    /// Columns that never change once a case is there.
    static let fixed = ["number", "channel", "receivedAt", "reportedAt"]

    /// All others, in the order in which they are bound.
    static let changing = [
        "seq", "state", "open", "holder", "area", "kind", "urgency", "community", "street", "clockStart",
        "assignedAt", "acceptBy", "acceptedAt", "contactBy", "contactedAt", "dueAt", "workBy", "promisedBy",
        "provisional",
        "resolvedAt", "resolvedBy", "workingMs", "elapsedMs", "waitMs", "firstRight",
        "closedAt", "outcome", "exclusion", "mergedInto", "suspension", "suspendedUntil", "closesAt",
        "rounds", "returns", "reassignments", "redos", "extensions", "ledgers", "urges", "supervisions",
        "callers", "unasked", "requests", "requestedAt", "confidence", "wakeAt", "updatedAt",
    ]

    static let insertion = """
        INSERT INTO cases(\((fixed + changing).joined(separator: ", ")))
        VALUES (\((fixed + changing).map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT DO NOTHING RETURNING id
        """

    /// Only if the case is written as far as the step supposes.
    static let update = """
        UPDATE cases SET \(changing.map { "\($0) = ?" }.joined(separator: ", ")) WHERE number = ? AND seq = ?
        RETURNING id
        """

    func bindFixed(to row: inout some RowSink) {
        row.bind(`case`.number)
        row.bind(`case`.subject.channel)
        row.bind(`case`.callers.first?.receivedAt ?? `case`.residentClock.start)
        row.bind(`case`.callers.first?.reportedAt ?? `case`.residentClock.start)
    }

    func bind(to row: inout some RowSink) {
        row.bind(`case`.history.count)
        row.bind(`case`.state.rawValue)
        row.bind(CaseState.open.contains(`case`.state))
        bindSubject(to: &row)
        bindRound(to: &row)
        bindResolve(to: &row)
        bindEnd(to: &row)
        bindCounts(to: &row)
        row.bind(`case`.subject.confidence)
        row.bind(wakeAt)
        row.bind(updatedAt)
    }

    /// When what everybody may see of it last changed: what is said of it after its end does not count.
    private var updatedAt: Instant {
        if CaseState.open.contains(`case`.state) || `case`.state == .merged { return `case`.lastAppliedAt }
        return resolve?.at ?? `case`.closing?.at ?? `case`.lastAppliedAt
    }

    private func bindSubject(to row: inout some RowSink) {
        row.bind(`case`.holder)
        row.bind(`case`.subject.area)
        row.bind(`case`.subject.kind.rawValue)
        row.bind(`case`.subject.urgency.rawValue)
        row.bind(`case`.subject.community)
        row.bind(`case`.subject.street)
        row.bind(`case`.residentClock.start)
    }

    private func bindRound(to row: inout some RowSink) {
        let round = `case`.round
        row.bind(round.assignedAt)
        row.bind(round.accept.due?.instant)
        row.bind(round.accept.stoppedAt)
        row.bind(round.contact.due?.instant)
        row.bind(round.contact.stoppedAt)
        row.bind(round.clock.due?.instant)
        row.bind(round.clock.due?.instant ?? .latest)
        row.bind(`case`.promisedBy)
        row.bind(`case`.isProvisional)
    }

    private func bindResolve(to row: inout some RowSink) {
        row.bind(resolve?.at)
        row.bind(resolve.map { `case`.rounds[$0.round - 1].department })
        row.bind(residentTime?.working)
        row.bind(residentTime?.elapsed)
        row.bind(resolve.map { `case`.rawWait(asOf: $0.at) })
        row.bind(resolve.map { _ in Int64(`case`.wasRightAtFirst ? 1 : 0) })
    }

    private func bindEnd(to row: inout some RowSink) {
        row.bind(`case`.closing?.at)
        row.bind(`case`.closing?.outcome.rawValue)
        row.bind(`case`.exclusion?.rawValue)
        row.bind(`case`.mergedInto.map { Int64($0.value) })
        row.bind(`case`.suspension?.kind.rawValue)
        row.bind(`case`.suspension?.until)
        row.bind(`case`.closesAt)
    }

    private func bindCounts(to row: inout some RowSink) {
        row.bind(`case`.rounds.count)
        row.bind(`case`.grantedReturns)
        row.bind(`case`.reassignments)
        row.bind(`case`.redos)
        row.bind(`case`.grantedExtensions)
        row.bind(`case`.grantedLedgers)
        row.bind(`case`.urges)
        row.bind(`case`.supervisions.count)
        row.bind(`case`.callers.count)
        row.bind(`case`.unaskedCallers)
        row.bind(`case`.requests.count)
        row.bind(`case`.requests.map(\.at).min())
    }
}
