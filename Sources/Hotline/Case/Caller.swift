package import WorkTime

/// Somebody who reported it. Each keeps a call-back of their own, also when cases are merged.
package struct Caller: Sendable, Hashable {
    /// The number that the caller was told.
    package let number: CaseNumber
    /// The channel that the report came on; results go back on it.
    package let channel: String
    /// The city platform's number of the report.
    package let externalId: String?
    /// Whether somebody can speak to the caller at all.
    package let isReachable: Bool
    /// When the caller reported it.
    package let reportedAt: Instant
    /// When it was received.
    package let receivedAt: Instant
    /// From when on the caller's clock counts, see ``LateEntryClock``.
    package let clockStart: Instant
    /// The city platform's deadline.
    package let externalDueAt: Instant?
    /// What the caller said of the results, in order.
    package internal(set) var evaluations: [Answer] = []
    /// When the caller withdrew the report.
    package internal(set) var withdrawnAt: Instant?

    /// What a caller said, or that nobody answered.
    package struct Answer: Sendable, Hashable {
        /// Of which result: 1 is the case's first.
        package let resolve: Int
        /// When it was said.
        package let at: Instant
        /// What was said.
        package let evaluation: ProgressBody.Evaluation
    }

    package init(
        number: CaseNumber, channel: String, externalId: String? = nil, isReachable: Bool = true, reportedAt: Instant,
        receivedAt: Instant, clockStart: Instant? = nil, externalDueAt: Instant? = nil
    ) {
        self.number = number
        self.channel = channel
        self.externalId = externalId
        self.isReachable = isReachable
        self.reportedAt = reportedAt
        self.receivedAt = receivedAt
        self.clockStart = clockStart ?? max(reportedAt, receivedAt)
        self.externalDueAt = externalDueAt
    }

    /// Whether the caller spoke about a result.
    package func hasEvaluated(resolve: Int) -> Bool {
        evaluations.contains { $0.resolve == resolve && $0.evaluation.reached }
    }

    /// Whether somebody spoke to the caller about a result, or tried in vain.
    package func wasAsked(resolve: Int) -> Bool {
        evaluations.contains { $0.resolve == resolve }
    }
}
