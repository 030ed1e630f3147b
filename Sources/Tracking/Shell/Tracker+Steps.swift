import Dispatch
import Logging
import Pipeline
import Store
import Synchronization
import WorkTime

/// Steps: what is ready is applied and committed, one step at a time, while the next is read.
extension Tracker {
    /// One step's work.
    enum StepOrder: Sendable {
        /// Apply these records.
        case apply([InputRecord], [OffsetMove])
        /// Do what time does, up to this instant.
        case settle(Instant)
    }

    /// Begins the next step, if there is one and none is under way.
    func pump() {
        dispatchPrecondition(condition: .onQueue(intake))
        let (order, flow) = state.withLock { state -> (StepOrder?, InputMerge<InputRecord>.Flow) in
            guard !state.isStepping, !state.isStopping, !state.isOver, state.isReady else {
                return (nil, InputMerge<InputRecord>.Flow())
            }
            var records: [InputRecord] = []
            while records.count < configuration.stepRecords, let record = state.merge.next() { records.append(record) }
            let order: StepOrder
            if !records.isEmpty {
                order = .apply(records, state.positions.moves(for: records))
            } else if let instant = settlement(&state) {
                order = .settle(instant)
            } else {
                return (nil, InputMerge<InputRecord>.Flow())
            }
            state.isStepping = true
            return (order, state.merge.flow())
        }
        direct(flow)
        if let order { applying.async { [self] in perform(order) } }
    }

    // MARK: - On the queue `applying`

    private func perform(_ order: StepOrder) {
        dispatchPrecondition(condition: .onQueue(applying))
        guard state.withLock({ !$0.isOver }) else { return }
        do throws(StoreError) {
            let built = try build(order)
            commit(built, order)
        } catch {
            // Half of the step may be in memory already.
            retry(after: error) { [self] in begin(anew: order) }
        }
    }

    private func begin(anew order: StepOrder) {
        guard let store = bookkeeping.withLock({ $0.store }) else { return }
        do throws(StoreError) {
            try remember(store)
            perform(order)
        } catch {
            retry(after: error) { [self] in begin(anew: order) }
        }
    }

    private func build(_ order: StepOrder) throws(StoreError) -> BuiltStep {
        // Out of the book while it works: nothing in it is copied, and nobody waits for the lock.
        let taken = bookkeeping.withLock { book in
            defer { book.applier = nil }
            return book.applier
        }
        guard var applier = taken else { return BuiltStep(step: TrackingStep(), tally: TrackerTally()) }
        let now = configuration.now()
        let built: BuiltStep
        switch order {
        case .apply(let records, let moves): built = try applier.apply(records, offsets: moves, now: now)
        case .settle(let instant):
            let due = try applier.source.due(wakeAt: instant, limit: configuration.settledCases)
            built = try applier.settle(due, asOf: instant, now: now)
        }
        bookkeeping.withLock { $0.applier = applier }
        return built
    }

    private func commit(_ built: BuiltStep, _ order: StepOrder) {
        guard state.withLock({ !$0.isOver }) else { return }
        guard let store = bookkeeping.withLock({ $0.store }) else { return }
        do {
            if !built.isEmpty { try store.commit(built.step) }
            let wake: Instant?? = if case .settle = order { .some(try store.nextWake()) } else { nil }
            tellRecovery()
            if !built.step.outbox.isEmpty { relay.withLock { $0 }?.wake() }
            let outcome = StepOutcome(built, nextWake: wake)
            intake.async { [self] in finished(order, outcome) }
        } catch {
            retry(after: error) { [self] in commit(built, order) }
        }
    }

    /// Tries again after a pause, if the same may succeed then.
    func retry(after error: StoreError, _ again: @escaping @Sendable () -> Void) {
        guard error.isTransient else {
            if case .offsetMoved = error { return end(.failure(.fenced(error))) }
            return end(.failure(.store(error)))
        }
        let (pause, isNew) = bookkeeping.withLock { book in
            defer { book.hasToldTrouble = true }
            return (book.backoff.next() as DispatchTimeInterval, !book.hasToldTrouble)
        }
        if isNew { logger.warning("waiting: \(error); nothing is lost, it is tried again") }
        applying.asyncAfter(deadline: .now() + pause) { again() }
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
        if isFirst { applying.async { [self] in deleteSent() } }
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
            retry(after: error) { [self] in acknowledge(sent) }
        }
    }

    // MARK: - On the queue `intake`

    private func finished(_ order: StepOrder, _ outcome: StepOutcome) {
        dispatchPrecondition(condition: .onQueue(intake))
        state.withLock { state in
            state.isStepping = false
            state.summary.steps += 1
            state.summary.tally.add(outcome.tally)
            switch order {
            case .apply(let records, let moves):
                state.positions.written(moves)
                state.summary.messages += records.count
                if let first = state.firstTake {
                    state.summary.seconds = Double(DispatchTime.now().uptimeNanoseconds - first) / 1e9
                }
                state.escalation.applied(wakes: outcome.earliestWake)
            case .settle: state.escalation.settled(nextWake: outcome.nextWake ?? nil)
            }
        }
        if state.withLock({ $0.isStopping }) { return closeIfDone() }
        schedule()
        drainIfDone()
        pump()
    }
}

/// What the queue `intake` has to know of a step.
private struct StepOutcome: Sendable {
    let tally: TrackerTally
    /// When the first of the step's cases wants to be looked at.
    let earliestWake: Instant?
    /// When the next of all cases does; nil where that was not asked.
    let nextWake: Instant??

    init(_ built: BuiltStep, nextWake: Instant??) {
        tally = built.tally
        earliestWake = built.step.cases.lazy.compactMap(\.wakeAt).min()
        self.nextWake = nextWake
    }
}
