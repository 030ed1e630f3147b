/// Why there is no such calendar.
package enum CalendarError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The tz database has no zone of that name.
    case unknownZone(String)
    /// Two windows of one weekday have time in common.
    case overlappingWindows(Weekday, WorkWindow, WorkWindow)
    /// The calendar has no working time in any week.
    case noWorkingTime(calendar: String)
    /// The holidays cannot be read.
    case holidays(HolidayScheduleError)

    /// One line that says what was expected.
    package var description: String {
        switch self {
        case .unknownZone(let zone):
            "expected a zone of the tz database such as Asia/Shanghai, found `\(zone)`"
        case .overlappingWindows(let weekday, let earlier, let later):
            "expected windows that do not overlap, found \(earlier) and \(later) on \(weekday)"
        case .noWorkingTime(let calendar):
            "expected working time on at least one weekday, found none in the calendar `\(calendar)`"
        case .holidays(let error): error.description
        }
    }
}
