/// Holds a stream of things to so many a second, on average from its beginning.
package struct Pace: Sendable {
    private let perSecond: Int
    private let start: ContinuousClock.Instant
    private var count = 0

    /// - Parameter perSecond: at least 1.
    package init(perSecond: Int, start: ContinuousClock.Instant = .now) {
        self.perSecond = perSecond
        self.start = start
    }

    /// Counts one more.
    ///
    /// - Returns: how long to wait before the next; zero or less if it is already due.
    package mutating func next(at now: ContinuousClock.Instant = .now) -> Duration {
        count += 1
        let due = start + .seconds(1) * (Double(count) / Double(perSecond))
        return now.duration(to: due)
    }
}
