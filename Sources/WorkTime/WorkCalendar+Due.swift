/// When a limit ends.
extension WorkCalendar {
    /// The instant at which `limit` is used up if its clock starts at `start`.
    ///
    /// Minutes, hours, days and working minutes and hours end at the instant at which so much time has passed, or so
    /// much working time, outside of pauses: at a close rather than at the next opening.
    ///
    /// Of working days the date of `start` is day 0, and the limit ends on the N-th working day after it, at its close
    /// (次日起算) or at the time of day of `start`. A working day whose whole working time lies inside one pause does not
    /// count; one of which only a part does, counts. But nothing falls due while its clock stands still: an end strictly
    /// inside a pause moves on to the first working day that neither lies nor ends inside one.
    ///
    /// - Throws: `DueError` if the calendar has not so much working time after `start`.
    package func due(
        from start: Instant, limit: TimeLimit, pauses: Pauses = .none
    ) throws(DueError) -> Due {
        let first = start.writableMilliseconds
        let (end, restsOnCalendar) =
            switch limit.measure {
            case .elapsed(let budget): (ElapsedTime().exhaustion(of: budget, from: first, pauses: pauses), false)
            case .working(let budget): (table.exhaustion(of: budget, from: first, pauses: pauses), true)
            case .days(let count): (endOfDays(count, limit.dayCount, from: first, pauses: pauses), true)
            }
        return try due(from: start, at: end, restsOnCalendar: restsOnCalendar)
    }

    /// The instant at which a share of `limit` is used up, for reminders before and after it is due.
    ///
    /// A share of working days is one of the working time from `start` until they end.
    ///
    /// - Parameter percent: 0 to 10,000; 100 gives what ``due(from:limit:pauses:)`` gives.
    /// - Throws: `DueError` if the calendar has not so much working time after `start`.
    package func due(
        from start: Instant, limit: TimeLimit, pauses: Pauses = .none, percent: Int
    ) throws(DueError) -> Due {
        let first = start.writableMilliseconds
        switch limit.measure {
        case .elapsed(let budget):
            let end = ElapsedTime().exhaustion(of: share(percent, of: budget), from: first, pauses: pauses)
            return try due(from: start, at: end, restsOnCalendar: false)
        case .working(let budget):
            let end = table.exhaustion(of: share(percent, of: budget), from: first, pauses: pauses)
            return try due(from: start, at: end, restsOnCalendar: true)
        case .days:
            let whole = try due(from: start, limit: limit, pauses: pauses)
            let budget = workingMilliseconds(from: start, to: whole.instant, pauses: pauses)
            // The end may lie after the instant at which the last of the working time was used up, in a pause or in the
            // evening; so what comes later is counted from the end.
            let end =
                percent < 100
                ? table.exhaustion(of: share(percent, of: budget), from: first, pauses: pauses)
                : table.exhaustion(
                    of: share(percent - 100, of: budget), from: whole.instant.milliseconds, pauses: pauses)
            return try due(from: start, at: end, restsOnCalendar: true)
        }
    }

    /// The end of a limit that is prolonged by `extension` from its old end.
    ///
    /// Working days are counted from the date that the old end closes, even if that is midnight, which the clock on the
    /// wall already counts to the next.
    ///
    /// - Throws: `DueError` if the calendar has not so much working time after `due`.
    package func extended(
        _ due: Instant, by limit: TimeLimit, pauses: Pauses = .none
    ) throws(DueError) -> Due {
        let closesDay = limit.unit == .workingDays && limit.dayCount == .endOfDay
        let start = closesDay ? Instant(milliseconds: due.writableMilliseconds - 1) : due
        return try self.due(from: start, limit: limit, pauses: pauses)
    }

    private func share(_ percent: Int, of budget: Int64) -> Int64 {
        budget * Int64(max(0, min(10_000, percent))) / 100
    }

    private func due(from start: Instant, at end: Int64?, restsOnCalendar: Bool) throws(DueError) -> Due {
        guard let end else { throw DueError(calendar: id, start: start) }
        let instant = Instant(milliseconds: end)
        return Due(instant, isProvisional: restsOnCalendar && isProvisional(from: start, to: instant))
    }
}
