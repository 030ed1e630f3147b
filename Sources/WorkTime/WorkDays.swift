/// The working days of a calendar's years, one after another: what a `WorkTable` is made of.
struct WorkDays {
    /// Working time as instants, ascending; stretches may touch.
    private(set) var stretches: [Range<Int64>] = []
    /// By working day: the first instant of its date, and its working time's first instant and end.
    private(set) var starts: [Int64] = []
    private(set) var opens: [Int64] = []
    private(set) var closes: [Int64] = []

    init(week: WorkWeek, holidays: HolidaySchedule?, zone: ZoneTable) {
        let years = WorkCalendar.years
        let first = CivilDate(year: years.lowerBound, month: 1, day: 1).daysSince1970
        let last = CivilDate(year: years.upperBound, month: 12, day: 31).daysSince1970
        let plain = Weekday.allCases.map { week[$0] }
        let makeUp = Weekday.allCases.map { week.makeUpWindows(on: $0) }
        var isInOrder = true
        for day in first...last {
            let weekday = Int((day + 3) % 7)
            switch holidays?[day] ?? .asWeekday {
            case .asWeekday: isInOrder = add(day, plain[weekday], zone) && isInOrder
            case .makeUp: isInOrder = add(day, makeUp[weekday], zone) && isInOrder
            case .off: break
            }
        }
        // Clocks turned back over midnight bring the end of a day once more after the beginning of the next.
        if !isInOrder { stretches.sort { $0.lowerBound < $1.lowerBound } }
    }

    /// Adds a day, if it has any working time.
    ///
    /// - Returns: whether its stretches come after all that were there before.
    private mutating func add(_ day: Int64, _ windows: [WorkWindow], _ zone: ZoneTable) -> Bool {
        let midnight = day * 86_400_000
        let known = stretches.count
        // The day's instants lie less than a day before and after those of the same date in UTC.
        for stretch in zone.stretch(at: midnight - 86_400_000)...zone.stretch(at: midnight + 2 * 86_400_000) {
            for window in windows {
                let (open, close) = (Int64(window.open) * 60_000, Int64(window.close) * 60_000)
                if let instants = zone.instants(ofStretch: stretch, from: midnight + open, to: midnight + close) {
                    stretches.append(instants)
                }
            }
        }
        guard known < stretches.count, let end = stretches.last?.upperBound else { return true }
        starts.append(zone.firstInstant(reading: midnight))
        opens.append(stretches[known].lowerBound)
        closes.append(end)
        return known == 0 || stretches[known - 1].upperBound <= stretches[known].lowerBound
    }
}
