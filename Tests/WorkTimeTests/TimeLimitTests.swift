import Testing
import WorkTime

@Suite("Time limits as text", .timeLimit(.minutes(1)))
struct TimeLimitTests {
    @Test(
        "a number, a blank and a unit, in singular or plural",
        arguments: [
            ("30 minutes", 30, .minutes), ("1 minute", 1, .minutes), ("24 hours", 24, .hours), ("1 hour", 1, .hours),
            ("7 days", 7, .days), ("1 day", 1, .days), ("45 working minutes", 45, .workingMinutes),
            ("2 working hours", 2, .workingHours), ("1 working hour", 1, .workingHours),
            ("5 working days", 5, .workingDays), ("1 working day", 1, .workingDays), ("100000 hours", 100_000, .hours),
        ] as [(String, Int, TimeLimit.Unit)])
    func reads(text: String, amount: Int, unit: TimeLimit.Unit) throws {
        let limit = try TimeLimit(text)
        #expect(limit == TimeLimit(amount, unit))
        #expect(limit.description == text)
    }

    @Test("working days end with their working hours, or at the same time if so said")
    func dayCount() throws {
        #expect(try TimeLimit("5 working days").dayCount == .endOfDay)
        let sameTime = try TimeLimit("5 working days at the same time")
        #expect(sameTime == TimeLimit(5, .workingDays, count: .sameTime))
        #expect(sameTime == (try TimeLimit("5 working days").counted(.sameTime)))
        #expect(sameTime.description == "5 working days at the same time")
        #expect(try TimeLimit("1 working day at the same time").description == "1 working day at the same time")
    }

    @Test("of other units the count of days is no part")
    func dayCountOfOtherUnits() throws {
        #expect(TimeLimit(2, .workingHours, count: .sameTime) == TimeLimit(2, .workingHours))
        #expect(try TimeLimit("24 hours").counted(.sameTime).description == "24 hours")
    }

    @Test("number and unit do not have to agree, and are written so that they do")
    func grammar() throws {
        #expect(try TimeLimit("1 working hours").description == "1 working hour")
        #expect(try TimeLimit("3 hour").description == "3 hours")
        #expect(try TimeLimit("007 days").description == "7 days")
    }

    @Test(
        "anything else is refused, with what was expected",
        arguments: [
            ("", .form), ("soon", .form), (" 5 days", .form), ("-1 hours", .form), ("+1 hours", .form),
            ("1.5 hours", .form), ("five days", .form), ("５ days", .form), ("hours", .form), ("5h", .form),
            ("5", .unit), ("5 ", .unit), ("5  days", .unit), ("5 working", .unit), ("5 working  days", .unit),
            ("5 Working Days", .unit), ("5 weeks", .unit), ("5 days ", .unit), ("5 hours at the same time", .unit),
            ("5 working days\n", .unit), ("5\u{3000}days", .form),
            ("0 hours", .amount), ("100001 hours", .amount), ("99999999999999999999 hours", .amount),
        ] as [(String, TimeLimitError)])
    func refuses(text: String, error: TimeLimitError) {
        #expect(throws: error) { try TimeLimit(text) }
    }

    @Test("every error names what was expected", arguments: [TimeLimitError.form, .amount, .unit])
    func errors(error: TimeLimitError) {
        #expect(error.description.hasPrefix("expected "))
    }

    @Test("an amount is from 1 to 100,000")
    func amounts() {
        #expect(TimeLimit(0, .hours) == nil)
        #expect(TimeLimit(-1, .workingDays) == nil)
        #expect(TimeLimit(100_001, .minutes) == nil)
    }
}
