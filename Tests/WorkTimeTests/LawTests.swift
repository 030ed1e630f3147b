import TestKit
import Testing
import WorkTime

/// What holds for all instants, limits and pauses, tried on random ones with a fixed seed.
@Suite("Laws of working time", .timeLimit(.minutes(1)))
struct LawTests {
    private static let calendars: [@Sendable () throws -> WorkCalendar] = [
        { try ShippedCalendar.office.calendar }, { try ShippedCalendar.split.calendar },
        { try ShippedCalendar.always.calendar },
        {
            let night = [try #require(WorkWindow("00:00-02:30")), try #require(WorkWindow("22:00-24:00"))]
            let week = try WorkWeek([.friday: night, .saturday: night, .sunday: night])
            return try WorkCalendar(id: "night", zone: "Europe/Berlin", week: week, holidays: nil)
        },
    ]

    /// Random instants, pauses and budgets around the same few weeks, so that they meet.
    private struct Dice {
        var random: SeededGenerator
        var year: Int64 = 0

        init(seed: UInt64) { random = SeededGenerator(seed: seed) }

        /// A new point in time around which the next values lie.
        mutating func move() { year = Int64.random(in: 0..<1_500_000_000_000, using: &random) }

        mutating func instant() -> Instant {
            let exact = year + 300_000_000_000 + Int64.random(in: 0..<5_000_000_000, using: &random)
            // Whole hours meet edges of windows.
            return Instant(milliseconds: Bool.random(using: &random) ? exact : exact / 3_600_000 * 3_600_000)
        }

        mutating func pauses() -> Pauses {
            Pauses((0..<Int.random(in: 0...4, using: &random)).map { _ in Pause(from: instant(), to: instant()) })
        }

        mutating func limit(_ units: [TimeLimit.Unit]) throws -> TimeLimit {
            let unit = try #require(units.randomElement(using: &random))
            let count = try #require(TimeLimit.DayCount.allCases.randomElement(using: &random))
            return try #require(TimeLimit(Int.random(in: 1...100, using: &random), unit, count: count))
        }
    }

    private func forEachCalendar(seed: UInt64, _ body: (WorkCalendar, inout Dice) throws -> Void) throws {
        var dice = Dice(seed: seed)
        for make in Self.calendars {
            let calendar = try make()
            for _ in 0..<2_000 {
                dice.move()
                try body(calendar, &dice)
            }
        }
    }

    @Test("time adds up: from a to b and from b to c is from a to c, forwards and backwards, with any pauses")
    func additive() throws {
        try forEachCalendar(seed: 1) { calendar, dice in
            let (a, b, c, pauses) = (dice.instant(), dice.instant(), dice.instant(), dice.pauses())
            #expect(
                calendar.workingMilliseconds(from: a, to: b, pauses: pauses)
                    + calendar.workingMilliseconds(from: b, to: c, pauses: pauses)
                    == calendar.workingMilliseconds(from: a, to: c, pauses: pauses))
            #expect(
                WorkCalendar.elapsedMilliseconds(from: a, to: b, pauses: pauses)
                    + WorkCalendar.elapsedMilliseconds(from: b, to: c, pauses: pauses)
                    == WorkCalendar.elapsedMilliseconds(from: a, to: c, pauses: pauses))
        }
    }

    @Test("working time grows with the span, by at most as much; pauses only take from it")
    func monotonic() throws {
        try forEachCalendar(seed: 2) { calendar, dice in
            let (a, b, pauses) = (dice.instant(), dice.instant(), dice.pauses())
            let (start, end) = (min(a, b), max(a, b))
            let worked = calendar.workingMilliseconds(from: start, to: end)
            let unpaused = calendar.workingMilliseconds(from: start, to: end, pauses: pauses)
            let elapsed = WorkCalendar.elapsedMilliseconds(from: start, to: end, pauses: pauses)
            #expect(0 <= unpaused && unpaused <= worked && unpaused <= elapsed)
            #expect(elapsed <= end.milliseconds - start.milliseconds)
        }
    }

    @Test("what has passed until due is the budget, and due is the first such instant")
    func inverse() throws {
        try forEachCalendar(seed: 3) { calendar, dice in
            let (start, pauses) = (dice.instant(), dice.pauses())
            let limit = try dice.limit([.workingMinutes, .workingHours])
            let due = try calendar.due(from: start, limit: limit, pauses: pauses).instant
            let budget = Int64(limit.amount) * (limit.unit == .workingHours ? 3_600_000 : 60_000)
            #expect(calendar.workingMilliseconds(from: start, to: due, pauses: pauses) == budget)
            let justBefore = Instant(milliseconds: due.milliseconds - 1)
            #expect(calendar.workingMilliseconds(from: start, to: justBefore, pauses: pauses) == budget - 1)
        }
    }

    @Test("so it is with time that passes for everybody")
    func inverseOfElapsed() throws {
        try forEachCalendar(seed: 4) { calendar, dice in
            let (start, pauses) = (dice.instant(), dice.pauses())
            let limit = try dice.limit([.hours])
            let due = try calendar.due(from: start, limit: limit, pauses: pauses).instant
            let budget = Int64(limit.amount) * 3_600_000
            #expect(WorkCalendar.elapsedMilliseconds(from: start, to: due, pauses: pauses) == budget)
            let justBefore = Instant(milliseconds: due.milliseconds - 1)
            #expect(WorkCalendar.elapsedMilliseconds(from: start, to: justBefore, pauses: pauses) == budget - 1)
        }
    }

    @Test("a later start, a longer limit or one more pause never brings due forward; due is never inside a pause")
    func dueIsMonotonic() throws {
        try forEachCalendar(seed: 5) { calendar, dice in
            let (a, b, pauses) = (dice.instant(), dice.instant(), dice.pauses())
            let limit = try dice.limit(TimeLimit.Unit.allCases)
            let due = try calendar.due(from: min(a, b), limit: limit, pauses: pauses).instant
            #expect(due > min(a, b))
            #expect(!pauses.list.contains { $0.start < due && due < $0.end })

            let later = try calendar.due(from: max(a, b), limit: limit, pauses: pauses).instant
            // At the same time of day, of two starts on one date the later may meet a pause that the earlier does not.
            if limit.dayCount == .endOfDay { #expect(due <= later) }

            let longer = try #require(TimeLimit(limit.amount + 1, limit.unit, count: limit.dayCount))
            let longerDue = try calendar.due(from: min(a, b), limit: longer, pauses: pauses).instant
            // An end that a pause has moved may be that of a day more as well.
            #expect(due < longerDue || due == longerDue && limit.unit == .workingDays && pauses != .none)

            var morePauses = pauses
            morePauses.insert(Pause(from: dice.instant(), to: dice.instant()))
            #expect(try due <= calendar.due(from: min(a, b), limit: limit, pauses: morePauses).instant)
        }
    }

    @Test("a pause before the start or after due changes nothing; one of working time moves due by itself")
    func pausesCount() throws {
        try forEachCalendar(seed: 6) { calendar, dice in
            let start = dice.instant()
            let limit = try dice.limit(TimeLimit.Unit.allCases)
            let due = try calendar.due(from: start, limit: limit).instant
            let outside: Pauses = [
                Pause(from: Instant(milliseconds: start.milliseconds - 90_000_000), to: start),
                Pause(from: due, to: Instant(milliseconds: due.milliseconds + 90_000_000)),
            ]
            #expect(try calendar.due(from: start, limit: limit, pauses: outside).instant == due)

            guard limit.unit == .workingHours || limit.unit == .workingMinutes else { return }
            let middle = Instant(milliseconds: start.milliseconds + (due.milliseconds - start.milliseconds) / 2)
            let pause = Pause(from: middle, to: due)
            let moved = try calendar.due(from: start, limit: limit, pauses: [pause]).instant
            #expect(
                calendar.workingMilliseconds(from: due, to: moved)
                    == calendar.workingMilliseconds(from: middle, to: due))
        }
    }

    @Test("reminders come in the order of their shares, and at a hundred per cent it is due")
    func shares() throws {
        try forEachCalendar(seed: 7) { calendar, dice in
            let (start, pauses) = (dice.instant(), dice.pauses())
            let limit = try dice.limit(TimeLimit.Unit.allCases)
            let due = try calendar.due(from: start, limit: limit, pauses: pauses)
            let reminders = try [0, 50, 80, 99, 100, 150].map {
                try calendar.due(from: start, limit: limit, pauses: pauses, percent: $0)
            }
            #expect(reminders[4] == due)
            for (earlier, later) in zip(reminders, reminders.dropFirst()) { #expect(earlier.instant <= later.instant) }
        }
    }

    @Test("the first working instant is worked, and nothing before it is")
    func firstWorkingInstant() throws {
        try forEachCalendar(seed: 8) { calendar, dice in
            let instant = dice.instant()
            let first = try calendar.firstWorkingInstant(from: instant)
            #expect(calendar.isWorking(at: first))
            #expect(calendar.workingMilliseconds(from: instant, to: first) == 0)
        }
    }
}
