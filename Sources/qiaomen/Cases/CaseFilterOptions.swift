import ArgumentParser
import Hotline
import Store
import WorkTime

/// Which list of cases is shown.
enum CaseListOrder: String, CaseIterable, ExpressibleByArgument {
    /// All, the latest received first.
    case received
    /// Those that are open, the first due first.
    case due
    /// Those with callers to be called back.
    case callBacks = "call-backs"
    /// Those with requests that wait for the desk.
    case requests

    var order: CaseQuery.Order {
        switch self {
        case .received: .received
        case .due: .due
        case .callBacks: .callBacks
        case .requests: .requests
        }
    }
}

/// Which cases are shown.
struct CaseFilterOptions: ParsableArguments {
    @Option(help: "received (the latest first), due (open ones, the first due first), call-backs or requests.")
    var list = CaseListOrder.received

    @Option(help: ArgumentHelp("Only cases in this state; repeatable.", valueName: "state"))
    var state: [CaseState] = []

    @Option(help: ArgumentHelp("Only cases that this department answers for.", valueName: "id"))
    var department: String?

    @Option(help: ArgumentHelp("Only cases of this area.", valueName: "id"))
    var area: String?

    @Option(help: ArgumentHelp("Only cases of this community.", valueName: "id"))
    var community: String?

    @Option(help: ArgumentHelp("Only cases of this street.", valueName: "id"))
    var street: String?

    @Option(help: ArgumentHelp("Only cases that came on this channel.", valueName: "id"))
    var channel: String?

    @Option(help: ArgumentHelp("Only reports of this kind.", valueName: "kind"))
    var kind: ReportKind?

    @Option(help: ArgumentHelp("Only cases of this urgency.", valueName: "urgency"))
    var urgency: Urgency?

    @Option(
        help: ArgumentHelp("Only cases received then or later.", valueName: "time"),
        transform: { try Instant(rfc3339: $0) })
    var from: Instant?

    @Option(
        help: ArgumentHelp("Only cases received before.", valueName: "time"), transform: { try Instant(rfc3339: $0) })
    var to: Instant?

    @Option(
        help: ArgumentHelp("Only open cases that are overdue or due within so many hours.", valueName: "hours"))
    var dueWithin: Double?

    @Option(help: ArgumentHelp("Ends after so many cases.", valueName: "n"))
    var limit = 50

    mutating func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit: expected at least 1") }
        if let dueWithin, !(0...100_000).contains(dueWithin) {
            throw ValidationError("--due-within: expected 0 to 100000 hours")
        }
    }

    /// The query that they stand for.
    func query(now: Instant) -> CaseQuery {
        var query = CaseQuery(dueWithin == nil ? list.order : .due)
        query.states = Set(state)
        query.holder = department
        query.area = area
        query.community = community
        query.street = street
        query.channel = channel
        query.kind = kind
        query.urgency = urgency
        query.receivedFrom = from
        query.receivedBefore = to
        query.dueBefore = dueWithin.map { Instant(milliseconds: now.milliseconds + Int64($0 * 3_600_000)) }
        return query
    }
}

extension CaseState: ExpressibleByArgument {}
extension ReportKind: ExpressibleByArgument {}
extension Urgency: ExpressibleByArgument {}
