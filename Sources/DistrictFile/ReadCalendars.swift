import Hotline
import WorkTime
import Yams

extension DistrictReader {
    /// The holidays that a calendar can be based on.
    private enum HolidayBase: String, CaseIterable {
        case china
    }

    /// The sections `holidays` and `calendars`; without the latter, the calendars that ship with the program, in the
    /// district's zone.
    mutating func readCalendars(_ top: inout MappingReader, zone: String?) -> [WorkCalendar] {
        let china = chinaHolidays(top.optional("holidays"), at: top)
        let section = top.optional("calendars")
        guard let zone, let china else { return [] }
        guard let section else {
            return ShippedCalendar.allCases.compactMap { shipped in
                identifiers.declare(Located(value: shipped.rawValue, mark: top.mark, path: "calendars"), as: .calendar)
                do throws(CalendarError) {
                    let calendar = try shipped.calendar
                    return try made(calendar.id, zone, calendar.week, calendar.holidays == nil ? nil : china)
                } catch {
                    findings.add(top.mark, "calendars", error.description)
                    return nil
                }
            }
        }
        return list(section) { calendar($0, zone: zone, china: china) }
    }

    /// The id of the district's own calendar.
    mutating func ownCalendar(_ top: inout MappingReader) -> String {
        let standard = ShippedCalendar.split.rawValue
        guard let field = top.optional("calendar") else {
            if !identifiers.isDeclared(standard, as: .calendar) {
                findings.add(
                    top.mark, "calendar",
                    "is missing: which calendar is the district's own? `\(standard)`, the default, is not declared")
            }
            return standard
        }
        guard let id = field.identifier() else { return standard }
        identifiers.refer(to: id, .calendar)
        return id.value
    }

    /// China's holidays with the years that the file adds or corrects.
    private func chinaHolidays(_ field: Field?, at top: MappingReader) -> HolidaySchedule? {
        var schedule: HolidaySchedule
        do {
            schedule = try .china
        } catch {
            findings.add(top.mark, "holidays", error.description)
            return nil
        }
        for line in field?.elements() ?? [] {
            guard let text = line.text(limit: 1_000) else { continue }
            do throws(HolidayScheduleError) {
                schedule = try schedule.adding(year: text.value)
            } catch {
                line.report("expected \(error.expected), found `\(excerpt(text.value))`")
            }
        }
        return schedule
    }

    /// One element of `calendars`.
    private func calendar(_ field: Field, zone: String, china: HolidaySchedule) -> WorkCalendar? {
        guard var mapping = field.mapping() else { return nil }
        let id = mapping.required("id")?.identifier()
        let base = mapping.optional("holidays").map { ($0, $0.choice(of: HolidayBase.self)) }
        var windows: [Weekday: [WorkWindow]] = [:]
        var isSound = true
        // What is narrower comes later, and holds.
        var keys: [(name: String, weekdays: [Weekday])] = [("everyDay", Weekday.allCases)]
        keys.append(("mondayToFriday", [.monday, .tuesday, .wednesday, .thursday, .friday]))
        keys += Weekday.allCases.map { ($0.rawValue, [$0]) }
        for key in keys {
            guard let field = mapping.optional(key.name) else { continue }
            guard let read = self.windows(field) else {
                isSound = false
                continue
            }
            for weekday in key.weekdays { windows[weekday] = read }
        }
        mapping.refuseOtherKeys()
        if let id { identifiers.declare(id, as: .calendar) }
        guard let id, isSound, base == nil || base?.1 != nil else { return nil }
        do throws(CalendarError) {
            return try made(id.value, zone, try WorkWeek(windows), base == nil ? nil : china)
        } catch {
            field.report(error.description)
            return nil
        }
    }

    /// The windows of a day, or nil if one of them is none.
    private func windows(_ field: Field) -> [WorkWindow]? {
        guard case .sequence = field.node else {
            field.report("expected a list of windows such as [09:00-12:00, 14:00-18:00]; an empty one is a free day")
            return nil
        }
        let elements = field.elements()
        var windows: [WorkWindow] = []
        for element in elements {
            guard let text = element.text() else { continue }
            guard let window = WorkWindow(text.value) else {
                element.report(
                    "expected a window such as 09:00-18:00 that ends after it begins, at 24:00 at the latest, "
                        + "found `\(excerpt(text.value))`")
                continue
            }
            if let other = windows.first(where: { $0.open < window.close && window.open < $0.close }) {
                element.report("expected windows that do not overlap, found \(window), which overlaps \(other)")
                continue
            }
            windows.append(window)
        }
        return windows.count == elements.count ? windows : nil
    }

    /// A calendar; the shipped one where it is the same, because making one takes some milliseconds.
    private func made(
        _ id: String, _ zone: String, _ week: WorkWeek, _ holidays: HolidaySchedule?
    ) throws(CalendarError) -> WorkCalendar {
        if let shipped = try ShippedCalendar(rawValue: id)?.calendar, shipped.zone == zone, shipped.week == week,
            shipped.holidays == holidays
        {
            return shipped
        }
        return try WorkCalendar(id: id, zone: zone, week: week, holidays: holidays)
    }
}
