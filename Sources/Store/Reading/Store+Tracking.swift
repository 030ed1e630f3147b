import GRDB
package import Hotline
package import WorkTime

/// What the tracker asks.
extension Store {
    /// Whole cases; those that the store does not know are missing.
    package func cases(_ numbers: some Sequence<CaseNumber>) throws(StoreError) -> [CaseNumber: TrackedCase] { [:] }

    /// What is known of an event; nil if nobody has applied or refused it.
    package func knownEvent(_ identity: EventIdentity) throws(StoreError) -> KnownEvent? { nil }

    /// What is known of events, in one go.
    package func knownEvents(_ identities: some Sequence<EventIdentity>) throws(StoreError) -> [EventIdentity:
        KnownEvent]
    { [:] }

    /// All events that wait for their case, in the order of their topics and offsets.
    package func earlyEvents() throws(StoreError) -> [EarlyEvent] { [] }

    /// What waits to be sent behind a sequence number, in order; at most so many records and about so many bytes.
    package func outbox(after sequence: Int64, limit: Int, bytes: Int = 4 << 20) throws(StoreError) -> [OutboxEntry] {
        []
    }

    /// How many records wait to be sent.
    package func outboxCount() throws(StoreError) -> Int { 0 }

    /// What was sent, up to a sequence number, waits no more.
    package func acknowledge(outboxUpTo sequence: Int64) throws(StoreError) {}

    /// Cases whose time has come, the earliest first.
    package func due(wakeAt instant: Instant, limit: Int) throws(StoreError) -> [CaseNumber] { [] }

    /// When the next case wants to be looked at.
    package func nextWake() throws(StoreError) -> Instant? { nil }

    /// Which of these rungs' ids were told.
    package func told(_ ids: some Sequence<String>) throws(StoreError) -> Set<String> { [] }

    /// The sketches of the latest reports, the oldest first.
    package func recentSketches(limit: Int) throws(StoreError) -> [StoredSketch] { [] }
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
