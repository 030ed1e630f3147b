package import WorkTime

/// 补录: from when on residents' clocks count on one channel.
///
/// A clock starts at `max(reportedAt, receivedAt − lateEntry)`: what is entered late, such as the reports of an evening's
/// meeting, counts from when it was said, but not from longer ago than the channel may take for it. "Less one working
/// day" is the first instant from which one working day is not over before `receivedAt`. A report from the future counts
/// from when it was received.
///
/// That first instant is searched for; it is remembered with the span of `receivedAt` for which it holds, so that those
/// that come in on one day find it.
package struct LateEntryClock: Sendable {
    private let limit: TimeLimit?
    private let calendar: WorkCalendar?
    private var known: Known?

    /// The first instant that is in time for what is received after `after` and up to `upTo`.
    private struct Known {
        let first: Int64
        let after: Int64
        let upTo: Int64
    }

    /// - Parameter lateEntry: nil if reports count from when they were received.
    package init(_ lateEntry: CaseLimit?, _ calendars: Calendars) {
        limit = lateEntry?.limit
        calendar = lateEntry.flatMap { calendars[$0.calendar] }
    }

    /// When a resident's clock starts.
    package mutating func start(reportedAt: Instant, receivedAt: Instant) -> Instant {
        guard reportedAt < receivedAt, let limit else { return receivedAt }
        if let elapsed = limit.elapsedMilliseconds {
            return max(reportedAt, Instant(milliseconds: receivedAt.milliseconds - elapsed))
        }
        guard let calendar else { return receivedAt }
        let received = receivedAt.milliseconds
        if let known, known.after < received, received <= known.upTo {
            return max(reportedAt, min(Instant(milliseconds: known.first), receivedAt))
        }
        if let end = Self.end(of: limit, calendar, from: reportedAt.milliseconds), end >= received { return reportedAt }
        var (low, high) = (reportedAt.milliseconds, received)
        while low < high {
            let middle = low + (high - low) / 2
            let isInTime = Self.end(of: limit, calendar, from: middle).map { $0 >= received } ?? false
            if isInTime { high = middle } else { low = middle + 1 }
        }
        if low < received, let upTo = Self.end(of: limit, calendar, from: low) {
            known = Known(first: low, after: Self.end(of: limit, calendar, from: low - 1) ?? .min, upTo: upTo)
        }
        return Instant(milliseconds: low)
    }

    private static func end(of limit: TimeLimit, _ calendar: WorkCalendar, from start: Int64) -> Int64? {
        (try? calendar.due(from: Instant(milliseconds: start), limit: limit))?.instant.milliseconds
    }
}
