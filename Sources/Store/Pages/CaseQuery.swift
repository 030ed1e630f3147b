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
}
