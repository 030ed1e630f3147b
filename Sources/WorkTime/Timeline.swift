/// Time that a limit can be used up in: all time, or working time only. Both are milliseconds.
protocol Timeline {
    /// How much of it has passed up to `instant`, since some beginning; never less at a later instant.
    func passed(until instant: Int64) -> Int64
    /// The first instant until which `passed` has passed; nil if that never comes.
    func instant(whenPassed passed: Int64) -> Int64?
}

extension Timeline {
    /// How much of it lies between two instants and outside of all pauses; negative if `end` is the earlier one.
    func span(from start: Int64, to end: Int64, pauses: Pauses) -> Int64 {
        guard start <= end else { return -span(from: end, to: start, pauses: pauses) }
        var span = passed(until: end) - passed(until: start)
        for pause in pauses.list {
            let (first, last) = (max(start, pause.first), min(end, pause.last))
            if first < last { span -= passed(until: last) - passed(until: first) }
        }
        return span
    }

    /// The first instant at which `budget` of it has passed after `start`, outside of all pauses; nil if that never
    /// comes. An empty budget is used up at the start.
    func exhaustion(of budget: Int64, from start: Int64, pauses: Pauses) -> Int64? {
        guard budget > 0 else { return start }
        var (start, rest) = (start, budget)
        for pause in pauses.list where pause.last > start {
            let runsUntil = max(start, pause.first)
            let runs = passed(until: runsUntil) - passed(until: start)
            if rest <= runs { break }
            rest -= runs
            start = pause.last
        }
        let (goal, isTooMuch) = passed(until: start).addingReportingOverflow(rest)
        return isTooMuch ? nil : instant(whenPassed: goal)
    }
}

/// Time as it passes for everybody.
struct ElapsedTime: Timeline {
    func passed(until instant: Int64) -> Int64 { instant }

    func instant(whenPassed passed: Int64) -> Int64? {
        passed <= Instant.latest.milliseconds ? passed : nil
    }
}
