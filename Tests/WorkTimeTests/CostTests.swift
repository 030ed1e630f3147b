import TestKit
import Testing
import WorkTime

@Suite("What a question costs", .timeLimit(.minutes(1)))
struct CostTests {
    @Test("does not depend on how far away the answer lies: a hundred thousand spans of fifty years in seconds")
    func independentOfLength() throws {
        let split = try ShippedCalendar.split.calendar
        let (start, fiftyYears) = (try time("1980-03-03T10:00"), try limit("13000 working days"))
        let hours = try limit("90000 working hours")
        var sum: Int64 = 0
        let taken = try ContinuousClock().measure {
            for number in 0..<Int64(100_000) {
                let from = Instant(milliseconds: start.milliseconds + number * 60_000)
                let due = try split.due(from: from, limit: fiftyYears).instant
                sum += split.workingMilliseconds(from: from, to: due)
                sum += try split.due(from: from, limit: hours).instant.milliseconds
            }
        }
        #expect(sum > 0)
        // It takes some 20 ms; the rest is for a machine that is busy. Walking the days would take minutes.
        #expect(taken < .seconds(10))
    }
}
