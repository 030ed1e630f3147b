package import Hotline
package import Ingest

/// What the demonstration shows at one moment.
package struct DemoSnapshot {
    /// Seconds since the start.
    var elapsed: Int
    var published: Int
    /// Reports a second, lately.
    var rate: Double
    /// Reports that wait to be read.
    var lag: Int
    var tally: IngestTally
    /// The newest last.
    var latest: [Assignment]

    package init(elapsed: Int, published: Int, rate: Double, lag: Int, tally: IngestTally, latest: [Assignment]) {
        self.elapsed = elapsed
        self.published = published
        self.rate = rate
        self.lag = lag
        self.tally = tally
        self.latest = latest
    }

    var done: Int { tally.lead + tally.dead }
}

/// Reports a second over the last few seconds.
package struct RecentRate {
    private var points: [(time: Double, count: Int)] = []
    private let window = 5.0

    package init() {}

    /// - Parameters:
    ///   - count: so many until now.
    ///   - time: seconds, from any fixed point.
    package mutating func rate(_ count: Int, at time: Double) -> Double {
        points.append((time, count))
        points.removeAll { $0.time < time - window }
        guard let first = points.first, time > first.time else { return 0 }
        return Double(count - first.count) / (time - first.time)
    }
}
