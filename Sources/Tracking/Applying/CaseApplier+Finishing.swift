import Hotline
import Store
import WorkTime

/// The end of a step: each case that it has changed is written once, however much happened to it.
extension CaseApplier {
    mutating func finish() -> BuiltStep {
        let changes = changes()
        for change in changes {
            let state = change.case
            step.outbox.append(
                OutboxRecord(
                    topic: Topics.cases, key: Self.key(state.number), id: "\(state.number).\(state.history.count)",
                    value: .body(of: state.number), timestamp: state.lastAppliedAt))
        }
        step.cases += changes
        for index in changed { memory.cache.settle(index) }
        defer {
            step = TrackingStep()
            changed.removeAll(keepingCapacity: true)
        }
        return BuiltStep(step: step, tally: tally)
    }

    private func changes() -> [CaseChange] {
        let context = self.context
        let drafts = changed.map { index in
            let slot = memory.cache[index]
            return ChangeDraft(state: slot.tracked.state, written: slot.written, report: slot.report, toldUpTo: toldUpTo)
        }
        return inLanes(drafts, atMost: context.lanes) { draft in
            let state = draft.state
            return CaseChange(
                state, body: state.json(utcOffset: context.utcOffset(at: state.lastAppliedAt)), written: draft.written,
                report: draft.report,
                wakeAt: WakeUp.next(of: state, toldUpTo: draft.toldUpTo, context.policy.calendars))
        }
    }
}

private struct ChangeDraft: Sendable {
    let state: Case
    let written: Int
    let report: ReportRecord?
    let toldUpTo: Instant?
}
