import WorkTime

/// How a case begins, and how it is folded from what happened to it.
extension Case {
    /// A case as it begins.
    package init(_ opening: Opening, _ calendars: Calendars) {
        let assignment = opening.assignment
        subject = assignment
        terms = opening.terms
        callers = [opening.caller]
        residentClock = CaseClock(
            start: opening.caller.clockStart, limit: opening.terms.residentLimit(of: assignment.kind),
            calendars: calendars)
        let limits = terms.roundLimits(of: assignment.kind, department: assignment.department, isRedo: false)
        rounds = [
            Round(
                number: 1, department: assignment.department, reason: assignment.reason, at: assignment.assignedAt,
                limits: limits, calendars: calendars)
        ]
        supporting = assignment.supporting.map { Support(department: $0, since: assignment.assignedAt) }
        history = [HistoryEntry(seq: 1, at: assignment.assignedAt, kind: .opened(opening))]
    }

    /// Opens a case, and says what is to be told of it.
    package static func open(_ opening: Opening, _ calendars: Calendars) -> (Case, [CaseAction]) {
        let new = Case(opening, calendars)
        return (new, new.holder == new.terms.rules.desk ? [] : new.results(.dispatched, at: new.lastAppliedAt))
    }

    /// Folds a history; nil if it does not begin with an opening.
    ///
    /// - Parameter memory: what was kept beside it.
    package static func fold(_ history: [HistoryEntry], memory: CaseMemory = CaseMemory(), _ calendars: Calendars)
        -> Case?
    {
        guard case .opened(let opening) = history.first?.kind else { return nil }
        var folded = Case(opening, calendars)
        for entry in history.dropFirst() where folded.history.count < entry.seq {
            if case .closed(let outcome) = entry.kind {
                _ = folded.close(outcome, at: entry.at, calendars)
            } else if case .resumed = entry.kind {
                folded.resumeByItself(at: entry.at, calendars)
            } else {
                _ = folded.step(entry.kind, at: entry.at, calendars)
            }
        }
        folded.memory = memory
        return folded
    }

    /// Adds an entry to the history.
    mutating func record(_ kind: HistoryEntry.Kind, at instant: Instant) {
        history.append(HistoryEntry(seq: history.count + 1, at: instant, kind: kind))
    }
}
