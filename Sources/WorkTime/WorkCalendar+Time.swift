/// How much time passed.
extension WorkCalendar {
    /// The working time between two instants, without what lies in pauses, in milliseconds; negative if `end` is the
    /// earlier one, so that what is left until a due instant turns into how long it is overdue.
    package func workingMilliseconds(from start: Instant, to end: Instant, pauses: Pauses = .none) -> Int64 {
        table.span(from: start.writableMilliseconds, to: end.writableMilliseconds, pauses: pauses)
    }

    /// The time between two instants, without what lies in pauses, in milliseconds; negative if `end` is the earlier
    /// one. It is the same in every calendar.
    package static func elapsedMilliseconds(from start: Instant, to end: Instant, pauses: Pauses = .none) -> Int64 {
        ElapsedTime().span(from: start.writableMilliseconds, to: end.writableMilliseconds, pauses: pauses)
    }

    /// Whether work is done at `instant`.
    package func isWorking(at instant: Instant) -> Bool {
        table.passed(until: instant.writableMilliseconds + 1) > table.passed(until: instant.writableMilliseconds)
    }

    /// `instant` itself if work is done then, otherwise the next at which it begins.
    ///
    /// - Throws: `DueError` if the calendar has no working time after `instant`.
    package func firstWorkingInstant(from instant: Instant) throws(DueError) -> Instant {
        guard let after = table.instant(whenPassed: table.passed(until: instant.writableMilliseconds) + 1) else {
            throw DueError(calendar: id, start: instant)
        }
        return Instant(milliseconds: after - 1)
    }

    /// Whether what is counted from `start` to `end` rests on days of a year whose holidays are not known.
    package func isProvisional(from start: Instant, to end: Instant) -> Bool {
        start.milliseconds < known.lowerBound || end.milliseconds > known.upperBound
    }

    /// How far the zone's clocks are ahead of UTC at `instant`, in seconds: what ``Instant/rfc3339(utcOffset:)`` asks for.
    package func utcOffset(at instant: Instant) -> Int {
        let milliseconds = instant.writableMilliseconds
        return Int((zoneTable.wallClock(at: milliseconds) - milliseconds) / 1_000)
    }
}
