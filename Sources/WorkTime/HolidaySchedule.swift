/// Holidays and make-up workdays (调休) as a state publishes them, year by year.
///
/// A year is known whole or not at all. In a year that is not known every day is as its weekday is, and what is counted
/// on it is provisional.
package struct HolidaySchedule: Sendable, Hashable {
    /// What becomes of a day.
    package enum Day: Sendable, Hashable {
        /// It is as its weekday is.
        case asWeekday
        /// Nobody works.
        case off
        /// It is worked, whatever its weekday.
        case makeUp
    }

    /// Tells one state of the data from another; tasks carry it.
    package let version: String
    /// The years that are known.
    package let years: ClosedRange<Int>
    /// Off or make-up, by days since 1970.
    let exceptions: [Int64: Day]

    init(version: String, years: ClosedRange<Int>, exceptions: [Int64: Day]) {
        self.version = version
        self.years = years
        self.exceptions = exceptions
    }

    /// What becomes of the day that lies `daysSince1970` days after 1970-01-01.
    package subscript(daysSince1970: Int64) -> Day {
        exceptions[daysSince1970] ?? .asWeekday
    }
}
