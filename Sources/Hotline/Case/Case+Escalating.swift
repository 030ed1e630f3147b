package import WorkTime

/// The escalation plan: which rungs of which clock are due when.
extension Case {
    /// All rungs, past and to come, as the case stands, in the order of time.
    ///
    /// The department's clocks climb the holder's ladder, the resident's climbs the place's. A case that is resolved,
    /// closed or merged has none. While a ledger lasts, nothing falls due but its review and the city platform's
    /// deadline. Who was called for help answers on a ladder of its own. Rungs fall into working time unless it is an
    /// emergency.
    package func rungs(_ calendars: Calendars) -> [Rung] {
        guard CaseState.open.contains(state) else { return reportRungs().sorted { $0.due < $1.due } }
        var all = reportRungs()
        all += rungs(of: round.accept, .accept, .holder, end: round.accept.due?.instant, calendars)
        all += rungs(of: round.contact, .contact, .holder, end: round.contact.due?.instant, calendars)
        all += rungs(of: round.clock, .resolve, .holder, end: round.clock.due?.instant, calendars)
        all += rungs(of: residentClock, .resident, .place, end: promisedBy, calendars)
        all += assistRungs()
        if let suspension, suspension.kind == .ledger {
            all = all.filter { $0.due <= suspension.since || $0.clock == .report || isExternal($0) }
            all.append(rung(.review, round: suspension.entry, 100, .holder, due: suspension.until))
        }
        return all.map { inWorkingTime($0, calendars) }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
    }

    /// The rungs that are due at `instant`, told or not.
    package func rungsDue(asOf instant: Instant, _ calendars: Calendars) -> [Rung] {
        asOf(instant, calendars).rungs(calendars).filter { $0.due <= instant }
    }

    /// When the next rung after `instant` is due, if nothing more is done to the case.
    package func nextRung(after instant: Instant, _ calendars: Calendars) -> Rung? {
        asOf(instant, calendars).rungs(calendars).first { $0.due > instant }
    }

    private func rungs(
        of clock: CaseClock, _ name: Rung.Clock, _ ladder: Rung.Ladder, end: Instant?, _ calendars: Calendars
    ) -> [Rung] {
        guard clock.stoppedAt == nil, let end else { return [] }
        return Rung.shares.compactMap { percent in
            clock.instant(percent: percent, of: end, calendars).map {
                rung(name, round: name == .resident ? 0 : round.number, percent, ladder, due: $0)
            }
        }
    }

    private func reportRungs() -> [Rung] {
        guard CaseState.open.contains(state) || state == .resolved else { return [] }
        return supervisions.enumerated().filter { $0.element.answeredAt == nil }.map { index, supervision in
            rung(.report, round: index + 1, 100, .holder, due: supervision.answerBy)
        }
    }

    /// Whoever was called for help and has given none by when it should have: its own ladder is told.
    private func assistRungs() -> [Rung] {
        supporting.compactMap { support in
            guard support.contributedAt == nil, let dueBy = support.dueBy else { return nil }
            return rung(.assist, round: support.call, 100, .holder, of: support.department, due: dueBy)
        }
    }

    private func rung(
        _ clock: Rung.Clock, round: Int, _ percent: Int, _ ladder: Rung.Ladder, of department: String? = nil,
        due: Instant
    ) -> Rung {
        Rung(
            caseNumber: number, clock: clock, round: round, percent: percent, ladder: ladder,
            department: department ?? holder, due: due)
    }

    /// Whether the promise that is running out is the city platform's, which no suspension moves.
    private func isExternal(_ rung: Rung) -> Bool {
        rung.clock == .resident && externalDueAt != nil && promisedBy == externalDueAt && rung.percent >= 100
    }

    /// A rung at night waits for the morning; one at the close of working hours is in time.
    private func inWorkingTime(_ rung: Rung, _ calendars: Calendars) -> Rung {
        guard subject.urgency != .emergency, let calendar = calendars[terms.rules.calendar] else { return rung }
        let before = Instant(milliseconds: rung.due.milliseconds - 1)
        guard !calendar.isWorking(at: rung.due), !calendar.isWorking(at: before),
            let morning = try? calendar.firstWorkingInstant(from: rung.due)
        else { return rung }
        return self.rung(
            rung.clock, round: rung.round, rung.percent, rung.ladder, of: rung.department, due: morning)
    }
}

extension CaseClock {
    /// When a share of the time until `end` is used up; nil if no calendar holds so much time.
    func instant(percent: Int, of end: Instant, _ calendars: Calendars) -> Instant? {
        guard percent != 100, let limit, let calendar = calendars[limit.calendar] else { return end }
        let pauses = countedPauses
        if extensions.isEmpty, end == due?.instant {
            return try? calendar.due(from: countedFrom, limit: limit.limit, pauses: pauses, percent: percent).instant
        }
        // An extension or another's deadline: a share of the time that there is, to the minute.
        let total = calendar.milliseconds(of: limit.limit, from: countedFrom, to: end, pauses: pauses)
        guard
            let whole = limit.limit.isElapsed
                ? whole(total, .minutes, .hours) : whole(total, .workingMinutes, .workingHours)
        else { return end }
        let (start, share) = percent < 100 ? (countedFrom, percent) : (end, percent - 100)
        return try? calendar.due(from: start, limit: whole, pauses: pauses, percent: share).instant
    }

    /// So many milliseconds as a limit, to the minute, or to the hour where there are too many; nil if it is none.
    private func whole(_ total: Int64, _ minutes: TimeLimit.Unit, _ hours: TimeLimit.Unit) -> TimeLimit? {
        TimeLimit(Int(total / 60_000), minutes) ?? TimeLimit(Int(total / 3_600_000), hours)
    }
}
