package import WorkTime

/// Who is late, and whose time it was.
extension Case {
    /// Whether residents wait longer than they should at `instant`.
    ///
    /// Neither a pause nor an extension moves the city platform's deadline. A ledger that nobody has reviewed in time
    /// counts as overdue, although its clock stands still.
    package func isOverdue(asOf instant: Instant, _ calendars: Calendars) -> Bool {
        let then = asOf(instant, calendars)
        guard CaseState.open.contains(then.state) else { return false }
        if let externalDueAt, externalDueAt < instant { return true }
        if let suspension = then.suspension { return suspension.kind == .ledger && suspension.until < instant }
        return then.residentClock.isMet(asOf: instant) == false
    }

    /// Whether the promise was kept, by the last resolve; nil while that is open, or where nothing is to be judged: no
    /// promise, or a case that was withdrawn or merged.
    package func isPromiseMet(asOf instant: Instant, _ calendars: Calendars) -> Bool? {
        guard state != .merged, closing?.outcome != .merged, closing?.outcome != .withdrawn, let promisedBy else {
            return nil
        }
        guard let stoppedAt = residentClock.stoppedAt else { return isOverdue(asOf: instant, calendars) ? false : nil }
        return stoppedAt <= promisedBy
    }

    /// How long the first caller has waited, in milliseconds, with all pauses: until the last resolve, or `instant`.
    package func rawWait(asOf instant: Instant) -> Int64 {
        let first = callers.map { min($0.reportedAt, $0.receivedAt) }.min() ?? residentClock.start
        return max(0, WorkCalendar.elapsedMilliseconds(from: first, to: residentClock.stoppedAt ?? instant))
    }

    /// How long the residents' clock has run, as time passes and as working time, in milliseconds.
    package func residentTime(asOf instant: Instant, _ calendars: Calendars) -> (elapsed: Int64, working: Int64?) {
        let clock = asOf(instant, calendars).residentClock
        let end = clock.stoppedAt ?? instant
        let pauses = clock.pauses(asOf: end)
        let calendar = calendars[clock.limit?.calendar ?? terms.rules.calendar]
        return (
            max(0, WorkCalendar.elapsedMilliseconds(from: clock.start, to: end, pauses: pauses)),
            calendar.map { max(0, $0.workingMilliseconds(from: clock.start, to: end, pauses: pauses)) }
        )
    }

    /// Whose time it was, round by round, as it stands at `instant`, which is not before the last event.
    ///
    /// What departments and the desk are charged, what lies in suspensions and what lies between a resolve and its
    /// reopening add up to the time since the case was received.
    package func timeAccount(asOf instant: Instant, _ calendars: Calendars) -> TimeAccount {
        let then = asOf(instant, calendars)
        var account = TimeAccount()
        var last = then.rounds[0].assignedAt
        for round in then.rounds {
            account.betweenRounds += WorkCalendar.elapsedMilliseconds(from: last, to: round.assignedAt)
            let end = round.endedAt ?? max(instant, round.assignedAt)
            let pauses = round.clock.pauses(asOf: end)
            let held = WorkCalendar.elapsedMilliseconds(from: round.assignedAt, to: end, pauses: pauses)
            let calendar = calendars[round.clock.limit?.calendar ?? terms.rules.calendar]
            account.suspended += WorkCalendar.elapsedMilliseconds(from: round.assignedAt, to: end) - held
            account.charges.append(
                Charge(
                    round: round.number, department: round.department, from: round.assignedAt, to: end, elapsed: held,
                    working: calendar?.workingMilliseconds(from: round.assignedAt, to: end, pauses: pauses),
                    ending: round.ending, isMet: round.isMet(asOf: instant)))
            last = end
        }
        return account
    }
}

/// Whose time it was. All times are milliseconds.
package struct TimeAccount: Sendable, Hashable {
    /// A charge for each round.
    package fileprivate(set) var charges: [Charge] = []
    /// 挂起, 挂账: nobody is charged.
    package fileprivate(set) var suspended: Int64 = 0
    /// From a resolve to its reopening: nobody is charged.
    package fileprivate(set) var betweenRounds: Int64 = 0

    /// All of it together.
    package var total: Int64 { charges.reduce(suspended + betweenRounds) { $0 + $1.elapsed } }
}

/// The time that one department held a case in one round. All times are milliseconds.
package struct Charge: Sendable, Hashable {
    /// Which round.
    package let round: Int
    /// The id of the department that is charged.
    package let department: String
    /// When it got the case.
    package let from: Instant
    /// When it no longer had it, or the instant that was asked about.
    package let to: Instant
    /// As it passes, without suspensions.
    package let elapsed: Int64
    /// The same in working time; nil if the calendar is not known.
    package let working: Int64?
    /// Nil while the round lasts.
    package let ending: Round.Ending?
    /// Whether the round's limit was met; nil while that is open, or where it is neither met nor missed.
    package let isMet: Bool?
}
