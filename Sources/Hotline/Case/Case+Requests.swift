import WorkTime

/// Requests, and what becomes of them.
extension Case {
    /// Puts a request before the desk, or grants it at once where the district has said so.
    mutating func request(_ applied: AppliedProgress, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        let event = applied.event
        if terms.rules.autoGrant.contains(event.action), !needsManager(event.body) {
            return grant(event.body, applied.terms, at: at, calendars)
        }
        requests.append(PendingRequest(id: event.id, body: event.body, at: at))
        return []
    }

    /// Grants a request that is open.
    mutating func grant(_ ref: String, _ new: CaseTerms?, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        guard let request = request(ref) else { return [] }
        requests.removeAll { $0 == request }
        return grant(request.body, new, at: at, calendars)
    }

    private mutating func grant(
        _ body: ProgressBody, _ new: CaseTerms?, at: Instant, _ calendars: Calendars
    ) -> [CaseAction] {
        switch body {
        case .return:
            grantedReturns += 1
            endRound(.returned, at: at, calendars)
            return begin(at: terms.rules.desk, .assigned, new, at: at, calendars)
        case .suspend(let suspension):
            suspend(suspension, at: at, calendars)
            return results(.suspended, at: at)
        case .extend(let more):
            residentClock.extend(byWorkingDays: more.workingDays, calendars)
            rounds[rounds.count - 1].clock.extend(byWorkingDays: more.workingDays, calendars)
            return results(.extended, at: at, reply: more.reason)
        default: return []
        }
    }

    /// The clocks stand still, or go on standing still until another time.
    private mutating func suspend(_ wanted: ProgressBody.Suspension, at: Instant, _ calendars: Calendars) {
        suspension = ActiveSuspension(
            kind: wanted.kind, since: suspension?.since ?? at, until: wanted.until, owner: wanted.owner,
            resumesTo: suspension?.resumesTo ?? state, entry: history.count)
        state = wanted.kind == .waiting ? .suspendedWaiting : .suspendedLedger
        withClocks { $0.pause(at: at, until: wanted.until, calendars) }
    }

    /// The clocks run again, and the case stands where it stood.
    mutating func resume(at: Instant, _ calendars: Calendars) {
        guard let suspension else { return }
        state = suspension.resumesTo
        self.suspension = nil
        withClocks { $0.run(at: at, calendars) }
    }

    /// Does something to all clocks that run.
    private mutating func withClocks(_ change: (inout CaseClock) -> Void) {
        if residentClock.stoppedAt == nil { change(&residentClock) }
        rounds[rounds.count - 1].withClocks(change)
    }
}
