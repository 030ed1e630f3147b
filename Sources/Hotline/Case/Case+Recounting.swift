package import WorkTime

/// Dates past the last year whose holidays are published.
extension Case {
    /// Whether a date of the case may still move.
    package var isProvisional: Bool {
        guard CaseState.open.contains(state) else { return false }
        return [residentClock, round.accept, round.contact, round.clock].contains { clock in
            clock.stoppedAt == nil && clock.due?.isProvisional == true
        }
    }

    /// Counts dates that were provisional once more, now that a year's holidays are known. What is resolved, closed or
    /// merged stays as it was judged.
    ///
    /// - Returns: whether any date has moved, or is certain now; then the history has an entry.
    package mutating func recount(holidays: String, at instant: Instant, _ calendars: Calendars) -> Bool {
        guard isProvisional else { return false }
        var next = self
        let at = max(instant, lastAppliedAt)
        guard next.settle(to: at, calendars).isEmpty, next.isProvisional else { return false }
        _ = next.step(.recounted(holidays: holidays), at: at, calendars)
        guard next.residentClock != residentClock || next.round != round else { return false }
        self = next
        return true
    }

    mutating func recount(_ holidays: String, _ calendars: Calendars) {
        terms.holidays = holidays
        residentClock.refresh(calendars)
        rounds[rounds.count - 1].withClocks { $0.refresh(calendars) }
    }
}
