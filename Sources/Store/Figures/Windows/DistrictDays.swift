package import WorkTime

/// Where the days of a district begin: in its own zone, also where clocks are changed.
package struct DistrictDays: Sendable {
    private let offsets: UTCOffsets

    private static let day: Int64 = 86_400_000

    /// - Returns: nil if no zone of the tz database bears the name.
    package init?(zone identifier: String) {
        guard let offsets = UTCOffsets(zone: identifier) else { return nil }
        self.offsets = offsets
    }

    /// The date that the calendar on the wall shows.
    package func date(at instant: Instant) -> CivilDate {
        let wall = instant.milliseconds + offset(at: instant.milliseconds)
        return CivilDate(daysSince1970: (wall - ((wall % Self.day) + Self.day) % Self.day) / Self.day)
    }

    /// The first instant of a day: the first at which the clock on the wall reads midnight, or more if it skips that.
    ///
    /// - Parameter days: since 1970-01-01.
    package func start(ofDay days: Int64) -> Instant {
        let midnight = days * Self.day
        // No zone is further from UTC than 26 hours are long, and none changes its clocks twice in that time.
        let (before, after) = (offset(at: midnight - 26 * 3_600_000), offset(at: midnight + 26 * 3_600_000))
        let early = midnight - before
        if offset(at: early) == before || before == after { return Instant(milliseconds: early) }
        let late = midnight - after
        if offset(at: late) == after { return Instant(milliseconds: late) }
        // Midnight is skipped: the day begins when the clocks are changed, between the two.
        return change(after: late, before: early, from: before)
    }

    private func change(after low: Int64, before high: Int64, from offset: Int64) -> Instant {
        var (low, high) = (low, high)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if self.offset(at: middle) == offset { low = middle } else { high = middle }
        }
        return Instant(milliseconds: high)
    }

    /// How far the clock on the wall is ahead of UTC, in milliseconds.
    private func offset(at milliseconds: Int64) -> Int64 {
        var offsets = offsets
        return Int64(offsets.offset(at: Instant(milliseconds: milliseconds))) * 1_000
    }

    /// How far the clock on the wall is ahead of UTC, in seconds.
    package func utcOffset(at instant: Instant) -> Int { Int(offset(at: instant.milliseconds) / 1_000) }

    /// RFC 3339, with the zone's offset.
    package func text(of instant: Instant) -> String {
        instant.rfc3339(utcOffset: utcOffset(at: instant))
    }

    /// The instants of a period.
    package func window(of period: FigurePeriod) -> FigureWindow {
        FigureWindow(from: start(ofDay: period.firstDay), to: start(ofDay: period.firstDay + period.days))
    }

    /// The day, week or month that lasts at `instant`.
    package func period(_ unit: FigurePeriod.Unit, at instant: Instant) -> FigurePeriod {
        FigurePeriod(unit, containing: date(at: instant))
    }

    /// The last day, week or month that is over at `instant`.
    package func lastWhole(_ unit: FigurePeriod.Unit, before instant: Instant) -> FigurePeriod {
        period(unit, at: instant).previous
    }

    /// The weeks, from Monday, that a window touches, each cut to it; in the order of time.
    package func weeks(in window: FigureWindow) -> [(monday: CivilDate, window: FigureWindow)] {
        var weeks: [(monday: CivilDate, window: FigureWindow)] = []
        guard window.start < window.end else { return weeks }
        var day = period(.week, at: window.start).firstDay
        while case let start = start(ofDay: day), start < window.end {
            let end = self.start(ofDay: day + 7)
            weeks.append(
                (
                    CivilDate(daysSince1970: day),
                    FigureWindow(from: max(start, window.start), to: min(end, window.end))
                ))
            day += 7
        }
        return weeks
    }
}

extension CivilDate {
    /// `2026-11-23`.
    package var text: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
