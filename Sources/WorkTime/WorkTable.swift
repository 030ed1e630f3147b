/// A calendar's working time, added up: what lies between two instants is the difference of two sums, and where a sum
/// is reached is found by binary search. All times are milliseconds since 1970-01-01T00:00:00Z.
struct WorkTable: Sendable {
    /// When the stretches of working time begin, ascending; no two touch.
    private let starts: [Int64]
    /// The working time before each stretch; at the end stands the working time of all.
    private let sums: [Int64]
    /// For each working day, ascending: the first instant of its date, and its working time's first instant and end.
    let dayStarts: [Int64]
    let dayOpens: [Int64]
    let dayCloses: [Int64]

    init(week: WorkWeek, holidays: HolidaySchedule?, zone: ZoneTable) {
        let days = WorkDays(week: week, holidays: holidays, zone: zone)
        var starts: [Int64] = []
        var sums: [Int64] = []
        var (sum, end) = (Int64(0), Int64.min)
        for stretch in days.stretches {
            if stretch.lowerBound != end {
                starts.append(stretch.lowerBound)
                sums.append(sum)
            }
            sum += stretch.upperBound - stretch.lowerBound
            end = stretch.upperBound
        }
        sums.append(sum)
        self.starts = starts
        self.sums = sums
        dayStarts = days.starts
        dayOpens = days.opens
        dayCloses = days.closes
    }
}

extension WorkTable: Timeline {
    @inline(__always)
    func passed(until instant: Int64) -> Int64 {
        let begun = starts.countNotAfter(instant)
        return begun == 0 ? 0 : min(sums[begun - 1] + (instant - starts[begun - 1]), sums[begun])
    }

    @inline(__always)
    func instant(whenPassed passed: Int64) -> Int64? {
        // The last stretch before which less has passed; beyond the last sum there is none that would hold it.
        let before = sums.countBefore(passed)
        guard before > 0, before <= starts.count else { return nil }
        return starts[before - 1] + (passed - sums[before - 1])
    }
}

extension WorkTable {
    /// The number of the first working day after the date that holds `instant`.
    func firstDay(afterDateOf instant: Int64) -> Int { dayStarts.countNotAfter(instant) }

    /// The numbers of the working days whose working time lies wholly inside a pause.
    func days(inside pause: Pause) -> Range<Int> {
        let first = dayOpens.countBefore(pause.first)
        return first..<max(first, dayCloses.countNotAfter(pause.last))
    }
}
