package import WorkTime

/// A stretch of whole days of a district, and what it is compared with.
package struct FigurePeriod: Sendable, Hashable {
    /// What sort of stretch it is.
    package enum Unit: String, CaseIterable, Sendable {
        case day
        /// From Monday.
        case week
        case month
        /// Any other number of days.
        case days
    }

    /// What sort of stretch it is.
    package let unit: Unit
    /// Its first day, in days since 1970-01-01.
    package let firstDay: Int64
    /// How many days it has, at least 1.
    package let days: Int64

    private init(_ unit: Unit, from firstDay: Int64, days: Int64) {
        self.unit = unit
        self.firstDay = firstDay
        self.days = days
    }

    /// The day, week or month that `date` lies in; as `days`, that day alone.
    package init(_ unit: Unit, containing date: CivilDate) {
        let day = date.daysSince1970
        switch unit {
        case .day, .days: self.init(unit, from: day, days: 1)
        // 1970-01-01 was a Thursday, the fourth day of its week.
        case .week: self.init(.week, from: day - (((day + 3) % 7) + 7) % 7, days: 7)
        case .month: self.init(monthOf: date)
        }
    }

    /// From one day to another, both of them part of it.
    package init(from first: CivilDate, through last: CivilDate) {
        self.init(.days, from: first.daysSince1970, days: max(1, last.daysSince1970 - first.daysSince1970 + 1))
    }

    private init(monthOf date: CivilDate) {
        let first = CivilDate(year: date.year, month: date.month, day: 1)
        let days = CivilDate.daysInMonth(date.month, of: date.year)
        self.init(.month, from: first.daysSince1970, days: Int64(days))
    }

    /// Its first day.
    package var firstDate: CivilDate { CivilDate(daysSince1970: firstDay) }

    /// Its last day.
    package var lastDate: CivilDate { CivilDate(daysSince1970: firstDay + days - 1) }

    /// 环比: the one right before it, of the same sort. Of a month that is the month before, whatever its length.
    package var previous: FigurePeriod {
        unit == .month
            ? FigurePeriod(.month, containing: CivilDate(daysSince1970: firstDay - 1))
            : FigurePeriod(unit, from: firstDay - days, days: days)
    }

    /// 同比: the same a year before: the month of that name, the dates of those names (of 29 February the 28th), and of
    /// weeks the one 52 weeks before, so that it has the same days of the week.
    package var lastYear: FigurePeriod {
        if unit == .week { return FigurePeriod(.week, from: firstDay - 52 * 7, days: 7) }
        let first = firstDate
        let day = min(first.day, CivilDate.daysInMonth(first.month, of: first.year - 1))
        let date = CivilDate(year: first.year - 1, month: first.month, day: day)
        return unit == .month
            ? FigurePeriod(.month, containing: date) : FigurePeriod(unit, from: date.daysSince1970, days: days)
    }
}
