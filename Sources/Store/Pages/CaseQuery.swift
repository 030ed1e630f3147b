package import Hotline
package import WorkTime

/// Which cases a list shows, and in which order; a page at a time.
///
/// Each order walks along an index, from where the page before ended, so that the hundredth page costs as much as the
/// first. What else is asked for is looked at on the way.
package struct CaseQuery: Sendable, Hashable {
    /// What the list is ordered by, and which cases are in it at all.
    package enum Order: Sendable, Hashable {
        /// All, the latest received first.
        case received
        /// Those that are open, the one due first before the others, those without a limit last.
        case due
        /// Those with callers to be called back, the one resolved first before the others.
        case callBacks
        /// Those with requests that wait for the desk, the oldest request first.
        case requests
        /// All, the latest changed first, see ``updatedFrom``.
        case updated
    }

    /// What the list is ordered by.
    package var order: Order
    /// The department that answers for them.
    package var holder: String?
    /// Where they stand; empty for anywhere.
    package var states: Set<CaseState> = []
    /// The area's id.
    package var area: String?
    /// The community's id.
    package var community: String?
    /// The street's id.
    package var street: String?
    /// The channel that they came on.
    package var channel: String?
    /// What residents want.
    package var kind: ReportKind?
    /// How soon somebody has to come.
    package var urgency: Urgency?
    /// Received then or later.
    package var receivedFrom: Instant?
    /// Received before.
    package var receivedBefore: Instant?
    /// Due before.
    package var dueBefore: Instant?
    /// Promised for before.
    package var promisedBefore: Instant?
    /// What everybody may see of it changed then or later: it counts until somebody says that it is done.
    package var updatedFrom: Instant?
    /// It last changed before.
    package var updatedBefore: Instant?
    /// Of these channels alone; nil for all.
    package var channels: Set<String>?
    /// Answered for by one of these departments; nil for any.
    package var holders: Set<String>?
    /// Of one of these areas and kinds; empty for any.
    package var services: Set<CaseService> = []
    /// Where it is; cases of no known place are in none.
    package var box: CaseBox?
    /// Leaves out what is confidential, and tip-offs, also those that the desk made one.
    package var isPublic = false
    /// How many cases to pass over: for lists that are counted in pages; what is passed over is read.
    package var skipped = 0
    /// Where the page before ended; nil for the first page.
    package var after: CasePageKey?
    /// How many cases a page has.
    package var limit = 50

    package init(_ order: Order = .received) {
        self.order = order
    }

    /// What a department has to do, and the desk's own queue.
    package static func worklist(of department: String) -> CaseQuery {
        var query = CaseQuery(.due)
        query.holder = department
        return query
    }

    /// What is due before an instant, and what is overdue already.
    package static func fallingDue(before instant: Instant) -> CaseQuery {
        var query = CaseQuery(.due)
        query.dueBefore = instant
        return query
    }
}

/// What residents want, and of what.
package struct CaseService: Sendable, Hashable {
    /// The area's id.
    package let area: String
    /// What they want.
    package let kind: ReportKind

    package init(area: String, kind: ReportKind) {
        self.area = area
        self.kind = kind
    }
}

/// A piece of the map, its borders included; degrees, WGS 84.
package struct CaseBox: Sendable, Hashable {
    /// From south to north.
    package let latitudes: ClosedRange<Double>
    /// From west to east.
    package let longitudes: ClosedRange<Double>

    package init(latitudes: ClosedRange<Double>, longitudes: ClosedRange<Double>) {
        self.latitudes = latitudes
        self.longitudes = longitudes
    }
}

/// A place in a list.
package struct CasePageKey: Sendable, Hashable {
    /// What the list is ordered by.
    package let key: Int64
    /// The case.
    package let number: CaseNumber

    package init(key: Int64, number: CaseNumber) {
        self.key = key
        self.number = number
    }
}

/// A page of a list.
package struct CasePage: Sendable, Hashable {
    /// Its cases.
    package let rows: [CaseRow]
    /// Where the next page begins; nil if there is none.
    package let next: CasePageKey?

    package init(rows: [CaseRow], next: CasePageKey?) {
        self.rows = rows
        self.next = next
    }
}
