import Hotline
import Kafka
import Pipeline
import Store
import WorkTime

/// Events are applied, wait for their case, or are refused.
extension CaseApplier {
    /// How often an event may be passed on: merged cases name a root, so once is the rule.
    private static var forwardLimit: Int { 10 }

    mutating func receive(_ received: ReceivedProgress, _ record: InputRecord) throws(StoreError) {
        guard let index = try slot(of: received.event.caseNumber) else { return wait(received, record) }
        switch try apply(received, to: index) {
        case .applied: tally.countApplied(received.event.body.action)
        case .repeated: tally.count(.repeated)
        case .refused(let refusal): bury(record, .refused(refusal), as: .refused)
        case .forwarded: bury(record, .refused(.unknownTarget), as: .refused)
        }
    }

    /// Applies an event to a case, or to the one that answers for it.
    private mutating func apply(_ received: ReceivedProgress, to index: Int) throws(StoreError) -> CaseOutcome {
        var index = index
        for _ in 0..<Self.forwardLimit {
            if let known = recognise(received, index) { return known }
            var target: Case?
            if case .merge(let root) = received.event.body, let other = try slot(of: root) {
                target = memory.cache.slots[other].known.state
            }
            let outcome = memory.cache.slots[index].known.state.apply(received, context.policy, target: target)
            switch outcome {
            case .forwarded(let root):
                guard let next = try slot(of: root) else { return outcome }
                index = next
            case .repeated: return outcome
            case .refused(let refusal):
                change(index)
                remember(received, refusal, memory.cache.slots[index].known.state.number)
                return outcome
            case .applied(let seq, let actions):
                change(index)
                remember(received, seq, index)
                if case .resolve = received.event.body { noteClosure(index) }
                try perform(actions, at: memory.cache.slots[index].known.state.lastAppliedAt)
                return outcome
            }
        }
        return .forwarded(to: memory.cache.slots[index].known.state.number)
    }

    /// A case was resolved: how long the residents' clock has run. Wishes have no closure time.
    private mutating func noteClosure(_ index: Int) {
        let state = memory.cache.slots[index].known.state
        guard state.subject.kind != .wish, let resolve = state.resolves.last else { return }
        let time = state.residentTime(asOf: resolve.at, context.policy.calendars).elapsed
        closures.append(CaseClosure(area: state.subject.area, milliseconds: time))
    }

    /// An identity is one over all cases: under the id of an event of another case nothing can be done.
    private func recognise(_ received: ReceivedProgress, _ index: Int) -> CaseOutcome? {
        let memory = self.memory.cache.slots[index].known.state.memory
        if let seen = memory.seen[received.topic], received.offset <= seen { return .repeated }
        guard let known = bodies[received.identity] ?? earlierBodies[received.identity] else { return nil }
        return known == BodyHash(received.event).hex ? .repeated : .refused(.identityReused)
    }

    /// What is known of an event that the records did not name.
    mutating func body(of identity: EventIdentity) throws(StoreError) -> String? {
        if let known = bodies[identity] ?? earlierBodies[identity] { return known }
        let found = try source.knownBodies([identity])[identity]
        bodies[identity] = found
        return found
    }

    /// The store learns of it from the case's history; what follows in this step has to know it too.
    private mutating func remember(_ received: ReceivedProgress, _ seq: Int, _ index: Int) {
        let history = memory.cache.slots[index].known.state.history
        guard seq > 0, seq <= history.count, let applied = history[seq - 1].progress else { return }
        bodies[received.identity] = applied.body.hex
    }

    private mutating func remember(_ received: ReceivedProgress, _ refusal: Refusal, _ number: CaseNumber) {
        guard refusal != .identityReused else { return }
        let record = EventRecord(refused: received, number: number)
        bodies[received.identity] = record.body
        step.refused.append(record)
    }

    // MARK: - Early events

    /// The case has not arrived: the event waits, unless too many do.
    private mutating func wait(_ received: ReceivedProgress, _ record: InputRecord) {
        guard memory.earlyCount < TrackerMemory.earlyLimit else { return bury(record, .tooManyEarly, as: .dead) }
        let before = memory.early.count(for: received.event.caseNumber)
        guard memory.early.keep(received) else { return bury(record, .tooManyEarly, as: .dead) }
        tally.count(.early)
        guard memory.early.count(for: received.event.caseNumber) > before else { return }
        memory.earlyCount += 1
        firstExpiry = min(EarlyEvents.expiry(of: received), firstExpiry ?? .latest)
        step.earlyKept.append(
            EarlyEvent(
                EarlyEvent.Place(received.topic, received.offset), number: received.event.caseNumber,
                recordedAt: received.recordedAt, replay: received.replay, json: record.raw.message.value ?? []))
    }

    /// The case has arrived: what waited for it happens to it, in the order in which it came.
    mutating func applyEarly(of number: CaseNumber, asOf instant: Instant) throws(StoreError) {
        let waiting = memory.early.take(for: number)
        guard !waiting.isEmpty, let index = try slot(of: number) else { return }
        bodies.merge(try source.knownBodies(Set(waiting.map(\.identity)))) { own, _ in own }
        for received in waiting {
            release(received)
            guard EarlyEvents.expiry(of: received) > instant else {
                bury(received, .caseNeverCame, as: .dead)
                continue
            }
            switch try apply(received, to: index) {
            case .applied: tally.countApplied(received.event.body.action)
            case .repeated: tally.count(.repeated)
            case .refused(let refusal): bury(received, .refused(refusal), as: .refused)
            case .forwarded: bury(received, .refused(.unknownTarget), as: .refused)
            }
        }
    }

    /// Events that have waited too long go to the dead letters. Their cases may lie in a partition that is behind the
    /// others, so this is done only where the inputs have been applied up to their ends as they were at `instant`.
    mutating func expireEarly(asOf instant: Instant) {
        guard memory.earlyCount > 0 else { return }
        for received in memory.early.expire(asOf: instant) {
            release(received)
            bury(received, .caseNeverCame, as: .dead)
        }
    }

    private mutating func release(_ received: ReceivedProgress) {
        memory.earlyCount -= 1
        step.earlyRemoved.append(EarlyEvent.Place(received.topic, received.offset))
    }

    private mutating func bury(_ early: ReceivedProgress, _ letter: DeadLetter, as outcome: TrackerTally.Outcome) {
        tally.countDead(outcome, letter.errorClass)
        guard !isBuried else { return }
        step.outbox.append(DeadRecord.record(early, because: letter, at: now))
    }
}
