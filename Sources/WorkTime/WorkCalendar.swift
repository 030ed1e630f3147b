/// When work is done: in windows by weekday, less holidays, more make-up workdays, in one zone.
///
///     due instant  <── start, limit, pauses ──┐
///                                             WorkCalendar ── WorkTable (cumulative working time, working days)
///     working time <── from, to, pauses ──────┘
///
/// An instant is working time if and only if the clock on the wall in the calendar's zone then reads inside a window of
/// its day; so an hour that a change of clocks repeats counts twice, and one that it skips not at all. A day is a
/// working day if it has any working time.
///
/// What is counted is read off tables that are made once, some 6 ms a calendar: a question costs the same whether its
/// answer lies an hour or fifteen years away. Before and after its ``years`` a calendar has no working time.
package struct WorkCalendar: Sendable {
    /// The years whose days a calendar holds: as far back as zones are known to change, and far enough ahead.
    package static let years = 1970...2099

    /// Its name in the district file and in tasks.
    package let id: String
    /// The IANA name of its zone.
    package let zone: String
    /// A week without holidays.
    package let week: WorkWeek
    /// Holidays and make-up workdays; nil for a calendar that has none, on which nothing is ever provisional.
    package let holidays: HolidaySchedule?

    let table: WorkTable
    let zoneTable: ZoneTable
    /// What is counted on instants from the first to the second is not provisional.
    let known: ClosedRange<Int64>

    /// - Throws: `CalendarError.unknownZone`; `CalendarError.noWorkingTime` if no weekday has a window.
    package init(
        id: String, zone: String, week: WorkWeek, holidays: HolidaySchedule?
    ) throws(CalendarError) {
        guard !week.isEmpty else { throw .noWorkingTime(calendar: id) }
        guard let zoneTable = ZoneTable(zone: zone) else { throw .unknownZone(zone) }
        self.id = id
        self.zone = zone
        self.week = week
        self.holidays = holidays
        self.zoneTable = zoneTable
        table = WorkTable(week: week, holidays: holidays, zone: zoneTable)
        known = holidays.map { zoneTable.span(of: $0.years) } ?? .min ... .max
    }
}

extension WorkCalendar: Hashable {
    /// Calendars are equal if what they were made of is.
    package static func == (left: WorkCalendar, right: WorkCalendar) -> Bool {
        left.id == right.id && left.zone == right.zone && left.week == right.week && left.holidays == right.holidays
    }

    /// By id and zone, which tell most calendars apart.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(zone)
    }
}

extension WorkCalendar: CustomStringConvertible, CustomReflectable {
    /// `split (Asia/Shanghai, china-2026-1.11.0)`
    package var description: String { "\(id) (\(zone), \(holidays?.version ?? "no holidays"))" }

    /// Without the tables: nobody wants to see them in a log.
    package var customMirror: Mirror {
        Mirror(self, children: ["id": id, "zone": zone, "holidays": holidays?.version ?? "none"])
    }
}
