/// What is shown of waiting times. Times are milliseconds.
package struct WaitingSummary: Sendable, Hashable {
    /// How many are done.
    package let done: Int
    /// How many are not.
    package let open: Int
    /// p50, p90, p99 with what is not done, see ``WaitingTimes/percentiles(_:)``; nil where there is nothing.
    package let percentiles: [WaitingPercentile?]
    /// The same of what is done alone.
    package let plain: [Int64?]
    /// Of what is done alone.
    package let mean: Double?

    package init(_ times: WaitingTimes) {
        done = times.done
        open = times.open
        percentiles = times.percentiles(ClosureTimes.percents)
        plain = times.plainPercentiles(ClosureTimes.percents)
        mean = times.mean
    }

    /// How many there are.
    package var n: Int { done + open }
}
