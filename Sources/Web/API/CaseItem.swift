import Hotline
import Store

/// A case of a list, without personal data.
struct CaseItem: Encodable, Sendable {
    let `case`, state, department, area, kind, urgency: String
    let community, street: String?
    let channel, receivedAt, assignedAt: String
    let acceptBy, acceptedAt, contactBy, contactedAt, dueAt, promisedBy: String?
    let provisional: Bool
    let resolvedAt, closedAt, mergedInto, suspendedUntil: String?
    let round, redos, urges, supervisions, callers, callBacks, requests: Int
    let about: String?
    private let grouped: String
    private let groupedRoot: String?

    private enum CodingKeys: String, CodingKey {
        case `case`, state, department, area, kind, urgency, community, street, channel, receivedAt, assignedAt
        case acceptBy, acceptedAt, contactBy, contactedAt, dueAt, promisedBy, provisional, resolvedAt, closedAt
        case mergedInto, suspendedUntil, round, redos, urges, supervisions, callers, callBacks, requests, about
    }

    init(_ row: CaseRow, _ days: DistrictDays) {
        (`case`, state, department) = (row.number.description, row.state.rawValue, row.holder)
        (area, kind, urgency) = (row.area, row.kind.rawValue, row.urgency.rawValue)
        (community, street, channel) = (row.community, row.street, row.channel)
        receivedAt = days.text(of: row.receivedAt)
        assignedAt = days.text(of: row.assignedAt)
        acceptBy = row.acceptBy.map(days.text(of:))
        acceptedAt = row.acceptedAt.map(days.text(of:))
        contactBy = row.contactBy.map(days.text(of:))
        contactedAt = row.contactedAt.map(days.text(of:))
        dueAt = row.dueAt.map(days.text(of:))
        promisedBy = row.promisedBy.map(days.text(of:))
        provisional = row.isProvisional
        resolvedAt = row.resolvedAt.map(days.text(of:))
        closedAt = row.closedAt.map(days.text(of:))
        mergedInto = row.mergedInto?.description
        suspendedUntil = row.suspendedUntil.map(days.text(of:))
        (round, redos, urges, supervisions) = (row.rounds, row.redos, row.urges, row.supervisions)
        (callers, callBacks, requests) = (row.callers, row.unasked, row.requests)
        about = row.about
        grouped = row.number.grouped
        groupedRoot = row.mergedInto?.grouped
    }
}

/// A page of a list.
struct CaseItems: Encodable, Sendable {
    let cases: [CaseItem]
    /// What `after` of the next page's address has to be.
    let next: String?

    init(_ page: CasePage, _ days: DistrictDays) {
        cases = page.rows.map { CaseItem($0, days) }
        next = page.next?.text
    }
}

extension CaseItem {
    static let csvHeader = [
        "case", "state", "department", "area", "kind", "urgency", "community", "street", "channel", "receivedAt",
        "assignedAt", "acceptBy", "acceptedAt", "contactBy", "contactedAt", "dueAt", "promisedBy", "provisional",
        "resolvedAt", "closedAt", "mergedInto", "suspendedUntil", "round", "redos", "urges", "supervisions", "callers",
        "callBacks", "requests", "about",
    ]

    /// Cells under ``csvHeader``. Numbers of cases are grouped in fours, as people read them: a spreadsheet would round 16
    /// digits on end.
    var csvCells: [String] {
        let texts: [String?] = [
            grouped, state, department, area, kind, urgency, community, street, channel, receivedAt, assignedAt,
            acceptBy, acceptedAt, contactBy, contactedAt, dueAt, promisedBy, "\(provisional)", resolvedAt, closedAt,
            groupedRoot, suspendedUntil,
        ]
        let numbers = [round, redos, urges, supervisions, callers, callBacks, requests].map(String.init)
        return texts.map { $0 ?? "" } + numbers + [about ?? ""]
    }
}
