import Foundation
import Hotline
import Ingest

/// What the demonstration shows at one moment.
struct DemoSnapshot {
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

    var done: Int { tally.lead + tally.dead }
}

/// Reports a second over the last few seconds.
struct RecentRate {
    private var points: [(time: Double, count: Int)] = []
    private let window = 5.0

    /// - Parameters:
    ///   - count: so many until now.
    ///   - time: seconds, from any fixed point.
    mutating func rate(_ count: Int, at time: Double) -> Double {
        points.append((time, count))
        points.removeAll { $0.time < time - window }
        guard let first = points.first, time > first.time else { return 0 }
        return Double(count - first.count) / (time - first.time)
    }
}
