import DistrictFile
import Hotline
import Testing
import WorkTime

@Suite("Calendars in the file", .timeLimit(.minutes(1)))
struct CalendarSectionTests {
    /// The calendars of the sample with these sections at its end, from line 45 on.
    private func district(_ sections: String) throws -> District {
        try readDistrict(yaml: [UInt8]((sample + sections).utf8), name: "f")
    }

    @Test("Windows are given for every day, Monday to Friday, or a weekday; the narrower holds")
    func windows() throws {
        let district = try district(
            """
            calendar: hall
            calendars:
              - id: hall
                holidays: china
                everyDay: [10:00-12:00]
                mondayToFriday: [14:00-18:00, 09:00-12:00]
                friday: [09:00-16:00]
                sunday: []
            """)
        #expect(district.calendarID == "hall")
        let hall = try #require(district.calendar("hall"))
        #expect(hall.zone == "Asia/Shanghai")
        #expect(hall.holidays == (try HolidaySchedule.china))
        #expect(hall.week[.monday].map(\.description) == ["09:00-12:00", "14:00-18:00"])
        #expect(hall.week[.friday].map(\.description) == ["09:00-16:00"])
        #expect(hall.week[.saturday].map(\.description) == ["10:00-12:00"])
        #expect(hall.week[.sunday] == [])
    }

    @Test("Without holidays a calendar has none; without a section the shipped ones hold, in the district's zone")
    func defaults() throws {
        let plain = try district("calendar: a\ncalendars: [{ id: a, mondayToFriday: [09:00-18:00] }]")
        #expect(plain.calendars.map(\.holidays) == [nil])
        let text = sample.replacing("timeZone: Asia/Shanghai", with: "timeZone: Asia/Urumqi")
        let west = try readDistrict(yaml: [UInt8](text.utf8), name: "f")
        #expect(west.calendars.map(\.id) == ["office", "split", "always"])
        #expect(west.calendars.allSatisfy { $0.zone == "Asia/Urumqi" })
    }

    @Test("A year that was published since is added, in every calendar based on China's holidays")
    func holidays() throws {
        let district = try district("holidays: [2027 off 01-01..01-03 work 02-20, 2026 off 01-01]")
        #expect(district.calendar("split")?.holidays?.years == 2004...2027)
        #expect(district.calendar("office")?.holidays?.version == "china-2026-1.11.0+2027+2026")
        #expect(district.calendar("always")?.holidays == nil)
    }

    @Test(
        "What is wrong is told with its line and what was expected",
        arguments: [
            (
                "{ id: split, mondayToFriday: 09:00-18:00 }",
                "f:46:34: calendars[0].mondayToFriday: expected a list of windows such as [09:00-12:00, 14:00-18:00]; an "
                    + "empty one is a free day"
            ),
            (
                "{ id: split, everyDay: [18:00-09:00] }",
                "f:46:29: calendars[0].everyDay[0]: expected a window such as 09:00-18:00 that ends after it begins, at "
                    + "24:00 at the latest, found `18:00-09:00`"
            ),
            (
                "{ id: split, monday: [09:00-12:00, 11:00-18:00] }",
                "f:46:40: calendars[0].monday[1]: expected windows that do not overlap, found 11:00-18:00, which "
                    + "overlaps 09:00-12:00"
            ),
            (
                "{ id: split }",
                "f:46:5: calendars[0]: expected working time on at least one weekday, found none in the calendar `split`"
            ),
            (
                "{ id: split, everyDay: [00:00-24:00], monday: [], holidays: chinese }",
                "f:46:65: calendars[0].holidays: expected one of china, found `chinese`"
            ),
            (
                "{ id: split, everyDay: [00:00-24:00], mondays: [] }",
                "f:46:43: calendars[0].mondays: unknown key: expected one of id, holidays, everyDay, mondayToFriday, monday, "
                    + "tuesday, wednesday, thursday, friday, saturday, sunday, found `mondays`; did you mean `monday`?"
            ),
        ])
    func mistakes(calendar: String, problem: String) {
        #expect(problems(sample + "calendars:\n  - \(calendar)\n") == [problem])
    }

    @Test("The district's own calendar must be declared, split if it names none")
    func own() {
        #expect(
            problems(sample + "calendar: nights") == [
                "f:45:11: calendar: expected one of office, split, always, found `nights`"
            ])
        #expect(
            problems(sample + "calendars: [{ id: a, everyDay: [00:00-24:00] }]") == [
                "f:1:1: calendar: is missing: which calendar is the district's own? `split`, the default, is not declared"
            ])
        #expect(
            problems(
                sample + "calendars: [{ id: split, everyDay: [00:00-24:00] }, { id: split, monday: [09:00-10:00] }]")
                == [
                    "f:45:59: calendars[1].id: expected each calendar once, found `split` again; the first is in line 45"
                ])
    }

    @Test("A year of holidays that cannot be read is told")
    func brokenYears() {
        #expect(
            problems(sample + "holidays:\n  - 2028 off 01-01\n  - 2027 01-01\n") == [
                "f:46:5: holidays[0]: expected a year from 2004 to 2027, found `2028 off 01-01`",
                "f:47:5: holidays[1]: expected `off` or `work` after the year, found `2027 01-01`",
            ])
    }
}
