import Foundation

/// A zone's clocks over the years of a calendar, as stretches of one offset from UTC each.
///
/// All times are milliseconds: instants since 1970-01-01T00:00:00Z, wall-clock times since 1970-01-01T00:00:00 on the
/// wall.
struct ZoneTable: Sendable {
    /// The instants at which stretches begin, ascending; the first stretch reaches back without end.
    private let starts: [Int64]
    /// How far the wall clock is ahead of UTC, by stretch.
    private let offsets: [Int64]

    /// - Returns: nil if no zone of the tz database bears the name.
    init?(zone identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        // A day more on either side: midnights there lie outside of the years of UTC.
        let first = CivilDate(year: WorkCalendar.years.lowerBound, month: 1, day: 1).daysSince1970 - 2
        let last = CivilDate(year: WorkCalendar.years.upperBound + 1, month: 1, day: 1).daysSince1970 + 2
        var instant = Date(timeIntervalSince1970: Double(first) * 86_400)
        var starts = [Int64.min]
        var offsets = [Int64(zone.secondsFromGMT(for: instant)) * 1_000]
        // Despite its name this gives every change of the offset, those of the standard time too.
        while let change = zone.nextDaylightSavingTimeTransition(after: instant), change > instant,
            change.timeIntervalSince1970 < Double(last) * 86_400
        {
            instant = change
            let offset = Int64(zone.secondsFromGMT(for: change)) * 1_000
            guard offset != offsets.last else { continue }
            starts.append(Int64((change.timeIntervalSince1970 * 1_000).rounded()))
            offsets.append(offset)
        }
        self.starts = starts
        self.offsets = offsets
    }

    /// How many stretches there are.
    var count: Int { starts.count }

    /// The instants of a stretch at which the wall clock reads from `first` up to, not including, `last`; nil if there
    /// are none.
    func instants(ofStretch stretch: Int, from first: Int64, to last: Int64) -> Range<Int64>? {
        let start = max(starts[stretch], first - offsets[stretch])
        let end = min(self.end(ofStretch: stretch), last - offsets[stretch])
        return start < end ? start..<end : nil
    }

    /// The last stretch that has begun at `instant`.
    func stretch(at instant: Int64) -> Int { starts.countNotAfter(instant) - 1 }

    /// What the wall clock reads.
    func wallClock(at instant: Int64) -> Int64 { instant + offsets[stretch(at: instant)] }

    /// What the wall clock read at the midnight that began the date of `instant`.
    func midnight(before instant: Int64) -> Int64 { wallClock(at: instant) - timeOfDay(at: instant) }

    /// How far the wall clock is past its midnight, 0 to 86,399,999.
    func timeOfDay(at instant: Int64) -> Int64 {
        let sinceMidnight = wallClock(at: instant) % 86_400_000
        return sinceMidnight < 0 ? sinceMidnight + 86_400_000 : sinceMidnight
    }

    /// The first instant at which the wall clock reads `wallClock` or more.
    func firstInstant(reading wallClock: Int64) -> Int64 {
        // Offsets differ from UTC by less than a day, so nothing before the stretch of a day ago can read it.
        var stretch = self.stretch(at: wallClock - 86_400_000)
        while stretch + 1 < count, end(ofStretch: stretch) + offsets[stretch] <= wallClock { stretch += 1 }
        return max(starts[stretch], wallClock - offsets[stretch])
    }

    /// From the first instant of the first year to the end of the last.
    func span(of years: ClosedRange<Int>) -> ClosedRange<Int64> {
        let first = CivilDate(year: years.lowerBound, month: 1, day: 1).daysSince1970
        let last = CivilDate(year: years.upperBound + 1, month: 1, day: 1).daysSince1970
        return firstInstant(reading: first * 86_400_000)...firstInstant(reading: last * 86_400_000)
    }

    private func end(ofStretch stretch: Int) -> Int64 {
        stretch + 1 < count ? starts[stretch + 1] : .max
    }
}
