package import WorkTime

/// Dates past the last year whose holidays are published.
extension Case {
    /// Whether a date of the case may still move.
    package var isProvisional: Bool {
        if state == .resolved { return closingDue?.isProvisional == true }
        guard CaseState.open.contains(state) else { return false }
        return [residentClock, round.accept, round.contact, round.clock].contains { clock in
            clock.stoppedAt == nil && clock.due?.isProvisional == true
        }
    }

    /// Counts dates that were provisional once more, now that a year's holidays are known. What is closed or merged
    /// stays as it was judged, and so does what was resolved: only when that closes by itself is counted once more.
    ///
    /// - Returns: whether any date has moved, or is certain now; then the history has an entry.
    package mutating func recount(holidays: String, at instant: Instant, _ calendars: Calendars) -> Bool {
        guard isProvisional else { return false }
        var next = self
        let at = max(instant, lastAppliedAt)
        guard next.settle(to: at, calendars).isEmpty, next.isProvisional else { return false }
        _ = next.step(.recounted(holidays: holidays), at: at, calendars)
        guard next.residentClock != residentClock || next.round != round || next.closingDue != closingDue else {
            return false
        }
        self = next
        return true
    }

    mutating func recount(_ holidays: String, _ calendars: Calendars) {
        terms.holidays = holidays
        residentClock.refresh(calendars)
        rounds[rounds.count - 1].withClocks { $0.refresh(calendars) }
        if state == .resolved, let resolvedAt = resolves.last?.at {
            closingDue = calendars.due(terms.rules.closeAfter, of: terms.rules, from: resolvedAt)
        }
    }
}
