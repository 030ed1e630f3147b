/// What a tracker has done since its start.
package struct TrackerSummary: Sendable, Hashable {
    /// Records whose effects and offsets are committed.
    package var messages = 0
    /// Seconds from the first record taken in to the last commit; 0 before the first commit.
    package var seconds: Double = 0
    /// Steps that were committed.
    package var steps = 0
    /// What became of the records.
    package var tally = TrackerTally()
    /// Records of the outbox that the broker has taken.
    package var sent = 0
    /// Records of the outbox that no broker would take, and that lie among the dead letters.
    package var setAside = 0

    package var perSecond: Double { seconds > 0 ? Double(messages) / seconds : 0 }

    package init() {}
}
