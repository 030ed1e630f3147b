import Testing
import WorkTime

@Suite("Holidays and make-up workdays", .timeLimit(.minutes(1)))
struct HolidayScheduleTests {
    private func day(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        CivilDate(year: year, month: month, day: day).daysSince1970
    }

    @Test("China's ship with the program, 2004 to 2026")
    func china() throws {
        let china = try HolidaySchedule.china
        #expect(china.years == 2004...2026)
        #expect(china.version == "china-2026-1.11.0")
        let (first, last) = (day(2004, 1, 1), day(2026, 12, 31))
        #expect((first...last).count { china[$0] == .off } == 621)
        #expect((first...last).count { china[$0] == .makeUp } == 150)
        #expect(china[day(2026, 2, 14)] == .makeUp)
        #expect(china[day(2026, 2, 15)] == .off)
        #expect(china[day(2026, 2, 24)] == .asWeekday)
        #expect(china[day(2027, 1, 1)] == .asWeekday)
    }

    @Test("comments and empty lines are no part of them")
    func comments() throws {
        let plain = try HolidaySchedule(text: "version a\n2026 off 01-01 work 01-04\n2027 off 01-01")
        let commented = try HolidaySchedule(
            text: "# who made it\n\nversion a\n# a year\n2026 off 01-01 work 01-04\n\n2027 off 01-01\n")
        #expect(plain == commented)
        #expect(plain.years == 2026...2027)
    }

    @Test(
        "a text that is none is refused, with its line and what was expected",
        arguments: [
            ("", 1, "a version and at least one year"),
            ("version a\n", 2, "a version and at least one year"),
            ("2026 off 01-01", 1, "`version` and a name, before all years"),
            ("version\n2026 off 01-01", 1, "`version` and a name, before all years"),
            ("version a\nsoon off 01-01", 2, "a year from 1970 to 2099"),
            ("version a\n1969 off 01-01", 2, "a year from 1970 to 2099"),
            ("version a\n2025 off 01-01\n2027 off 01-01", 3, "the year 2026"),
            ("version a\n2025 off 01-01\n2025 work 01-04", 3, "the year 2026"),
            ("version a\n2026", 2, "`off` or `work` after the year"),
            ("version a\n2026 01-01", 2, "`off` or `work` after the year"),
            ("version a\n2026 off 1-01", 2, "days of 2026 such as 02-14 or 02-15..02-23"),
            ("version a\n2026 off 02-29", 2, "days of 2026 such as 02-14 or 02-15..02-23"),
            ("version a\n2026 off 13-01", 2, "days of 2026 such as 02-14 or 02-15..02-23"),
            ("version a\n2026 off 01-03..01-01", 2, "days of 2026 such as 02-14 or 02-15..02-23"),
            ("version a\n2026 off 01-01..", 2, "days of 2026 such as 02-14 or 02-15..02-23"),
            ("version a\n2026 off 01-01..01-02..01-03", 2, "days of 2026 such as 02-14 or 02-15..02-23"),
            ("version a\n2026 off 01-01..01-03 work 01-03", 2, "each day once, in `01-03`"),
        ])
    func refuses(text: String, line: Int, expected: String) {
        #expect(throws: HolidayScheduleError(line: line, expected: expected)) { try HolidaySchedule(text: text) }
    }

    @Test("a year that was published later is added, and one that was changed is corrected; the version tells")
    func addingYears() throws {
        let china = try HolidaySchedule.china
        let more = try china.adding(year: "2027 off 01-01..01-03 work 02-27")
        #expect(more.years == 2004...2027)
        #expect(more.version == "china-2026-1.11.0+2027")
        #expect(more[day(2027, 1, 1)] == .off && more[day(2027, 2, 27)] == .makeUp)
        #expect(more[day(2026, 2, 14)] == .makeUp)
        let corrected = try more.adding(year: "2026 off 01-01")
        #expect(corrected.years == 2004...2027)
        #expect(corrected.version == "china-2026-1.11.0+2027+2026")
        #expect(corrected[day(2026, 2, 14)] == .asWeekday && corrected[day(2026, 1, 1)] == .off)
        #expect(corrected[day(2025, 10, 11)] == .makeUp && corrected[day(2027, 1, 1)] == .off)
        for line in ["2028 off 01-01", "2003 off 01-01", "", "soon"] {
            #expect(throws: HolidayScheduleError(line: 1, expected: "a year from 2004 to 2027")) {
                try china.adding(year: line)
            }
        }
        #expect(throws: HolidayScheduleError(line: 1, expected: "`off` or `work` after the year")) {
            try china.adding(year: "2027 01-01")
        }
    }

    @Test("on a make-up workday the windows of its weekday hold, or else those of the first weekday that has some")
    func makeUpWindows() throws {
        let (long, short) = (try #require(WorkWindow("08:00-18:00")), try #require(WorkWindow("10:00-12:00")))
        // 2026-01-03 is a Saturday, 2026-01-04 a Sunday.
        let holidays = try HolidaySchedule(text: "version a\n2026 off 01-01..01-02 work 01-03..01-04")
        let calendar = try WorkCalendar(
            id: "hall", zone: "Asia/Shanghai", week: try WorkWeek([.tuesday: [long], .saturday: [short]]),
            holidays: holidays)
        #expect(try calendar.dueText("2026-01-02T10:00", "1 working day") == "2026-01-03T12:00")
        #expect(try calendar.dueText("2026-01-02T10:00", "2 working days") == "2026-01-04T18:00")
        #expect(try calendar.dueText("2026-01-02T10:00", "3 working days") == "2026-01-06T18:00")
    }
}
