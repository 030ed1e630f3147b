package import Hotline
package import WorkTime

/// A case as a list shows it.
package struct CaseRow: Sendable, Hashable {
    package let number: CaseNumber
    package let state: CaseState
    /// The department that answers for it.
    package let holder: String
    package let area: String
    package let kind: ReportKind
    package let urgency: Urgency
    package let community: String?
    package let street: String?
    package let channel: String
    package let receivedAt: Instant
    /// When the present round began.
    package let assignedAt: Instant
    package let acceptBy: Instant?
    package let acceptedAt: Instant?
    package let contactBy: Instant?
    package let contactedAt: Instant?
    /// When the present round is due.
    package let dueAt: Instant?
    /// What residents were promised.
    package let promisedBy: Instant?
    package let isProvisional: Bool
    package let resolvedAt: Instant?
    package let closedAt: Instant?
    /// The case that answers for it.
    package let mergedInto: CaseNumber?
    package let suspendedUntil: Instant?
    package let closesAt: Instant?
    package let rounds: Int
    package let redos: Int
    package let urges: Int
    package let supervisions: Int
    package let callers: Int
    /// Callers to be called back.
    package let unasked: Int
    /// Requests that wait for the desk.
    package let requests: Int
    /// Personal from here on, and nil once purged: the report's title.
    package let title: String?
    /// The beginning of what the resident says.
    package let excerpt: String?
    /// Where it is, in words.
    package let address: String?

    /// How long the excerpt is, in Unicode scalars.
    package static let excerptLength = 200

    static let columns = """
        c.number, c.state, c.holder, c.area, c.kind, c.urgency, c.community, c.street, c.channel, c.receivedAt,
        c.assignedAt, c.acceptBy, c.acceptedAt, c.contactBy, c.contactedAt, c.dueAt, c.promisedBy, c.provisional,
        c.resolvedAt, c.closedAt, c.mergedInto, c.suspendedUntil, c.closesAt, c.rounds, c.redos, c.urges,
        c.supervisions, c.callers, c.unasked, c.requests, r.title, substr(r.text, 1, \(excerptLength)), r.address
        """

    /// How many columns it takes.
    static let width: Int32 = 33

    init(_ row: Columns) throws {
        number = try row[0]
        state = try row.word(1)
        holder = row[2]
        area = row[3]
        kind = try row.word(4)
        urgency = try row.word(5)
        community = row[6]
        street = row[7]
        channel = row[8]
        receivedAt = row[9]
        assignedAt = row[10]
        acceptBy = row[11]
        acceptedAt = row[12]
        contactBy = row[13]
        contactedAt = row[14]
        dueAt = row[15]
        promisedBy = row[16]
        isProvisional = row[17]
        resolvedAt = row[18]
        closedAt = row[19]
        mergedInto = try row[20]
        suspendedUntil = row[21]
        closesAt = row[22]
        rounds = row[23]
        redos = row[24]
        urges = row[25]
        supervisions = row[26]
        callers = row[27]
        unasked = row[28]
        requests = row[29]
        title = row[30]
        excerpt = row[31]
        address = row[32]
    }
}
