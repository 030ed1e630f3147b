/// The calendars that ship with the program, all in China's zone; the raw value is the calendar's id.
package enum ShippedCalendar: String, CaseIterable, Sendable {
    /// China's working days, 09:00-18:00.
    case office
    /// China's working days, 09:00-12:00 and 14:00-18:00.
    case split
    /// All hours of all days.
    case always

    /// The zone of all of them.
    package static let zone = "Asia/Shanghai"

    /// The calendar, made once.
    ///
    /// - Throws: `CalendarError` if the machine does not know the zone, or the program was built with broken data.
    package var calendar: WorkCalendar {
        get throws(CalendarError) {
            switch self {
            case .office: try Self.shippedOffice.get()
            case .split: try Self.shippedSplit.get()
            case .always: try Self.shippedAlways.get()
            }
        }
    }

    private static let shippedOffice = Result { () throws(CalendarError) in
        try chinese(.office, [WorkWindow(open: 9 * 60, close: 18 * 60)])
    }

    private static let shippedSplit = Result { () throws(CalendarError) in
        try chinese(.split, [WorkWindow(open: 9 * 60, close: 12 * 60), WorkWindow(open: 14 * 60, close: 18 * 60)])
    }

    private static let shippedAlways = Result { () throws(CalendarError) in
        try WorkCalendar(id: ShippedCalendar.always.rawValue, zone: zone, week: .always, holidays: nil)
    }

    private static func chinese(_ id: ShippedCalendar, _ windows: [WorkWindow?]) throws(CalendarError) -> WorkCalendar {
        let week = try WorkWeek.mondayToFriday(windows.compactMap(\.self))
        let holidays: HolidaySchedule
        do { holidays = try .china } catch { throw .holidays(error) }
        return try WorkCalendar(id: id.rawValue, zone: zone, week: week, holidays: holidays)
    }
}
