package import Hotline
package import Ingest
package import Tracking
package import WorkTime

/// How cases stand at one moment.
package struct CaseCensus: Sendable {
    package var counts: [CaseState: Int]
    /// Open cases for which residents wait longer than they should.
    package var overdue: Int
    /// Open cases by the department that has them.
    package var open: [String: Int]

    package init(counts: [CaseState: Int], overdue: Int, open: [String: Int]) {
        self.counts = counts
        self.overdue = overdue
        self.open = open
    }
}

/// What the demonstration shows at one moment.
package struct DemoSnapshot {
    /// Seconds since the start.
    var elapsed: Int
    /// The district's own time.
    var now: Instant
    var published: Int
    /// Reports a second, lately.
    var rate: Double
    /// Reports that wait to be read.
    var lag: Int
    var tally: IngestTally
    /// What the tracker has done.
    var tracked: TrackerTally
    var census: CaseCensus
    /// The newest last.
    var latest: [LiveEvent]

    package init(
        elapsed: Int, now: Instant, published: Int, rate: Double, lag: Int, tally: IngestTally, tracked: TrackerTally,
        census: CaseCensus, latest: [LiveEvent]
    ) {
        self.elapsed = elapsed
        self.now = now
        self.published = published
        self.rate = rate
        self.lag = lag
        self.tally = tally
        self.tracked = tracked
        self.census = census
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
