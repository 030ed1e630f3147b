/// What a worker has done since its start.
package struct WorkerSummary: Sendable, Equatable {
    /// Messages whose effects and offsets are committed.
    package var messages = 0
    /// Seconds from the first message taken in to the last commit; 0 before the first commit.
    package var seconds: Double = 0
    package var batches = 0

    package var perSecond: Double { seconds > 0 ? Double(messages) / seconds : 0 }

    package init() {}
}
