package import Hotline
package import WorkTime

/// What the tracker asks.
extension Store {
    /// Whole cases; those that the store does not know are missing.
    package func cases(_ numbers: some Sequence<CaseNumber>) throws(StoreError) -> [CaseNumber: TrackedCase] {
        let numbers = Array(numbers)
        return try read { db in
            var rows = try RowStatement(
                db,
                """
                SELECT b.json, r.hash, r.department, r.json FROM cases c JOIN bodies b ON b.id = c.id
                LEFT JOIN reports r ON r.id = c.id WHERE c.number = ?
                """)
            var found: [CaseNumber: TrackedCase] = [:]
            for number in numbers where found[number] == nil {
                rows.bind(number)
                found[number] = try rows.first { try TrackedCase(number, $0) }
            }
            return found
        }
    }

    /// What is known of an event; nil if nobody has applied or refused it.
    package func knownEvent(_ identity: EventIdentity) throws(StoreError) -> KnownEvent? {
        try knownEvents(CollectionOfOne(identity))[identity]
    }

    /// What is known of events, in one go.
    package func knownEvents(
        _ identities: some Sequence<EventIdentity>
    ) throws(StoreError) -> [EventIdentity: KnownEvent] {
        let identities = Array(identities)
        return try read { db in
            var rows = try RowStatement(
                db, "SELECT number, seq, body FROM events WHERE topic = ? AND id = ? AND replay = ?")
            var found: [EventIdentity: KnownEvent] = [:]
            for identity in identities {
                rows.bind(identity)
                found[identity] = try rows.first { KnownEvent(number: try $0[0], seq: $0[1], body: $0.hex(2)) }
            }
            return found
        }
    }

    /// All events that wait for their case, in the order of their topics and offsets.
    package func earlyEvents() throws(StoreError) -> [EarlyEvent] {
        try read { db in
            var rows = try RowStatement(
                db,
                """
                SELECT topic, "offset", number, recordedAt, replay, json FROM early ORDER BY topic, "offset"
                """)
            return try rows.all { row in
                EarlyEvent(
                    EarlyEvent.Place(row[0], row[1]), number: try row[2], recordedAt: row[3], replay: row[4],
                    json: row[5])
            }
        }
    }

    /// Cases whose time has come, the earliest first.
    package func due(wakeAt instant: Instant, limit: Int) throws(StoreError) -> [CaseNumber] {
        try read { db in
            var rows = try RowStatement(
                db,
                "SELECT number FROM cases WHERE wakeAt IS NOT NULL AND wakeAt <= ? ORDER BY wakeAt, number LIMIT ?")
            rows.bind(instant)
            rows.bind(limit)
            return try rows.all { try $0[0] }
        }
    }

    /// When the next case wants to be looked at.
    package func nextWake() throws(StoreError) -> Instant? {
        try read { db in
            var rows = try RowStatement(
                db, "SELECT wakeAt FROM cases WHERE wakeAt IS NOT NULL ORDER BY wakeAt LIMIT 1")
            return try rows.first { $0[0] }
        }
    }

    /// Which of these rungs' ids were told.
    package func told(_ ids: some Sequence<String>) throws(StoreError) -> Set<String> {
        let ids = Array(ids)
        return try read { db in
            var rows = try RowStatement(db, "SELECT 1 FROM told WHERE id = ?")
            var told: Set<String> = []
            for id in ids {
                rows.bind(id)
                if try rows.run() != nil { told.insert(id) }
            }
            return told
        }
    }

    /// The sketches of the latest reports, the oldest first.
    package func recentSketches(limit: Int) throws(StoreError) -> [StoredSketch] {
        try read { db in
            var rows = try RowStatement(
                db,
                """
                SELECT number, receivedAt, sketch FROM reports WHERE sketch IS NOT NULL ORDER BY id DESC LIMIT ?
                """)
            rows.bind(limit)
            return try rows.all { StoredSketch(number: try $0[0], receivedAt: $0[1], bytes: $0[2]) }.reversed()
        }
    }
}

/// A case as the store has it.
package struct TrackedCase: Sendable {
    /// The case; texts in it are masked.
    package let `case`: Case
    /// `BodyHash.hex` of its report; nil if the store does not have the report, as after a rebuild from `cases`.
    package let reportHash: String?
    /// The department that its report's first task went to.
    package let reportDepartment: String?
    /// The report as received; nil if the store does not have it, or it was purged.
    package let reportJSON: [UInt8]?

    /// A row of the case's body, and its report's hash, department and JSON.
    init(_ number: CaseNumber, _ row: Columns) throws {
        `case` = try Case(stored: row[0], number)
        reportHash = (row[1] as [UInt8]?).map(String.init(hexOf:))
        reportDepartment = row[2]
        reportJSON = row[3]
    }
}

/// What a report is found by when a similar one comes.
package struct StoredSketch: Sendable, Hashable {
    /// Its case.
    package let number: CaseNumber
    /// When it was received.
    package let receivedAt: Instant
    /// See `ReportSketch`.
    package let bytes: [UInt8]
}
