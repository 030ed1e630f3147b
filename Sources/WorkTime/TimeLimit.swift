/// How long something may take: `2 working hours`, `5 working days`, `24 hours`.
///
/// Two limits are equal if they are written the same: 60 minutes is not 1 hour.
package struct TimeLimit: Sendable, Hashable {
    /// What a limit is counted in.
    package enum Unit: Sendable, Hashable, CaseIterable {
        /// Time that passes, whoever works: minutes, hours, days of 24 hours.
        case minutes, hours, days
        /// Time inside the windows of a calendar.
        case workingMinutes, workingHours
        /// Days of a calendar that have working time.
        case workingDays
    }

    /// When the last of a number of working days ends; other units take no notice of it.
    package enum DayCount: String, CaseIterable, Sendable {
        /// 次日起算: the day of receipt is day 0, and N working days end with the working hours of the N-th working day
        /// after it.
        case endOfDay
        /// N working days end on the N-th working day after the day of receipt, at the time of day at which they began,
        /// be it in working hours or not.
        case sameTime
    }

    /// How many units, 1 to 100,000.
    package let amount: Int
    package let unit: Unit
    package let dayCount: DayCount

    /// The most units that a limit may have.
    package static let maximumAmount = 100_000

    /// - Returns: nil unless `amount` is from 1 to 100,000.
    package init?(_ amount: Int, _ unit: Unit, count dayCount: DayCount = .endOfDay) {
        guard (1...Self.maximumAmount).contains(amount) else { return nil }
        self.init(checked: amount, unit, unit == .workingDays ? dayCount : .endOfDay)
    }

    init(checked amount: Int, _ unit: Unit, _ dayCount: DayCount) {
        self.amount = amount
        self.unit = unit
        self.dayCount = dayCount
    }

    /// The same limit with its working days counted in another way.
    package func counted(_ dayCount: DayCount) -> TimeLimit {
        TimeLimit(checked: amount, unit, unit == .workingDays ? dayCount : .endOfDay)
    }
}

extension TimeLimit {
    /// What a limit is measured in, in the end.
    enum Measure {
        /// Milliseconds that pass for everybody.
        case elapsed(Int64)
        /// Milliseconds of working time.
        case working(Int64)
        /// Working days, which are not all equally long.
        case days(Int)
    }

    /// Its length, if time is counted that passes for everybody; nil if it depends on a calendar.
    package var elapsedMilliseconds: Int64? {
        if case .elapsed(let milliseconds) = measure { milliseconds } else { nil }
    }

    var measure: Measure {
        switch unit {
        case .minutes: .elapsed(Int64(amount) * 60_000)
        case .hours: .elapsed(Int64(amount) * 3_600_000)
        case .days: .elapsed(Int64(amount) * 86_400_000)
        case .workingMinutes: .working(Int64(amount) * 60_000)
        case .workingHours: .working(Int64(amount) * 3_600_000)
        case .workingDays: .days(amount)
        }
    }
}
