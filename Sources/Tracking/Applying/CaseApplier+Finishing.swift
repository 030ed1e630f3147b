import Hotline
import Store
import WorkTime

/// The end of a step: each case that it has changed is written once, however much happened to it.
extension CaseApplier {
    mutating func finish() -> BuiltStep {
        step.cases = changes()
        for (index, change) in zip(touched, step.cases) where memory.cache.slots[index].isChanged {
            let state = change.case
            step.outbox.append(
                OutboxRecord(
                    topic: Topics.cases, key: Self.key(state.number), id: "\(state.number).\(state.history.count)",
                    value: .body(of: state.number), timestamp: state.lastAppliedAt))
        }
        for index in touched { memory.cache.settle(index) }
        defer { step = TrackingStep() }
        return BuiltStep(
            step: step, tally: tally, closures: closures, early: memory.earlyCount, firstExpiry: firstExpiry)
    }

    private func changes() -> [CaseChange] {
        let (context, toldUpTo) = (self.context, self.toldUpTo)
        let drafts = touched.map { index in
            let slot = memory.cache.slots[index]
            return ChangeDraft(state: slot.known.state, written: slot.written, report: slot.report)
        }
        return inLanes(drafts, atMost: context.lanes) { draft in
            let state = draft.state
            return CaseChange(
                state, body: state.json(utcOffset: context.utcOffset(at: state.lastAppliedAt)), written: draft.written,
                report: draft.report,
                wakeAt: WakeUp.next(of: state, toldUpTo: toldUpTo, context.policy.calendars))
        }
    }
}

private struct ChangeDraft: Sendable {
    let state: Case
    let written: Int
    let report: ReportRecord?
}
