/// What another policy would have made of the same life.
extension Case {
    /// The case as it would stand if `policy` had set its limits from the start; nil if its history has no beginning.
    ///
    /// What happened, and when, stays as it is; only what it is measured by is another. So it is to be looked at, never
    /// kept: a new policy does not judge old cases.
    package func rejudged(by policy: CasePolicy) -> Case? {
        guard case .opened(let opening) = history.first?.kind else { return nil }
        let assignment = opening.assignment
        let terms = policy.terms(area: assignment.area, kind: assignment.kind, urgency: assignment.urgency)
        var other = Case(
            Opening(assignment: assignment, caller: opening.caller, terms: terms), policy.calendars)
        for entry in history.dropFirst() where other.history.count < entry.seq {
            switch entry.kind {
            case .closed(let outcome): _ = other.close(outcome, at: entry.at, policy.calendars)
            case .resumed: other.resumeByItself(at: entry.at, policy.calendars)
            case .progress(let applied):
                let again = AppliedProgress(
                    received: applied.received, body: applied.body, bytes: applied.bytes, author: applied.author,
                    terms: applied.terms == nil ? nil : other.termsBrought(by: applied.event.body, policy))
                _ = other.step(.progress(again), at: entry.at, policy.calendars)
            case .opened, .absorbed, .followed, .amended, .recounted:
                _ = other.step(entry.kind, at: entry.at, policy.calendars)
            }
        }
        other.memory = memory
        return other
    }

    /// The terms of the case after an event that brings new ones.
    private func termsBrought(by body: ProgressBody, _ policy: CasePolicy) -> CaseTerms {
        var (area, kind, urgency) = (subject.area, subject.kind, subject.urgency)
        switch body {
        case .reclassify(let new):
            area = new.area
            kind = new.kind ?? kind
        case .setUrgency(let new): urgency = new
        default: break
        }
        return policy.terms(area: area, kind: kind, urgency: urgency)
    }
}
