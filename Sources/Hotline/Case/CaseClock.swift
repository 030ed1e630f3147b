package import WorkTime

/// One clock of a case: it starts once, stands still in pauses, and is stopped when what it measures is done.
///
/// A clock keeps its end beside what it follows from, so that whoever reads a case need not have the calendar.
package struct CaseClock: Sendable, Hashable {
    /// When it started.
    package internal(set) var start: Instant
    /// What it runs against; nil if there is no limit.
    package internal(set) var limit: CaseLimit?
    /// Past stretches in which it stood still.
    package internal(set) var pauses = Pauses.none
    /// The stretch in which it stands still at present.
    package internal(set) var standstill: Standstill?
    /// Extensions that were granted, in working days.
    package internal(set) var extensions: [Int] = []
    /// From when on the limit is counted. It is `start` until a change of the calendar, and then such that the time used
    /// by then stays what it was.
    package internal(set) var countedFrom: Instant
    /// Pauses before it count no more for the limit.
    package internal(set) var countedPausesFrom: Instant
    /// When what it measures was done.
    package internal(set) var stoppedAt: Instant?
    /// When the limit is used up; nil if there is none.
    package internal(set) var due: Due?

    /// A pause that still lasts.
    package struct Standstill: Sendable, Hashable {
        /// When it began.
        package var since: Instant
        /// When it is meant to end.
        package var until: Instant
    }

    init(start: Instant, limit: CaseLimit?, calendars: Calendars) {
        self.start = start
        self.limit = limit
        countedFrom = start
        countedPausesFrom = start
        refresh(calendars)
    }

    /// The pauses, the present one too as far as it is planned.
    package var allPauses: Pauses {
        var all = pauses
        if let standstill { all.insert(Pause(from: standstill.since, to: standstill.until)) }
        return all
    }

    /// The pauses that count for the limit.
    var countedPauses: Pauses {
        Pauses(
            allPauses.list.map { Pause(from: max($0.start, countedPausesFrom), to: max($0.end, countedPausesFrom)) })
    }

    /// The pauses as they were, if the clock is looked at at `instant`: what lasts has lasted until then.
    func pauses(asOf instant: Instant) -> Pauses {
        var all = pauses
        if let standstill { all.insert(Pause(from: standstill.since, to: instant)) }
        return all
    }

    /// Whether what it measures was done in time, or can no longer be; nil while that is open, or without a limit.
    package func isMet(asOf instant: Instant) -> Bool? {
        guard let due else { return nil }
        if let stoppedAt { return stoppedAt <= due.instant }
        return standstill == nil && due.instant < instant ? false : nil
    }
}

/// What may happen to a clock. Each change computes the end anew.
extension CaseClock {
    /// It stands still from `instant` on, until `until` as it is planned.
    mutating func pause(at instant: Instant, until: Instant, _ calendars: Calendars) {
        standstill = Standstill(since: standstill?.since ?? instant, until: until)
        refresh(calendars)
    }

    /// It runs again.
    mutating func run(at instant: Instant, _ calendars: Calendars) {
        guard let standstill else { return }
        pauses.insert(Pause(from: standstill.since, to: instant))
        self.standstill = nil
        refresh(calendars)
    }

    /// What it measures is done.
    mutating func stop(at instant: Instant, _ calendars: Calendars) {
        run(at: instant, calendars)
        stoppedAt = instant
    }

    /// It was not done after all: since it was stopped, it stood still.
    mutating func restart(at instant: Instant, _ calendars: Calendars) {
        guard let stoppedAt else { return }
        pauses.insert(Pause(from: stoppedAt, to: instant))
        self.stoppedAt = nil
        refresh(calendars)
    }

    /// The limit ends so many working days after its old end.
    mutating func extend(byWorkingDays count: Int, _ calendars: Calendars) {
        extensions.append(count)
        refresh(calendars)
    }

    /// Another limit holds from now on; the time used and the pauses stay.
    mutating func change(limit new: CaseLimit?, at instant: Instant, _ calendars: Calendars) {
        guard stoppedAt == nil, new != limit else { return }
        if let old = limit, let new, old.calendar != new.calendar || old.limit.isElapsed != new.limit.isElapsed {
            keepTimeUsed(from: old, to: new, at: instant, calendars)
        }
        limit = new
        refresh(calendars)
    }

    /// Computes the end anew, when something that it follows from has changed.
    mutating func refresh(_ calendars: Calendars) {
        guard stoppedAt == nil else { return }
        guard let limit, let calendar = calendars[limit.calendar] else {
            due = nil
            return
        }
        let counted = countedPauses
        due = try? calendar.due(from: countedFrom, limit: limit.limit, pauses: counted)
        for days in extensions {
            guard let old = due, let more = TimeLimit(days, .workingDays) else { continue }
            let new = try? calendar.extended(old.instant, by: more, pauses: counted)
            due = new.map { Due($0.instant, isProvisional: old.isProvisional || $0.isProvisional) }
        }
    }

    /// In another calendar the same stretch holds another amount of working time: nights count where work is done around
    /// the clock. So the new limit is counted from where, in the new calendar, as much time lies before `instant` as was
    /// used in the old one.
    private mutating func keepTimeUsed(
        from old: CaseLimit, to new: CaseLimit, at instant: Instant, _ calendars: Calendars
    ) {
        guard let before = calendars[old.calendar], let after = calendars[new.calendar] else { return }
        let used = before.milliseconds(of: old.limit, from: countedFrom, to: instant, pauses: countedPauses)
        countedFrom = after.start(of: new.limit, using: used, before: instant)
        countedPausesFrom = instant
    }
}

extension TimeLimit {
    /// Whether time counts that passes for everybody.
    var isElapsed: Bool { unit == .minutes || unit == .hours || unit == .days }
}

extension WorkCalendar {
    /// The time between two instants as a limit counts it.
    func milliseconds(of limit: TimeLimit, from start: Instant, to end: Instant, pauses: Pauses) -> Int64 {
        limit.isElapsed
            ? Self.elapsedMilliseconds(from: start, to: end, pauses: pauses)
            : workingMilliseconds(from: start, to: end, pauses: pauses)
    }

    /// The last instant between which and `end` lies so much of the time that a limit counts.
    fileprivate func start(of limit: TimeLimit, using wanted: Int64, before end: Instant) -> Instant {
        if limit.isElapsed || wanted <= 0 { return Instant(milliseconds: end.milliseconds - max(0, wanted)) }
        var (low, high) = (min(Instant.earliestCounted.milliseconds, end.milliseconds), end.milliseconds)
        while low < high {
            let middle = low + (high - low + 1) / 2
            let found = workingMilliseconds(from: Instant(milliseconds: middle), to: end)
            if found >= wanted { low = middle } else { high = middle - 1 }
        }
        return Instant(milliseconds: low)
    }
}

extension Instant {
    /// Before it, calendars have no working time.
    fileprivate static let earliestCounted = Instant(milliseconds: 0)
}
