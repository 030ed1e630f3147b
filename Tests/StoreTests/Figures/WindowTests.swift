import Store
import Testing
import WorkTime

/// Where days, weeks and months begin, and what they are compared with.
@Suite(.timeLimit(.minutes(1)))
struct WindowTests {
    private let china: DistrictDays

    init() throws {
        china = try #require(DistrictDays(zone: "Asia/Shanghai"))
    }

    private func date(_ text: String) throws -> CivilDate {
        let parts = text.split(separator: "-").compactMap { Int($0) }
        return CivilDate(year: parts[0], month: parts[1], day: parts[2])
    }

    private func window(_ from: String, _ to: String) throws -> FigureWindow {
        FigureWindow(from: try Instant(rfc3339: from), to: try Instant(rfc3339: to))
    }

    private func hours(_ window: FigureWindow) -> Int64 {
        (window.end.milliseconds - window.start.milliseconds) / 3_600_000
    }

    @Test("Weeks begin on Monday, days and months at midnight, in the district's zone")
    func periods() throws {
        let sunday = try Instant(rfc3339: "2026-11-29T15:59:59Z")
        #expect(
            china.window(of: china.period(.week, at: sunday))
                == (try window("2026-11-23T00:00:00+08:00", "2026-11-30T00:00:00+08:00")))
        let monday = try Instant(rfc3339: "2026-11-29T16:00:00Z")
        #expect(china.period(.week, at: monday).firstDate.text == "2026-11-30")
        #expect(
            china.window(of: china.period(.month, at: sunday))
                == (try window("2026-11-01T00:00:00+08:00", "2026-12-01T00:00:00+08:00")))
        #expect(
            china.window(of: china.period(.day, at: sunday))
                == (try window("2026-11-29T00:00:00+08:00", "2026-11-30T00:00:00+08:00")))
        #expect(DistrictDays(zone: "Moon/Tycho") == nil)
    }

    @Test("A week with a change of clocks has an hour less or more")
    func daylightSaving() throws {
        let berlin = try #require(DistrictDays(zone: "Europe/Berlin"))
        #expect(hours(berlin.window(of: FigurePeriod(.week, containing: try date("2026-03-29")))) == 167)
        #expect(hours(berlin.window(of: FigurePeriod(.week, containing: try date("2026-10-25")))) == 169)
        #expect(hours(berlin.window(of: FigurePeriod(.day, containing: try date("2026-10-25")))) == 25)
    }

    @Test("A day whose midnight is skipped begins when the clocks are changed; one that has two begins at the first")
    func midnights() throws {
        let brazil = try #require(DistrictDays(zone: "America/Sao_Paulo"))
        #expect(
            brazil.start(ofDay: try date("2018-11-04").daysSince1970)
                == (try Instant(rfc3339: "2018-11-04T01:00:00-02:00")))
        let cuba = try #require(DistrictDays(zone: "America/Havana"))
        #expect(
            cuba.start(ofDay: try date("2026-11-01").daysSince1970)
                == (try Instant(rfc3339: "2026-11-01T00:00:00-04:00")))
        #expect(hours(cuba.window(of: FigurePeriod(.day, containing: try date("2026-11-01")))) == 25)
    }

    @Test(
        "Days follow each other without a gap, each shows its own date",
        arguments: ["Asia/Shanghai", "Europe/Berlin", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe"])
    func days(zone: String) throws {
        let days = try #require(DistrictDays(zone: zone))
        let first = try date("2024-01-01").daysSince1970
        for day in first..<first + 1_000 {
            let start = days.start(ofDay: day)
            #expect(days.date(at: start).daysSince1970 == day)
            #expect(days.date(at: Instant(milliseconds: start.milliseconds - 1)).daysSince1970 == day - 1)
        }
    }

    @Test("环比 is the one right before, of a month the month before, whatever its length")
    func previous() throws {
        let march = FigurePeriod(.month, containing: try date("2026-03-31"))
        #expect((march.previous.firstDate.text, march.previous.lastDate.text) == ("2026-02-01", "2026-02-28"))
        let january = FigurePeriod(.month, containing: try date("2026-01-05"))
        #expect((january.previous.firstDate.text, january.previous.days) == ("2025-12-01", 31))
        let week = FigurePeriod(.week, containing: try date("2026-11-25"))
        #expect((week.previous.firstDate.text, week.previous.lastDate.text) == ("2026-11-16", "2026-11-22"))
        let days = FigurePeriod(from: try date("2026-11-10"), through: try date("2026-11-12"))
        #expect((days.previous.firstDate.text, days.previous.lastDate.text) == ("2026-11-07", "2026-11-09"))
    }

    @Test("同比 has the same name a year before, of weeks the same days of the week")
    func lastYear() throws {
        let month = FigurePeriod(.month, containing: try date("2024-02-10")).lastYear
        #expect((month.firstDate.text, month.lastDate.text) == ("2023-02-01", "2023-02-28"))
        let week = FigurePeriod(.week, containing: try date("2026-11-25")).lastYear
        #expect((week.firstDate.text, week.lastDate.text) == ("2025-11-24", "2025-11-30"))
        let leap = FigurePeriod(.day, containing: try date("2024-02-29")).lastYear
        #expect((leap.firstDate.text, leap.days) == ("2023-02-28", 1))
    }

    @Test("What still lasts is compared with as much of the other as has passed, and no more than all of it")
    func partial() throws {
        let march = try window("2026-03-01T00:00:00+08:00", "2026-04-01T00:00:00+08:00")
        let february = try window("2026-02-01T00:00:00+08:00", "2026-03-01T00:00:00+08:00")
        func end(_ asOf: String) throws -> Instant {
            march.passedShare(of: february, asOf: try Instant(rfc3339: asOf)).end
        }
        #expect(try end("2026-03-08T12:00:00+08:00") == (try Instant(rfc3339: "2026-02-08T12:00:00+08:00")))
        #expect(try end("2026-03-30T12:00:00+08:00") == february.end)
        #expect(try end("2026-05-01T00:00:00+08:00") == february.end)
        #expect(try end("2026-01-01T00:00:00+08:00") == february.start)
    }

    @Test("A window's weeks are cut to it, and leave nothing out")
    func weeks() throws {
        let window = try window("2026-11-25T12:00:00+08:00", "2026-12-07T00:00:00+08:00")
        let weeks = china.weeks(in: window)
        #expect(weeks.map(\.monday.text) == ["2026-11-23", "2026-11-30"])
        #expect(weeks[0].window == FigureWindow(from: window.start, to: weeks[1].window.start))
        #expect(weeks[1].window.end == window.end)
        #expect(china.weeks(in: FigureWindow(from: window.end, to: window.start)).isEmpty)
    }

    @Test("The last whole week is over: on Monday it is the one that ended at midnight")
    func lastWhole() throws {
        let monday = try Instant(rfc3339: "2026-11-30T00:00:00+08:00")
        #expect(china.lastWhole(.week, before: monday).firstDate.text == "2026-11-23")
        #expect(china.lastWhole(.month, before: monday).firstDate.text == "2026-10-01")
    }
}
