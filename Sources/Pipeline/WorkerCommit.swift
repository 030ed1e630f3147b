import Dispatch
import Kafka
import Logging
import Synchronization

/// The worker's seal: a worked batch is produced, acknowledged and committed, step by step.
extension Worker {
    func beginCommit(of number: OpenBatches.Number) {
        let (consumer, found) = state.withLock { ($0.consumer, $0.work[number]) }
        guard let consumer, let work = found else { return }
        let isHeld = work.batch.sources.map(consumer.isCurrent)
        guard isHeld == work.isHeld else {
            return perform(state.withLock { $0.batches.isStale(number, isAnythingHeld: isHeld.contains(true)) })
        }
        let sequence = CommitSequence(configuration.guarantee)
        state.withLock { state in
            state.sequence = sequence
            state.work[number]?.beganCommit = DispatchTime.now().uptimeNanoseconds
        }
        perform(sequence.start())
    }

    func perform(_ action: CommitSequence.Action) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let number = state.withLock({ $0.isOver ? nil : $0.batches.committing }) else { return }
        switch action {
        case .perform(let step): perform(step, for: number)
        case .pause:
            let pause = state.withLock { $0.backoff.next() }
            queue.asyncAfter(deadline: .now() + pause) { [self] in resume() }
        case .renewProducer: renewProducer()
        case .finish(let outcome): finish(outcome, of: number)
        }
    }

    /// Goes on after a pause, unless a revoke has ended it.
    private func resume() {
        let action = state.withLock { state -> CommitSequence.Action? in
            guard var sequence = state.sequence, sequence.isPaused else { return nil }
            let action = sequence.waited()
            state.sequence = sequence
            return action
        }
        if let action { perform(action) }
    }

    private func renewProducer() {
        logger.warning("the producer broke; another one takes its place, what follows recognises repeats")
        let old = state.withLock { state -> Producer? in
            defer { state.producer = nil }
            return state.producer
        }
        close(old) { [self] in
            guard state.withLock({ !$0.isOver }) else { return }
            openProducer { [self] in perform(.perform(.produce)) }
        }
    }

    private func finish(_ outcome: CommitSequence.Outcome, of number: OpenBatches.Number) {
        state.withLock { state in
            state.sequence = nil
            if outcome == .committed { state.backoff.reset() }
        }
        switch outcome {
        case .committed:
            tellRecovery()
            settle(number)
            perform(state.withLock { $0.batches.committed(number) })
        case .dropped: perform(state.withLock { $0.batches.dropped(number) })
        case .rework: rework(number)
        // The step that failed has told why and ended the worker.
        case .failed: return
        }
        takeIn()
    }

    /// Partitions that are wanted back go at once; the work itself begins again after a pause, for what aborted it may
    /// still be there.
    private func rework(_ number: OpenBatches.Number) {
        let (actions, pause) = state.withLock { state in
            state.work[number]?.beganWork = DispatchTime.now().uptimeNanoseconds
            return (state.batches.rework(number), state.backoff.next())
        }
        perform(actions.filter { $0 != .work(number) })
        queue.asyncAfter(deadline: .now() + pause) { [self] in
            guard state.withLock({ !$0.isOver }) else { return }
            perform([.work(number)])
        }
    }

    // MARK: - Steps

    private func perform(_ step: CommitSequence.Step, for number: OpenBatches.Number) {
        let (consumer, producer, found) = state.withLock { ($0.consumer, $0.producer, $0.work[number]) }
        guard let consumer, let producer, let work = found else { return }
        let answer: @Sendable (Result<Void, KafkaError>) -> Void = { [self] result in
            queue.async { [self] in ended(step, with: result) }
        }
        switch step {
        case .begin: producer.beginTransaction(completion: answer)
        case .produce: produce(work, of: number, with: producer)
        case .commitOffsets: consumer.commit(work.heldSources, completion: answer)
        case .sendOffsets:
            guard let group = consumer.groupMetadata() else { return advance(.abortable) }
            producer.sendOffsets(work.heldSources, of: group, completion: answer)
        case .commitTransaction: producer.commitTransaction(completion: answer)
        case .abort: producer.abortTransaction(completion: answer)
        }
    }

    private func ended(_ step: CommitSequence.Step, with result: Result<Void, KafkaError>) {
        guard case .failure(let error) = result else { return advance(nil) }
        let fault = CommitSequence.Fault(error, in: step)
        if fault == .transient { tell(error) }
        advance(fault, because: error)
    }

    /// - Parameter error: what the worker ends with, should the fault be one that nobody can mend.
    private func advance(_ fault: CommitSequence.Fault?, because error: KafkaError? = nil) {
        let action = state.withLock { state -> CommitSequence.Action? in
            guard var sequence = state.sequence else { return nil }
            let action = sequence.ended(fault)
            state.sequence = sequence
            return action
        }
        guard let action else { return }
        if action == .finish(.failed), let error {
            end(.failure(error.isFenced ? .fenced(instance: configuration.instance, error) : .refused(error)))
        }
        perform(action)
    }

    // MARK: - Producing

    private func produce(_ work: BatchWork<Handler>, of number: OpenBatches.Number, with producer: Producer) {
        let rejections = work.rejections
        let isIncluded: (@Sendable (Int) -> Bool)? =
            rejections.attempts == 0
            ? nil
            : { @Sendable in rejections.buried[$0] == nil && (rejections.again?.contains($0) ?? true) }
        let burials = burials(for: work)
        state.withLock { $0.work[number]?.burials = burials }

        let deliveries = Deliveries(count: work.slots.count + (burials == nil ? 0 : 1)) { [self] failures in
            queue.async { [self] in produced(number, failures: failures) }
        }
        for slot in work.slots {
            producer.produce(slot.output.records, isIncluded: isIncluded, completion: deliveries.completed)
        }
        if let burials { producer.produce(burials.records, completion: deliveries.completed) }
    }

    private func produced(_ number: OpenBatches.Number, failures: [DeliveryFailure]) {
        metrics.undelivered(failures)
        let now = DispatchTime.now().uptimeNanoseconds
        let fault = state.withLock {
            $0.work[number]?.rejections.judge(
                failures, under: configuration.guarantee, patience: configuration.rejectionPatience, now: now)
        }
        let first =
            failures.first { $0.error.isFenced || $0.error.isAuthorization || $0.error.isFatal } ?? failures.first
        if let first { tell(first.error) }
        advance(fault ?? nil, because: first?.error)
    }

    /// Dead letters for the messages whose records the broker refuses for good.
    private func burials(for work: BatchWork<Handler>) -> LaneOutput? {
        guard !work.rejections.buried.isEmpty else { return nil }
        let output = LaneOutput(deadTopic: configuration.deadTopic, group: configuration.group)
        for (index, letter) in work.rejections.buried.sorted(by: { $0.key < $1.key }) {
            let message = work.batch.message(at: index)
            guard work.isHeld[message.sourceIndex] else { continue }
            output.bury(
                message, at: index, of: work.batch, because: letter, attempts: work.rejections.attempts,
                omitsValue: work.rejections.withoutValue.contains(index))
        }
        return output
    }
}

extension CommitSequence.Fault {
    /// What follows when `step` failed with `error`.
    init(_ error: KafkaError, in step: CommitSequence.Step) {
        if error.isFenced || error.isAuthorization {
            self = .fatal
        } else if error.isFatal {
            self = .producerLost
        } else if error.requiresAbort {
            self = .abortable
        } else if step == .commitOffsets, [.illegalGeneration, .unknownMember].contains(error.code) {
            self = .disowned
        } else if error.isRetriable || step == .commitOffsets {
            // A commit that the broker refuses for another reason is asked for again: the outputs are out already.
            self = .transient
        } else {
            self = step == .abort ? .fatal : .abortable
        }
    }
}
