package import Classification
package import Hotline
package import Store
package import WorkTime

/// What a tracker keeps in memory from step to step. All of it can be read from the store again.
package struct TrackerMemory {
    var cache: CaseCache
    /// Events of cases that have not arrived.
    var early: EarlyEvents
    /// How many of them there are.
    var earlyCount: Int
    /// Sketches of recent reports.
    var similar: SimilarReports
    /// Amendments that a rebuilt case's history tells of, and whose reports have not been met again yet.
    var recoverable: [CaseNumber: Int] = [:]

    /// How many early events there may be over all cases.
    package static let earlyLimit = 100_000

    /// - Parameters:
    ///   - cacheBytes: what cases may take.
    ///   - similar: sketches that are known.
    ///   - early: what waits in the store, in the order in which it came.
    package init(cacheBytes: Int, similar: SimilarReports, early waiting: [ReceivedProgress] = []) {
        cache = CaseCache(bytes: cacheBytes)
        self.similar = similar
        early = EarlyEvents()
        earlyCount = 0
        for received in waiting where early.keep(received) { earlyCount += 1 }
    }
}

/// What applying has to ask the store: what is not in memory.
package protocol CaseSource {
    /// The cases of these numbers, as far as there are any.
    func cases(_ numbers: some Sequence<CaseNumber>) throws(StoreError) -> [CaseNumber: TrackedCase]
    /// What is known of an event.
    func knownEvent(_ identity: EventIdentity) throws(StoreError) -> KnownEvent?
    /// A case's report as it was received; nil once it was purged.
    func report(of number: CaseNumber) throws(StoreError) -> [UInt8]?
    /// Those of these ids of rungs that were told.
    func isTold(_ ids: [String]) throws(StoreError) -> Set<String>
}
