/// When work is done in a week without holidays: windows by weekday.
package struct WorkWeek: Sendable, Hashable {
    /// Windows by weekday, Monday first, each day's in their order.
    private let days: [[WorkWindow]]

    /// Each weekday's windows, in any order; a weekday that is missing is free.
    ///
    /// - Throws: `CalendarError.overlappingWindows`. Windows may touch.
    package init(_ windows: [Weekday: [WorkWindow]]) throws(CalendarError) {
        var days: [[WorkWindow]] = []
        for weekday in Weekday.allCases {
            let ordered = windows[weekday, default: []].sorted { $0.open < $1.open }
            for (earlier, later) in zip(ordered, ordered.dropFirst()) where later.open < earlier.close {
                throw CalendarError.overlappingWindows(weekday, earlier, later)
            }
            days.append(ordered)
        }
        self.days = days
    }

    /// The same windows from Monday to Friday, none on Saturday and Sunday.
    package static func mondayToFriday(_ windows: [WorkWindow]) throws(CalendarError) -> WorkWeek {
        let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
        return try WorkWeek(Dictionary(uniqueKeysWithValues: weekdays.map { ($0, windows) }))
    }

    /// Every hour of every day.
    package static let always = WorkWeek(wholeDays: ())

    private init(wholeDays: Void) {
        days = Weekday.allCases.map { _ in [.wholeDay] }
    }

    /// The windows of a weekday, in their order.
    package subscript(weekday: Weekday) -> [WorkWindow] {
        days[Weekday.allCases.firstIndex(of: weekday) ?? 0]
    }

    /// The windows of a make-up workday (调休) that falls on `weekday`: that weekday's own if it has any, otherwise
    /// those of the first weekday from Monday on that has some.
    package func makeUpWindows(on weekday: Weekday) -> [WorkWindow] {
        let own = self[weekday]
        return own.isEmpty ? days.first { !$0.isEmpty } ?? [] : own
    }

    /// Whether no weekday has a window.
    package var isEmpty: Bool { days.allSatisfy(\.isEmpty) }
}
