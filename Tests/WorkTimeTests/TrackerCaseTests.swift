import TestKit
import Testing
import WorkTime

/// What other systems got wrong, as their bug trackers tell it.
@Suite("Cases from others' bug trackers", .timeLimit(.minutes(1)))
struct TrackerCaseTests {
    @Test("GLPI #22678: four working hours late in the day end the next morning, and so does their reminder")
    func acrossTheNight() throws {
        let calendar = try mondayToFriday("08:00-18:00")
        let (start, fourHours) = (try time("2026-11-23T17:00"), try limit("4 working hours"))
        #expect(try calendar.due(from: start, limit: fourHours).instant.inChina == "2026-11-24T11:00")
        #expect(try calendar.due(from: start, limit: fourHours, percent: 75).instant.inChina == "2026-11-24T10:00")
    }

    @Test("Chatwoot #13392: a limit runs over the weekend to Monday, and does not run before work begins")
    func overTheWeekend() throws {
        let calendar = try mondayToFriday("09:00-17:00")
        #expect(try calendar.dueText("2026-11-27T16:30", "1 working hour") == "2026-11-30T09:30")
        #expect(try calendar.dueText("2026-11-25T07:00", "2 working hours") == "2026-11-25T11:00")
    }

    @Test(
        "Spring Festival: a make-up Saturday counts, the holidays do not",
        arguments: [
            ("1 working day", "2026-02-14T18:00"), ("3 working days", "2026-02-25T18:00"),
            ("5 working days", "2026-02-27T18:00"), ("7 working days", "2026-03-02T18:00"),
            ("15 working days", "2026-03-12T18:00"),
        ])
    func springFestival(limit: String, due: String) throws {
        for calendar in [ShippedCalendar.office, .split] {
            #expect(try calendar.calendar.dueText("2026-02-13T15:00", limit) == due)
        }
    }

    @Test("GLPI #10594: a pause over a weekend takes its working time only")
    func pauseInWorkingTime() throws {
        let pauses: Pauses = [try pause("2026-11-27T12:00", "2026-11-30T12:00")]
        let calendar = try mondayToFriday("09:00-17:00")
        #expect(try calendar.dueText("2026-11-27T10:00", "8 working hours", pauses) == "2026-12-01T10:00")
    }

    @Test("GLPI #9267: between a resolve and its reopening nothing runs")
    func reopened() throws {
        let pauses: Pauses = [try pause("2026-11-23T10:01", "2026-11-23T10:12")]
        let always = try ShippedCalendar.always.calendar
        for limit in ["5 working minutes", "5 minutes"] {
            #expect(try always.dueText("2026-11-23T10:00", limit, pauses) == "2026-11-23T10:16")
        }
    }

    @Test("退单: the resident's limit never restarts, the department's starts with its round")
    func returned() throws {
        let calendar = try ShippedCalendar.always.calendar
        #expect(try calendar.dueText("2026-11-23T09:00", "24 hours") == "2026-11-24T09:00")
        #expect(try calendar.dueText("2026-11-23T11:00", "8 hours") == "2026-11-23T19:00")
        let (given, granted, assigned) = (
            try time("2026-11-23T09:00"), try time("2026-11-23T10:00"), try time("2026-11-23T11:00")
        )
        #expect(WorkCalendar.elapsedMilliseconds(from: given, to: granted) == 3_600_000)
        #expect(WorkCalendar.elapsedMilliseconds(from: granted, to: assigned) == 3_600_000)
    }

    @Test("Zammad #1396: a calendar without working time is an error of the configuration")
    func noWorkingTime() throws {
        let empty = try WorkWeek([:])
        #expect(throws: CalendarError.noWorkingTime(calendar: "empty")) {
            try WorkCalendar(id: "empty", zone: "Asia/Shanghai", week: empty, holidays: nil)
        }
    }

    @Test("PostHog #55132: the next shift is found however far away it is")
    func farShift() throws {
        let week = try WorkWeek([.sunday: [try #require(WorkWindow("10:00-11:00"))]])
        let sundays = try WorkCalendar(id: "sundays", zone: "Asia/Shanghai", week: week, holidays: nil)
        #expect(try sundays.dueText("2026-11-23T09:00", "1 working hour") == "2026-11-29T11:00")
        #expect(try sundays.firstWorkingInstant(from: time("2026-11-23T09:00")).inChina == "2026-11-29T10:00")
    }

    @Test("and where the calendar ends, no date is invented")
    func endOfTheCalendar() throws {
        let calendar = try ShippedCalendar.office.calendar
        let start = try time("2099-12-31T17:00")
        #expect(try calendar.due(from: start, limit: limit("1 working hour")).instant.inChina == "2099-12-31T18:00")
        for text in ["61 working minutes", "2 working hours", "1 working day", "100000 working days"] {
            #expect(throws: DueError(calendar: "office", start: start)) {
                try calendar.due(from: start, limit: limit(text))
            }
        }
        #expect(throws: DueError.self) { try calendar.firstWorkingInstant(from: time("2099-12-31T18:00")) }
        #expect(try calendar.dueText("2099-12-31T17:00", "2 hours") == "2099-12-31T19:00")
        #expect(throws: DueError.self) { try calendar.due(from: .latest, limit: limit("1 minute")) }
    }

    @Test("osTicket #6847: work rests at noon")
    func noon() throws {
        let calendar = try mondayToFriday("09:00-13:00", "14:00-18:00")
        #expect(try calendar.dueText("2026-11-23T12:30", "1 working hour") == "2026-11-23T14:30")
    }

    @Test("Chatwoot #15647: due is the instant the budget is used up; the window is half-open")
    func atTheClose() throws {
        let calendar = try mondayToFriday("09:00-17:00")
        #expect(try calendar.dueText("2026-11-23T16:00", "1 working hour") == "2026-11-23T17:00")
        #expect(try calendar.dueText("2026-11-23T17:00", "1 working hour") == "2026-11-24T10:00")
    }

    @Test("Frappe #3709: nothing is due while it is suspended")
    func suspendedOverItsDue() throws {
        let pauses: Pauses = [try pause("2026-11-23T11:00", "2026-11-23T15:00")]
        let calendar = try mondayToFriday("09:00-17:00")
        #expect(try calendar.dueText("2026-11-23T10:00", "2 working hours", pauses) == "2026-11-23T16:00")
        #expect(try calendar.dueText("2026-11-23T10:00", "2 hours", pauses) == "2026-11-23T16:00")
    }
}
