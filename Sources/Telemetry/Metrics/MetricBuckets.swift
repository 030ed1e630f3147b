/// The upper bounds of a histogram's buckets, in the metric's base unit. They are fixed, so that histograms of several
/// workers and of different days can be added up.
package struct MetricBuckets: Sendable, Hashable {
    /// Ascending; the last bucket, without a bound, is not among them.
    package let bounds: [Double]

    private init(_ bounds: [Double]) { self.bounds = bounds }

    /// Seconds of pure work on a slice of a batch: it takes milliseconds.
    package static let work = Self([0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5])
    /// Seconds of what waits for a broker or a disk; an outage falls beyond the last.
    package static let commit = Self([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30])
    /// How many records are worked on at once.
    package static let records = Self([1, 10, 50, 100, 500, 1_000, 2_500, 5_000, 10_000, 25_000])
    /// Seconds from a report to its closure: hours, then days.
    package static let closure = Self(
        [1, 4, 12].map { $0 * 3_600 } + [1, 2, 3, 5, 7, 10, 15, 20, 30, 60, 90].map { $0 * 86_400 })
}
