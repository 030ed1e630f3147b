import TestKit
import Testing
import WorkTime

@Suite("Past the last published year", .timeLimit(.minutes(1)))
struct ProvisionalTests {
    private func due(_ calendar: ShippedCalendar, _ start: String, _ text: String) throws -> Due {
        try calendar.calendar.due(from: time(start), limit: limit(text))
    }

    @Test("what ends in a published year is certain, to its last minute")
    func certain() throws {
        #expect(try due(.office, "2026-12-31T17:00", "1 working hour") == Due(time("2026-12-31T18:00")))
        #expect(try due(.split, "2026-12-30T10:00", "1 working day") == Due(time("2026-12-31T18:00")))
        let day = try WorkCalendar(id: "day", zone: ShippedCalendar.zone, week: .always, holidays: .china)
        #expect(
            try day.due(from: time("2026-12-31T23:00"), limit: limit("1 working hour")) == Due(time("2027-01-01T00:00"))
        )
    }

    @Test("what ends later is provisional, counted on plain Monday to Friday")
    func provisional() throws {
        // 2027-01-01 is a Friday; that it will be a holiday is not published.
        #expect(
            try due(.office, "2026-12-31T10:00", "1 working day") == Due(time("2027-01-01T18:00"), isProvisional: true))
        #expect(
            try due(.office, "2026-12-31T17:00", "2 working hours")
                == Due(time("2027-01-01T10:00"), isProvisional: true))
        #expect(
            try due(.office, "2030-06-07T10:00", "1 working day") == Due(time("2030-06-10T18:00"), isProvisional: true))
    }

    @Test("so is what begins before the first published year")
    func before() throws {
        #expect(
            try due(.office, "2003-12-31T17:00", "2 working hours")
                == Due(time("2004-01-02T10:00"), isProvisional: true))
        #expect(try due(.office, "2004-01-01T00:00", "1 working hour") == Due(time("2004-01-02T10:00")))
    }

    @Test("what rests on no holidays never is")
    func never() throws {
        #expect(try due(.office, "2026-12-31T17:00", "24 hours") == Due(time("2027-01-01T17:00")))
        #expect(try due(.always, "2026-12-31T17:00", "5 working days") == Due(time("2027-01-06T00:00")))
    }

    @Test("it moves once when the year is known")
    func moves() throws {
        let known = try HolidaySchedule(text: "version next\n2026 off 10-01\n2027 off 01-01..01-03")
        let office = try ShippedCalendar.office.calendar
        let later = try WorkCalendar(id: "office", zone: office.zone, week: office.week, holidays: known)
        #expect(try later.dueText("2026-12-31T10:00", "1 working day") == "2027-01-04T18:00")
        #expect(try !later.due(from: time("2026-12-31T10:00"), limit: limit("1 working day")).isProvisional)
    }

    @Test("a reminder is provisional by its own instant")
    func reminders() throws {
        let office = try ShippedCalendar.office.calendar
        let (start, tenHours) = (try time("2026-12-31T14:00"), try limit("10 working hours"))
        #expect(try !office.due(from: start, limit: tenHours, percent: 40).isProvisional)
        #expect(try office.due(from: start, limit: tenHours, percent: 41).isProvisional)
    }
}
