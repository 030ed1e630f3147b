/// When a time limit ends.
package struct Due: Sendable, Hashable {
    /// The instant at which the limit is used up: done exactly then is done in time.
    package let instant: Instant
    /// Whether it was counted on days of a year whose holidays the calendar does not have, so that it may move, once,
    /// when they are known. Such days are as their weekdays are.
    package let isProvisional: Bool

    package init(_ instant: Instant, isProvisional: Bool = false) {
        self.instant = instant
        self.isProvisional = isProvisional
    }
}

/// Why a limit has no end: the calendar does not have so much working time left. Nothing is invented in its place.
package struct DueError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The calendar's id.
    package let calendar: String
    /// From when on the limit was to run.
    package let start: Instant

    package init(calendar: String, start: Instant) {
        self.calendar = calendar
        self.start = start
    }

    /// One line: what was wanted of which calendar.
    package var description: String {
        "the calendar `\(calendar)` has not enough working time after \(start): "
            + "it holds the years \(WorkCalendar.years.lowerBound) to \(WorkCalendar.years.upperBound)"
    }
}
