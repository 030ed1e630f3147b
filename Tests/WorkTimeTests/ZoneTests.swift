import Foundation
import TestKit
import Testing
import WorkTime

@Suite("Where clocks are changed", .timeLimit(.minutes(1)))
struct ZoneTests {
    private func calendar(_ zone: String, _ windows: String...) throws -> WorkCalendar {
        let windows = try windows.map { try #require(WorkWindow($0)) }
        let week = try WorkWeek(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, windows) }))
        return try WorkCalendar(id: "zone", zone: zone, week: week, holidays: nil)
    }

    @Test("an hour that is skipped is not worked, one that comes twice is worked twice")
    func skippedAndRepeated() throws {
        let night = try calendar("Europe/Berlin", "00:00-06:00")
        let hour: Int64 = 3_600_000
        // Clocks go forward on 2026-03-29 and back on 2026-10-25.
        func worked(_ start: String, _ end: String) throws -> Int64 {
            try night.workingMilliseconds(from: time(start), to: time(end))
        }
        #expect(try worked("2026-03-28T00:00:00+01:00", "2026-03-29T00:00:00+01:00") == 6 * hour)
        #expect(try worked("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00") == 5 * hour)
        #expect(try worked("2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00") == 7 * hour)
        let due = try night.due(from: time("2026-10-25T01:00:00+02:00"), limit: limit("3 working hours"))
        #expect(due.instant == (try time("2026-10-25T03:00:00+01:00")))
    }

    @Test("working days end by the clock on the wall")
    func days() throws {
        let office = try calendar("Europe/Berlin", "09:00-17:00")
        let friday = try time("2026-03-27T15:00:00+01:00")
        #expect(
            try office.due(from: friday, limit: limit("2 working days")).instant == time("2026-03-29T17:00:00+02:00"))
        #expect(
            try office.due(from: friday, limit: limit("2 working days at the same time")).instant
                == time("2026-03-29T15:00:00+02:00"))
        // Half past two does not exist on that Sunday.
        #expect(
            try office.due(from: time("2026-03-28T02:30:00+01:00"), limit: limit("1 working day at the same time"))
                .instant == time("2026-03-29T03:00:00+02:00"))
        #expect(
            try office.due(from: time("2026-10-24T02:30:00+02:00"), limit: limit("1 working day at the same time"))
                .instant == time("2026-10-25T02:30:00+02:00"))
    }

    @Test("a date that a zone skipped is no working day: Samoa had no 2011-12-30")
    func skippedDate() throws {
        let apia = try calendar("Pacific/Apia", "09:00-17:00")
        let thursday = try time("2011-12-29T12:00:00-10:00")
        #expect(
            try apia.due(from: thursday, limit: limit("1 working day")).instant == time("2011-12-31T17:00:00+14:00"))
    }

    @Test("the offset is that of the instant")
    func offset() throws {
        let berlin = try calendar("Europe/Berlin", "09:00-17:00")
        for text in ["2026-03-29T01:59:59+01:00", "2026-03-29T03:00:00+02:00", "2026-10-25T02:59:59+02:00"] {
            let instant = try time(text)
            #expect(instant.rfc3339(utcOffset: berlin.utcOffset(at: instant)) == text)
        }
    }

    @Test("where midnight comes twice, the date begins with the second: Beirut's clocks go back from 24:00 to 23:00")
    func midnightTwice() throws {
        let beirut = try calendar("Asia/Beirut", "09:00-17:00")
        for text in ["2026-10-24T23:30:00+03:00", "2026-10-24T23:30:00+02:00"] {
            let due = try beirut.due(from: time(text), limit: limit("1 working day"))
            #expect(due.instant == (try time("2026-10-25T17:00:00+02:00")))
        }
    }

    @Test("China had summer time from 1986 to 1991")
    func china() throws {
        let office = try ShippedCalendar.office.calendar
        #expect(
            try office.due(from: time("1988-07-01T10:00:00+09:00"), limit: limit("1 working hour")).instant
                == time("1988-07-01T11:00:00+09:00"))
        #expect(
            try office.due(from: time("1988-07-01T08:30:00+08:00"), limit: limit("1 working day")).instant
                == time("1988-07-04T18:00:00+09:00"))
    }

    /// Zones whose clocks change at midnight, just after it, by half an hour, by a day, twice around Ramadan.
    private static let odd: [(zone: String, year: Int)] = [
        ("America/St_Johns", 1988), ("America/St_Johns", 2010), ("America/Havana", 2026), ("Asia/Beirut", 2026),
        ("Australia/Lord_Howe", 2026), ("Pacific/Apia", 2011), ("Africa/Casablanca", 2026), ("Asia/Pyongyang", 2015),
        ("America/Scoresbysund", 2024), ("Africa/Monrovia", 1972), ("Asia/Shanghai", 1990),
    ]

    @Test("an instant is worked if and only if the wall clock reads inside a window: odd zones", arguments: odd)
    func everyInstant(zone: String, year: Int) throws {
        let calendar = try calendar(zone, "00:00-00:45", "01:15-02:30", "23:00-23:45")
        let windows = [0..<45, 75..<150, 23 * 60..<23 * 60 + 45]
        let timeZone = try #require(TimeZone(identifier: zone))
        let start = CivilDate(year: year, month: 1, day: 1).daysSince1970 * 86_400
        // Liberia's clocks were 44 minutes and 30 seconds behind.
        let step: Int64 = zone == "Africa/Monrovia" ? 30 : 60
        var (worked, failures) = (Int64(0), 0)
        for second in stride(from: start, to: start + 366 * 86_400, by: Int(step)) {
            let offset = Int64(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
            let isWorking = windows.contains { $0.contains(Int((second + offset) % 86_400) / 60) }
            let instant = Instant(milliseconds: second * 1_000)
            if calendar.isWorking(at: instant) != isWorking { failures += 1 }
            worked += isWorking ? step : 0
        }
        #expect(failures == 0)
        let end = Instant(milliseconds: (start + 366 * 86_400) * 1_000)
        #expect(
            calendar.workingMilliseconds(from: Instant(milliseconds: start * 1_000), to: end) == worked * 1_000)
    }
}
