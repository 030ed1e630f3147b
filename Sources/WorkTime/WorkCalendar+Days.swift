/// How working days are counted.
extension WorkCalendar {
    /// The end of the `count`-th working day after the date of `start` that does not lie wholly inside a pause; if that
    /// lies strictly inside a pause, the end of the first day after it that neither lies nor ends inside one.
    func endOfDays(_ count: Int, _ dayCount: TimeLimit.DayCount, from start: Int64, pauses: Pauses) -> Int64? {
        let first = table.firstDay(afterDateOf: start)
        let timeOfDay = dayCount == .sameTime ? zoneTable.timeOfDay(at: start) : nil
        var day = first + count - 1
        var isCounted = false
        for pause in pauses.list {
            // A pause that begins when the limit has ended, be it before that day's work, comes too late.
            guard let end = end(ofDay: day, at: timeOfDay) else { return nil }
            guard pause.first < end else { break }
            let paused = table.days(inside: pause)
            if isCounted {
                if paused.contains(day) { day = paused.upperBound }
            } else if paused.lowerBound <= day {
                day += max(0, paused.upperBound - max(first, paused.lowerBound))
            }
            guard let moved = self.end(ofDay: day, at: timeOfDay) else { return nil }
            if pause.first < moved, moved < pause.last {
                // All days are counted; what remains is to find the next that will do.
                isCounted = true
                day = max(day + 1, paused.upperBound, firstDay(endingFrom: pause.last, at: timeOfDay))
            }
        }
        return end(ofDay: day, at: timeOfDay)
    }

    /// When a working day ends for those whose limit ends with it: at its close, or at a time of day.
    private func end(ofDay day: Int, at timeOfDay: Int64?) -> Int64? {
        guard table.dayCloses.indices.contains(day) else { return nil }
        guard let timeOfDay else { return table.dayCloses[day] }
        return zoneTable.firstInstant(reading: zoneTable.midnight(before: table.dayStarts[day]) + timeOfDay)
    }

    /// The first working day whose end is not before `instant`.
    private func firstDay(endingFrom instant: Int64, at timeOfDay: Int64?) -> Int {
        guard timeOfDay != nil else { return table.dayCloses.countBefore(instant) }
        // The date of the instant, if it is a working day; at a later time than the end it is the next.
        let day = max(0, table.firstDay(afterDateOf: instant) - 1)
        return end(ofDay: day, at: timeOfDay).map { $0 < instant ? day + 1 : day } ?? day
    }
}
