package import WorkTime

/// How an event is applied.
extension Case {
    /// Applies an event, or says why not. Only an event that is applied changes the case; one that is refused is
    /// remembered, so that it cannot succeed when it comes again.
    ///
    /// - Parameter target: for `merge`, the case to merge into, if there is one.
    package mutating func apply(
        _ received: ReceivedProgress, _ policy: CasePolicy, target: Case? = nil
    ) -> CaseOutcome {
        if let known = recognise(received) { return known }
        if let mergedInto, ActionRule[received.event.action].reachesRoot { return .forwarded(to: mergedInto) }
        do throws(Refusal) {
            let actions = try take(received, policy, target)
            see(received)
            let seq = history.last { $0.progress != nil }?.seq ?? history.count
            return .applied(seq: seq, actions)
        } catch {
            return refuse(received, error)
        }
    }

    /// Changes nothing if it throws. What happens by itself before the event is kept only with the event: where there is
    /// such a thing, a copy takes it; otherwise the case is changed in place, and its history is not copied.
    private mutating func take(
        _ received: ReceivedProgress, _ policy: CasePolicy, _ target: Case?
    ) throws(Refusal) -> [CaseAction] {
        let ahead = received.recordedAt.milliseconds + terms.rules.ahead
        guard received.event.at.milliseconds <= ahead else { throw .aheadOfTime }
        let at = effectiveTime(of: received)
        guard let own = nextByItself, own <= at else { return try take(received, at: at, policy, target) }
        var next = self
        var actions = next.settle(to: at, policy.calendars)
        actions += try next.take(received, at: at, policy, target)
        self = next
        return actions
    }

    private mutating func take(
        _ received: ReceivedProgress, at: Instant, _ policy: CasePolicy, _ target: Case?
    ) throws(Refusal) -> [CaseAction] {
        let event = received.event
        let author = Author(topic: received.topic, by: event.by, desk: terms.rules.desk)
        let json = event.canonicalJSON
        try checkRoom(for: event.action, bytes: json.count)
        try check(event, by: author, at: at, policy, target)
        let applied = AppliedProgress(
            received: received, body: BodyHash(canonical: json), bytes: json.count, author: author,
            terms: newTerms(for: event.body, policy))
        return step(.progress(applied), at: at, policy.calendars)
    }

    /// When an event counts as done: when its sender says, but not before the last event that was applied, and neither
    /// after its record's timestamp nor long before it. The order in which events are applied beats their timestamps,
    /// which come from several topics.
    package func effectiveTime(of received: ReceivedProgress) -> Instant {
        let recorded = received.recordedAt.milliseconds
        let said = min(recorded, max(received.event.at.milliseconds, recorded - terms.rules.backdating))
        return max(Instant(milliseconds: said), lastAppliedAt)
    }

    /// The terms that an event brings: those of today, where a round may begin or limits may change.
    private func newTerms(for body: ProgressBody, _ policy: CasePolicy) -> CaseTerms? {
        var (area, kind, urgency) = (subject.area, subject.kind, subject.urgency)
        switch body {
        case .assign, .reopen, .evaluate, .grant, .return: break
        case .reclassify(let new):
            area = new.area
            kind = new.kind ?? kind
        case .setUrgency(let new): urgency = new
        default: return nil
        }
        return policy.terms(area: area, kind: kind, urgency: urgency)
    }
}

/// Repeats.
extension Case {
    /// What to say of an event that was seen before; nil if it is new.
    private mutating func recognise(_ received: ReceivedProgress) -> CaseOutcome? {
        if let seen = memory.seen[received.topic], received.offset <= seen { return .repeated }
        let identity = received.identity
        if let known = history.lazy.compactMap(\.progress).first(where: { $0.received.identity == identity }) {
            return known.body == BodyHash(received.event) ? .repeated : refuse(received, .identityReused)
        }
        if let known = memory.refused.first(where: { $0.identity == identity }) {
            return known.body == BodyHash(received.event) ? .repeated : refuse(received, .identityReused)
        }
        return nil
    }

    private mutating func refuse(_ received: ReceivedProgress, _ refusal: Refusal) -> CaseOutcome {
        see(received)
        if refusal != .identityReused {
            if memory.refused.count == CaseBounds.refused { memory.refused.removeFirst() }
            memory.refused.append(RefusedEvent(identity: received.identity, body: BodyHash(received.event)))
        }
        return .refused(refusal)
    }

    private mutating func see(_ received: ReceivedProgress) {
        memory.seen[received.topic] = received.offset
    }
}
