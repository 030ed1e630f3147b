package import WorkTime

/// Merging: one case answers for several, every caller keeps a call-back, and the earliest clock holds.
extension Case {
    /// 并案: another case answers for this one, which has no deadline of its own any more.
    mutating func merge(into root: CaseNumber, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        let withdrawn = withdrawals(at: at)
        endRound(.merged, at: at, calendars)
        state = .merged
        mergedInto = root
        let absorption = Absorption(
            child: number, callers: callers, clock: residentClock, urges: urges, endorsers: memory.endorsers)
        return withdrawn + [.absorb(into: root, absorption)]
    }

    /// Takes over the callers of a merged case.
    ///
    /// - Parameter instant: the effective time of the merge.
    package mutating func absorb(_ absorption: Absorption, at instant: Instant, _ calendars: Calendars) -> [CaseAction]
    {
        let at = max(instant, lastAppliedAt)
        let settled = settle(to: at, calendars)
        return settled + step(.absorbed(absorption), at: at, calendars)
    }

    /// Follows the case that answers for this one.
    package mutating func follow(_ change: RootChange, at instant: Instant, _ calendars: Calendars) {
        guard mergedInto != nil else { return }
        _ = step(.followed(change), at: max(instant, lastAppliedAt), calendars)
    }

    mutating func take(_ absorption: Absorption, at: Instant, _ calendars: Calendars) -> [CaseAction] {
        let known = Set(callers.map(\.number))
        callers += absorption.callers.filter { !known.contains($0.number) }
        urges += absorption.urges
        for key in absorption.endorsers { remember(endorser: key) }
        if let clock = earlier(absorption.clock, at: at, calendars) { residentClock = clock }
        guard state == .resolved, let resolve = resolves.last else { return [] }
        // The caller is told what the others were told already.
        return absorption.callers.flatMap {
            results(.resolved, at: at, reply: resolve.resolution.reply, only: $0.number)
        }
    }

    /// The other case's clock, if it ends earlier: from now on it stands still and stops with this case.
    private func earlier(_ other: CaseClock, at: Instant, _ calendars: Calendars) -> CaseClock? {
        guard let theirs = other.due?.instant, theirs < residentClock.due?.instant ?? .latest else { return nil }
        var clock = other
        clock.run(at: at, calendars)
        if let suspension { clock.pause(at: at, until: suspension.until, calendars) }
        guard let stoppedAt = residentClock.stoppedAt else { return clock }
        // Resolved before the other was even reported, it says nothing of this case's time.
        guard clock.start < stoppedAt else { return nil }
        clock.stop(at: stoppedAt, calendars)
        return clock
    }

    mutating func follow(_ change: RootChange, _ at: Instant) {
        switch change {
        case .closed:
            state = .closed
            closing = Closing(at: at, outcome: .merged)
        case .reopened:
            state = .merged
            closing = nil
        }
    }
}

/// Wishes and amendments.
extension Case {
    /// 附议: somebody else wants the same.
    ///
    /// - Parameter key: the same for the same person, and no personal data.
    /// - Returns: whether it counts: a wish that is not closed, each person once.
    package mutating func endorse(by key: String) -> Bool {
        guard subject.kind == .wish, state != .closed, state != .merged else { return false }
        return remember(endorser: key)
    }

    @discardableResult
    private mutating func remember(endorser key: String) -> Bool {
        guard memory.endorsers.count < CaseBounds.endorsers, !memory.endorsers.contains(key) else { return false }
        memory.endorsers.append(key)
        return true
    }

    /// The report came again with another body, and would have gone to `department`.
    package mutating func amend(
        wouldGoTo department: String, at instant: Instant, _ calendars: Calendars
    ) -> [CaseAction] {
        let at = max(instant, lastAppliedAt)
        let settled = settle(to: at, calendars)
        let amendments = history.count { if case .amended = $0.kind { true } else { false } }
        guard amendments < CaseBounds.amendments else { return settled + withdrawAmended(from: department, at: at) }
        return settled + step(.amended(department: department), at: at, calendars)
    }
}
