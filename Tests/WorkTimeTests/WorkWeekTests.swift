import TestKit
import Testing
import WorkTime

@Suite("Windows of a week", .timeLimit(.minutes(1)))
struct WorkWeekTests {
    @Test("are read and written as people do", arguments: ["09:00-18:00", "00:00-24:00", "23:59-24:00", "00:00-00:01"])
    func text(text: String) {
        #expect(WorkWindow(text)?.description == text)
    }

    @Test(
        "what does not end after it begins, inside its day, is none",
        arguments: [
            "", "09:00", "9:00-18:00", "09:00 - 18:00", "09:00-09:00", "18:00-09:00", "09:00-24:01", "24:00-24:00",
            "09:60-18:00", "09:00-18:0x", "09-00-18:00", "09:00–18:00", "０９:00-18:00", "09:00-18:00 ",
        ])
    func refuses(text: String) {
        #expect(WorkWindow(text) == nil)
    }

    @Test("may touch, and must not overlap")
    func overlap() throws {
        let (morning, noon) = (try #require(WorkWindow("09:00-12:00")), try #require(WorkWindow("11:59-13:00")))
        #expect(throws: CalendarError.overlappingWindows(.friday, morning, noon)) {
            try WorkWeek([.friday: [noon, morning]])
        }
        let touching = try mondayToFriday("09:00-12:00", "12:00-18:00")
        let whole = try mondayToFriday("09:00-18:00")
        for minutes in stride(from: 1, through: 3_000, by: 7) {
            let text = "\(minutes) working minutes"
            #expect(try touching.dueText("2026-11-20T11:30", text) == whole.dueText("2026-11-20T11:30", text))
        }
    }

    @Test("know their weekdays: 1970-01-01 was a Thursday")
    func weekdays() {
        #expect(Weekday(daysSince1970: 0) == .thursday)
        #expect(Weekday(daysSince1970: -4) == .sunday)
        #expect(Weekday(daysSince1970: -700_003) == Weekday(daysSince1970: -3))
        #expect(Weekday(daysSince1970: CivilDate(year: 2026, month: 11, day: 23).daysSince1970) == .monday)
    }

    @Test("a zone that nobody knows is refused by name")
    func unknownZone() throws {
        #expect(throws: CalendarError.unknownZone("Asia/Fancheng")) {
            try WorkCalendar(id: "a", zone: "Asia/Fancheng", week: .always, holidays: nil)
        }
    }

    @Test("a moment is worked or not by the half-open window; the next working one is itself or the next opening")
    func moments() throws {
        let split = try ShippedCalendar.split.calendar
        let cases = [
            ("2026-11-23T08:59", false, "2026-11-23T09:00"), ("2026-11-23T09:00", true, "2026-11-23T09:00"),
            ("2026-11-23T11:59", true, "2026-11-23T11:59"), ("2026-11-23T12:00", false, "2026-11-23T14:00"),
            ("2026-11-23T18:00", false, "2026-11-24T09:00"), ("2026-02-14T10:00", true, "2026-02-14T10:00"),
            ("2026-02-15T10:00", false, "2026-02-24T09:00"),
        ]
        for (text, isWorking, next) in cases {
            #expect(try split.isWorking(at: time(text)) == isWorking)
            #expect(try split.firstWorkingInstant(from: time(text)).inChina == next)
        }
    }

    @Test("the shipped calendars are the district's")
    func shipped() throws {
        for calendar in ShippedCalendar.allCases {
            #expect(try calendar.calendar.id == calendar.rawValue)
            #expect(try calendar.calendar.zone == "Asia/Shanghai")
        }
        let day = (try time("2026-11-23T00:00"), try time("2026-11-24T00:00"))
        #expect(try ShippedCalendar.office.calendar.workingMilliseconds(from: day.0, to: day.1) == 9 * 3_600_000)
        #expect(try ShippedCalendar.split.calendar.workingMilliseconds(from: day.0, to: day.1) == 7 * 3_600_000)
        #expect(try ShippedCalendar.always.calendar.workingMilliseconds(from: day.0, to: day.1) == 24 * 3_600_000)
    }
}
