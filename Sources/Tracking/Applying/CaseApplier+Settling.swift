package import Hotline
package import Store
package import WorkTime

/// What time alone does, and who is told that it runs out.
extension CaseApplier {
    /// Builds a step for cases whose time has come. The inputs have been applied up to their ends as they were at
    /// `instant` or later, so that nobody is told of what was done in time.
    ///
    /// What happens by itself is done up to `CaseRules.backdating` before, as an event may still come that says so; rungs
    /// are told up to the instant itself, each once. Early events whose cases have not come by then are given up.
    package mutating func settle(
        _ numbers: [CaseNumber], asOf instant: Instant, now: Instant
    ) throws(StoreError) -> BuiltStep {
        begin(now: now)
        toldUpTo = instant
        let calendars = context.policy.calendars
        try load(Set(numbers.filter { !memory.cache.holds($0) }))
        var due: [(index: Int, rungs: [Rung])] = []
        for number in numbers {
            guard let index = try slot(of: number) else { continue }
            let state = memory.cache.slots[index].known.state
            let until = Instant(milliseconds: instant.milliseconds - state.terms.rules.backdating)
            let seq = state.history.count
            let actions = memory.cache.slots[index].known.state.settle(to: until, calendars)
            look(at: index)
            if memory.cache.slots[index].known.state.history.count > seq {
                tally.settled += 1
                change(index)
            }
            try perform(actions, at: memory.cache.slots[index].known.state.lastAppliedAt)
            due.append((index, memory.cache.slots[index].known.state.rungsDue(asOf: instant, calendars)))
        }
        let told = try source.toldRungs(due.flatMap { $0.rungs.map(\.id) })
        for (index, rungs) in due {
            for rung in rungs where !told.contains(rung.id) { tell(rung, index, at: instant) }
        }
        expireEarly(asOf: instant)
        firstExpiry = memory.early.firstExpiry
        return finish()
    }

    private mutating func tell(_ rung: Rung, _ index: Int, at instant: Instant) {
        let state = memory.cache.slots[index].known.state
        let escalation = Escalation(
            rung, of: state, contact: context.ladders.contact(for: rung, of: state)?.name, toldAt: instant)
        tally.told += 1
        step.told.append(ToldRung(rung, at: instant))
        step.outbox.append(
            OutboxRecord(
                topic: Topics.escalations, key: Self.key(rung.caseNumber), id: rung.id,
                value: .bytes(escalation.json(utcOffset: context.utcOffset(at: instant))), timestamp: instant))
    }
}
