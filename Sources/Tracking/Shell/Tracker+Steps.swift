import Dispatch
import Logging
import Pipeline
import Store
import Synchronization
import WorkTime

/// Steps: what is ready is applied; while a step is committed, the next is applied, and the one after that is read.
extension Tracker {
    /// One step's work.
    enum StepOrder: Sendable {
        /// Apply these records.
        case apply([InputRecord], [OffsetMove])
        /// Do what time does, up to this instant.
        case settle(Instant)
    }

    /// A step that is to be committed.
    struct ReadyStep: Sendable {
        let order: StepOrder
        let built: BuiltStep
        /// When it was begun, in nanoseconds.
        let began: UInt64
    }

    /// Begins the next step, if there is one and its turn has come.
    func pump() {
        dispatchPrecondition(condition: .onQueue(intake))
        let (order, flow) = state.withLock { state -> (StepOrder?, InputMerge<InputRecord>.Flow) in
            guard !state.isStopping, !state.isOver, state.isReady, let order = nextOrder(&state) else {
                return (nil, InputMerge<InputRecord>.Flow())
            }
            state.steps.begin()
            return (order, state.merge.flow())
        }
        direct(flow)
        if let order { applying.async { [self] in build(order) } }
    }

    private func nextOrder(_ state: inout State) -> StepOrder? {
        guard state.steps.mayBuild(alone: false) else { return nil }
        var records: [InputRecord] = []
        while records.count < configuration.stepRecords, let record = state.merge.next() { records.append(record) }
        if !records.isEmpty {
            let moves = state.positions.moves(for: records)
            state.positions.written(moves)
            return .apply(records, moves)
        }
        // What time does is done to cases as the store has them.
        guard state.steps.mayBuild(alone: true) else { return nil }
        return settlement(&state).map(StepOrder.settle)
    }

    // MARK: - On the queue `applying`

    private func build(_ order: StepOrder) {
        dispatchPrecondition(condition: .onQueue(applying))
        // Out of the book while it works: nobody waits for the lock, and it is the only one, so that nothing is copied.
        guard var applier = bookkeeping.withLock({ $0.applier.take() }), state.withLock({ !$0.isOver }) else { return }
        let began = DispatchTime.now().uptimeNanoseconds
        do throws(StoreError) {
            let built = try build(order, with: &applier)
            bookkeeping.withLock { $0.applier = applier }
            intake.async { [self] in commitNext { $0.built(ReadyStep(order: order, built: built, began: began)) } }
        } catch {
            // Half of the step may be in memory already.
            retry(after: error, on: applying) { [self] in begin(anew: order) }
        }
    }

    private func build(_ order: StepOrder, with applier: inout CaseApplier<Store>) throws(StoreError) -> BuiltStep {
        let now = configuration.now()
        switch order {
        case .apply(let records, let moves): return try applier.apply(records, offsets: moves, now: now)
        case .settle where configuration.recovers != nil:
            return BuiltStep(step: TrackingStep(), tally: TrackerTally())
        case .settle(let instant):
            let due = try applier.source.due(wakeAt: instant, limit: configuration.settledCases)
            return try applier.settle(due, asOf: instant, now: now)
        }
    }

    /// Builds a step with a memory that is read anew, once the store has all steps before it.
    private func begin(anew order: StepOrder) {
        guard let store = bookkeeping.withLock({ $0.store }), state.withLock({ !$0.isOver }) else { return }
        guard bookkeeping.withLock({ !$0.isCommitting }) else {
            applying.asyncAfter(deadline: .now() + 0.05) { [self] in begin(anew: order) }
            return
        }
        do throws(StoreError) {
            try remember(store)
            build(order)
        } catch {
            retry(after: error, on: applying) { [self] in begin(anew: order) }
        }
    }

    // MARK: - On the queue `committing`

    private func commit(_ step: ReadyStep) {
        dispatchPrecondition(condition: .onQueue(committing))
        guard let store = bookkeeping.withLock({ $0.store }), state.withLock({ !$0.isOver }) else { return }
        let began = DispatchTime.now().uptimeNanoseconds
        do throws(StoreError) {
            if !step.built.isEmpty {
                try store.commit(step.built.step)
                show(step, beganCommit: began)
            }
            let wake = try nextWake(after: step, store)
            bookkeeping.withLock { $0.isCommitting = false }
            tellRecovery()
            if !step.built.step.outbox.isEmpty { relay.withLock { $0 }?.wake() }
            let outcome = StepOutcome(step.built, nextWake: wake)
            intake.async { [self] in finished(step.order, outcome) }
        } catch {
            retry(after: error, on: committing) { [self] in commit(step) }
        }
    }

    /// When the next case wants to be looked at; nil where that was not asked.
    private func nextWake(after step: ReadyStep, _ store: Store) throws(StoreError) -> Instant?? {
        guard case .settle = step.order else { return nil }
        guard configuration.recovers == nil else { return .some(nil) }
        return .some([try store.nextWake(), step.built.firstExpiry].compactMap(\.self).min())
    }

    /// Tries again after a pause, if the same may succeed then.
    func retry(after error: StoreError, on queue: DispatchQueue, _ again: @escaping @Sendable () -> Void) {
        guard error.isTransient else {
            if case .offsetMoved = error { return end(.failure(.fenced(error))) }
            return end(.failure(.store(error)))
        }
        let (pause, isNew) = bookkeeping.withLock { book in
            defer { book.hasToldTrouble = true }
            return (book.backoff.next() as DispatchTimeInterval, !book.hasToldTrouble)
        }
        if isNew { logger.warning("waiting: \(error); nothing is lost, it is tried again") }
        queue.asyncAfter(deadline: .now() + pause) { again() }
    }

    private func tellRecovery() {
        let isOver = bookkeeping.withLock { book in
            book.backoff.reset()
            defer { book.hasToldTrouble = false }
            return book.hasToldTrouble
        }
        if isOver { logger.notice("the store can be written again") }
    }

    /// What was sent waits in the outbox no more. Only the last of several that wait to be deleted counts.
    func acknowledge(_ sequence: Int64) {
        let isFirst = bookkeeping.withLock { book in
            defer { book.acknowledged = max(sequence, book.acknowledged ?? 0) }
            return book.acknowledged == nil
        }
        if isFirst { committing.async { [self] in deleteSent() } }
    }

    private func deleteSent() {
        let (store, sent) = bookkeeping.withLock { book in
            defer { book.acknowledged = nil }
            return (book.store, book.acknowledged)
        }
        guard let store, let sent else { return }
        do throws(StoreError) {
            try store.acknowledge(outboxUpTo: sent)
        } catch {
            retry(after: error, on: committing) { [self] in acknowledge(sent) }
        }
    }

    // MARK: - On the queue `intake`

    /// Commits what the pipeline says is next.
    private func commitNext(_ change: (inout StepPipeline<ReadyStep>) -> ReadyStep?) {
        dispatchPrecondition(condition: .onQueue(intake))
        let step = state.withLock { change(&$0.steps) }
        if let step {
            bookkeeping.withLock { $0.isCommitting = true }
            committing.async { [self] in commit(step) }
        }
        pump()
    }

    private func finished(_ order: StepOrder, _ outcome: StepOutcome) {
        dispatchPrecondition(condition: .onQueue(intake))
        state.withLock { state in
            state.summary.steps += 1
            state.summary.tally.add(outcome.tally)
            switch order {
            case .apply(let records, _):
                state.summary.messages += records.count
                if let first = state.firstTake {
                    state.summary.seconds = Double(DispatchTime.now().uptimeNanoseconds - first) / 1e9
                }
                state.escalation.applied(wakes: outcome.earliestWake)
            case .settle: state.escalation.settled(nextWake: outcome.nextWake ?? nil)
            }
        }
        commitNext { $0.committed() }
        if state.withLock({ $0.isStopping }) { return closeIfDone() }
        schedule()
        drainIfDone()
    }
}

/// What the queue `intake` has to know of a step.
private struct StepOutcome: Sendable {
    let tally: TrackerTally
    /// When something in the step wants to be looked at.
    let earliestWake: Instant?
    /// When the next of all cases does; nil where that was not asked.
    let nextWake: Instant??

    init(_ built: BuiltStep, nextWake: Instant??) {
        tally = built.tally
        earliestWake = built.wakeAt
        self.nextWake = nextWake
    }
}
