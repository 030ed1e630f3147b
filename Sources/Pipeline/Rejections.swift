package import Kafka

/// What becomes of the records of one batch that the broker did not take.
///
/// A plain value: failures go in, what must follow comes out.
package struct Rejections {
    /// Messages whose dead letters take the place of their records, by their place in the batch.
    package private(set) var buried: [Int: DeadLetter] = [:]
    /// Those of ``buried`` whose values the broker does not take either.
    package private(set) var withoutValue: Set<Int> = []
    /// Messages whose records have to be produced again; nil: all.
    package private(set) var again: Set<Int>?
    package private(set) var attempts = 0
    private var firstFailed: UInt64?

    package init() {}

    /// - Parameters:
    ///   - failures: of one attempt to produce the batch's records.
    ///   - patience: seconds for which a refusal is tried again.
    ///   - now: monotonic nanoseconds.
    /// - Returns: how the attempt ended; nil if every record is safe.
    package mutating func judge(
        _ failures: [DeliveryFailure], under guarantee: DeliveryGuarantee, patience: Double, now: UInt64
    ) -> CommitSequence.Fault? {
        attempts += 1
        guard !failures.isEmpty else { return nil }
        if failures.contains(where: { $0.error.isFenced || $0.error.isAuthorization }) { return .fatal }
        if failures.contains(where: { $0.error.isFatal }) {
            again = nil
            return .producerLost
        }
        let since = firstFailed ?? now
        firstFailed = since
        let isOutOfPatience = Double(now &- since) >= patience * 1e9
        for failure in failures {
            let error = failure.error
            if error.isTooLarge || (isOutOfPatience && !error.isRetriable && !error.isPurged) {
                bury(failure)
            }
        }
        again = Set(failures.map(\.source))
        if guarantee == .exactlyOnce {
            again = nil
            return .abortable
        }
        return .transient
    }

    private mutating func bury(_ failure: DeliveryFailure) {
        if buried[failure.source] != nil {
            withoutValue.insert(failure.source)
        } else {
            buried[failure.source] = DeadLetter(
                stage: "produce", errorClass: failure.error.code.description, reason: failure.error.description)
        }
    }
}
