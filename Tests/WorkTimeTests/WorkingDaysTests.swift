import TestKit
import Testing
import WorkTime

@Suite("Counting working days", .timeLimit(.minutes(1)))
struct WorkingDaysTests {
    private let office = Result { () throws(CalendarError) in try ShippedCalendar.office.calendar }

    @Test(
        "the date of receipt is day 0, however early or late, worked or not (次日起算)",
        arguments: [
            ("2026-11-23T00:00", "2026-11-24T18:00"), ("2026-11-23T08:59", "2026-11-24T18:00"),
            ("2026-11-23T23:59", "2026-11-24T18:00"), ("2026-11-20T10:00", "2026-11-23T18:00"),
            ("2026-11-21T10:00", "2026-11-23T18:00"), ("2026-11-22T23:59", "2026-11-23T18:00"),
            ("2026-09-30T12:00", "2026-10-08T18:00"), ("2026-10-03T12:00", "2026-10-08T18:00"),
        ])
    func dayZero(start: String, due: String) throws {
        #expect(try office.get().dueText(start, "1 working day") == due)
    }

    @Test("at the same time, they end where they began in the day, in working hours or not")
    func sameTime() throws {
        let office = try office.get()
        #expect(try office.dueText("2026-11-20T15:30", "1 working day at the same time") == "2026-11-23T15:30")
        #expect(try office.dueText("2026-11-21T20:00", "2 working days at the same time") == "2026-11-24T20:00")
        #expect(try office.dueText("2026-11-23T00:00", "1 working day at the same time") == "2026-11-24T00:00")
    }

    @Test(
        "each working day wholly inside a pause moves the end by one, a part by nothing",
        arguments: [
            // From Monday, 3 working days: Thursday.
            ("2026-11-24T09:00", "2026-11-24T18:00", "2026-11-27T18:00"),
            ("2026-11-24T09:01", "2026-11-24T18:00", "2026-11-26T18:00"),
            ("2026-11-24T09:00", "2026-11-24T17:59", "2026-11-26T18:00"),
            ("2026-11-23T15:00", "2026-11-25T10:00", "2026-11-27T18:00"),
            ("2026-11-24T08:00", "2026-11-25T20:00", "2026-11-30T18:00"),
            // The day of receipt does not count, paused or not.
            ("2026-11-22T08:00", "2026-11-23T20:00", "2026-11-26T18:00"),
            // A weekend in a pause is none of its working days.
            ("2026-11-26T12:00", "2026-11-30T12:00", "2026-11-30T18:00"),
            // What comes after the end does not matter.
            ("2026-11-26T18:00", "2026-12-04T18:00", "2026-11-26T18:00"),
        ])
    func pauses(start: String, end: String, due: String) throws {
        let pauses: Pauses = [try pause(start, end)]
        #expect(try office.get().dueText("2026-11-23T10:00", "3 working days", pauses) == due)
    }

    @Test("a day whose morning and afternoon lie in two pauses, its noon in none, counts")
    func twoPauses() throws {
        let split = try ShippedCalendar.split.calendar
        let pauses: Pauses = [
            try pause("2026-11-24T09:00", "2026-11-24T12:00"), try pause("2026-11-24T14:00", "2026-11-24T17:59"),
        ]
        #expect(try split.dueText("2026-11-23T10:00", "1 working day", pauses) == "2026-11-24T18:00")
    }

    @Test(
        "nothing falls due inside a pause: the end moves to the first working day that neither lies nor ends in it",
        arguments: [
            ("2026-11-24T17:00", "2026-11-24T18:00", "2026-11-24T18:00"),
            ("2026-11-24T17:00", "2026-11-24T18:01", "2026-11-25T18:00"),
            ("2026-11-24T17:00", "2026-11-26T09:00", "2026-11-26T18:00"),
            ("2026-11-24T17:00", "2026-11-26T18:00", "2026-11-27T18:00"),
            ("2026-11-24T17:00", "2026-11-26T18:01", "2026-11-27T18:00"),
            ("2026-11-24T18:00", "2026-11-26T18:01", "2026-11-24T18:00"),
        ])
    func dueInsidePause(start: String, end: String, due: String) throws {
        let pauses: Pauses = [try pause(start, end)]
        #expect(try office.get().dueText("2026-11-23T10:00", "1 working day", pauses) == due)
    }

    @Test("and it does not move into the next pause")
    func dueInsideSeveralPauses() throws {
        let office = try office.get()
        let wholeThursday: Pauses = [
            try pause("2026-11-24T17:00", "2026-11-26T08:00"), try pause("2026-11-26T09:00", "2026-11-26T18:00"),
        ]
        #expect(try office.dueText("2026-11-23T10:00", "1 working day", wholeThursday) == "2026-11-27T18:00")
        let fromThursday: Pauses = [
            try pause("2026-11-24T17:00", "2026-11-26T08:00"), try pause("2026-11-26T10:00", "2026-12-01T10:00"),
        ]
        #expect(try office.dueText("2026-11-23T10:00", "1 working day", fromThursday) == "2026-12-01T18:00")
        #expect(
            try office.dueText("2026-11-23T12:00", "1 working day at the same time", fromThursday)
                == "2026-11-24T12:00")
        #expect(
            try office.dueText("2026-11-23T17:30", "1 working day at the same time", fromThursday)
                == "2026-12-01T17:30")
        #expect(
            try office.dueText("2026-11-23T20:00", "1 working day at the same time", fromThursday)
                == "2026-12-01T20:00")
    }

    @Test("at the same time, an end that one pause moves is moved once, not by the days of the next pause as well")
    func sameTimeInsideSeveralPauses() throws {
        let office = try office.get()
        let oneDay = "1 working day at the same time"
        let untilSeven: Pauses = [try pause("2026-11-24T06:00", "2026-11-25T07:00")]
        #expect(try office.dueText("2026-11-23T07:00", oneDay, untilSeven) == "2026-11-25T07:00")
        // An end at which a pause ends as well does not lie inside it.
        let untilThree: Pauses = [try pause("2026-11-24T14:00", "2026-11-26T15:00")]
        #expect(try office.dueText("2026-11-23T15:00", oneDay, untilThree) == "2026-11-26T15:00")
        // Wednesday at seven lies in the first pause, Thursday and Friday at seven in the second.
        let untilFriday: Pauses = [
            try pause("2026-11-24T06:00", "2026-11-25T07:30"), try pause("2026-11-25T08:00", "2026-11-27T20:00"),
        ]
        #expect(try office.dueText("2026-11-23T07:00", oneDay, untilFriday) == "2026-11-30T07:00")
    }

    @Test("a pause that begins when the limit has ended changes nothing, even if it covers all of that day's work")
    func tooLate() throws {
        let pauses: Pauses = [try pause("2026-11-24T08:00", "2026-11-27T08:00")]
        let due = try office.get().dueText("2026-11-23T08:00", "1 working day at the same time", pauses)
        #expect(due == "2026-11-24T08:00")
        let laterDue = try office.get().dueText("2026-11-23T08:01", "1 working day at the same time", pauses)
        #expect(laterDue == "2026-11-27T08:01")
    }

    @Test("an extension is counted from the old end, which closes its own day even at midnight")
    func extended() throws {
        let (office, always) = (try office.get(), try ShippedCalendar.always.calendar)
        let twoDays = try limit("2 working days")
        #expect(try office.extended(time("2026-11-24T18:00"), by: twoDays).instant.inChina == "2026-11-26T18:00")
        #expect(try office.extended(time("2026-11-24T11:30"), by: twoDays).instant.inChina == "2026-11-26T18:00")
        #expect(try always.dueText("2026-11-23T10:00", "1 working day") == "2026-11-25T00:00")
        #expect(try always.extended(time("2026-11-25T00:00"), by: twoDays).instant.inChina == "2026-11-27T00:00")
        #expect(
            try office.extended(time("2026-11-24T18:00"), by: limit("1 working hour")).instant.inChina
                == "2026-11-25T10:00")
    }

    @Test("shares of working days are shares of the working time until they end")
    func shares() throws {
        let office = try office.get()
        let start = try time("2026-11-23T09:00")
        let twoDays = try limit("2 working days")
        // 27 working hours until Wednesday at 18:00.
        func reminder(_ percent: Int) throws -> String {
            try office.due(from: start, limit: twoDays, percent: percent).instant.inChina
        }
        #expect(try reminder(0) == "2026-11-23T09:00")
        #expect(try reminder(50) == "2026-11-24T13:30")
        #expect(try reminder(100) == "2026-11-25T18:00")
        #expect(try reminder(150) == "2026-11-27T13:30")
        #expect(
            try office.due(from: start, limit: limit("10 hours"), percent: 80).instant.inChina == "2026-11-23T17:00")
    }
}
