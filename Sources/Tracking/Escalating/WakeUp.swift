package import Hotline
package import WorkTime

/// When a tracker has to look at a case again, if nobody does anything to it before.
package enum WakeUp {
    /// The earlier of the next rung and of what time alone will do, which is settled `CaseRules.backdating` later: until
    /// then an event may come that was done before.
    ///
    /// - Parameters:
    ///   - instant: rungs that are due by then have been told; nil if nobody knows. Those that are due and have not been
    ///     told, as in a backlog, want to be told at once.
    package static func next(of state: Case, toldUpTo instant: Instant?, _ calendars: Calendars) -> Instant? {
        let own = state.nextByItself.map { Instant(milliseconds: $0.milliseconds + state.terms.rules.backdating) }
        let rung =
            if let instant {
                state.nextRung(after: instant, calendars)?.due
            } else {
                state.rungs(calendars).first?.due
            }
        guard let next = [own, rung].compactMap(\.self).min() else { return nil }
        // What was looked at is not looked at again at the same instant.
        return instant.map { max(next, Instant(milliseconds: $0.milliseconds + 1)) } ?? next
    }
}
