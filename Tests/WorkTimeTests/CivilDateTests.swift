import Foundation
import Testing
import WorkTime

@Suite("Civil dates", .timeLimit(.minutes(1)))
struct CivilDateTests {
    @Test("days are counted from 1970-01-01")
    func epoch() {
        #expect(CivilDate(year: 1970, month: 1, day: 1).daysSince1970 == 0)
        #expect(CivilDate(year: 1969, month: 12, day: 31).daysSince1970 == -1)
        #expect(CivilDate(year: 2000, month: 2, day: 29).daysSince1970 == 11_016)
        #expect(CivilDate(year: 1, month: 1, day: 1).daysSince1970 == -719_162)
        #expect(CivilDate(year: 9999, month: 12, day: 31).daysSince1970 == 2_932_896)
    }

    @Test("a day turned to a count and back is the same day, and the next day is one more, for 10,000 years")
    func everyDay() {
        var expected = CivilDate(year: 1, month: 1, day: 1).daysSince1970
        var failures = 0
        for year in 1...9999 {
            for month in 1...12 {
                for day in 1...CivilDate.daysInMonth(month, of: year) {
                    let date = CivilDate(year: year, month: month, day: day)
                    if date.daysSince1970 != expected || CivilDate(daysSince1970: expected) != date { failures += 1 }
                    expected += 1
                }
            }
        }
        #expect(failures == 0)
    }

    @Test(
        "February has 29 days in leap years of the Gregorian rule only",
        arguments: [
            (2024, 29), (2025, 28), (2000, 29), (1900, 28), (2100, 28), (2400, 29),
        ])
    func february(year: Int, days: Int) {
        #expect(CivilDate.daysInMonth(2, of: year) == days)
    }
}
