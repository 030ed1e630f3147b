package import Classification
package import Hotline
import Store
import WorkTime

/// What a tracker keeps in memory from step to step. All of it can be read from the store again.
package struct TrackerMemory: Sendable {
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
