import Dispatch
import Kafka
import Logging
import Synchronization

/// The worker's ear: what the consumer tells, and when to poll.
extension Worker {
    func receive(_ event: ConsumerEvent) {
        dispatchPrecondition(condition: .onQueue(queue))
        switch event {
        case .readable: takeIn()
        case .assigned(let partitions): assigned(partitions)
        case .revoking(let partitions): revoking(partitions)
        case .lost(let partitions): lost(partitions)
        case .endReached(let partition): _ = state.withLock { $0.reachedEnds.insert(partition) }
        case .failed(let error) where error.isFatal || error.isAuthorization: end(.failure(.refused(error)))
        case .failed(let error): logger.warning("\(error)")
        }
    }

    /// Polls as long as there is room and something to read.
    func takeIn() {
        guard let consumer = state.withLock({ $0.isOver ? nil : $0.consumer }) else { return }
        while true {
            let now = DispatchTime.now().uptimeNanoseconds
            let decision = state.withLock { $0.intake.decide(hasRoom: $0.batches.hasRoom, now: now) }
            switch decision {
            case .wait: return
            case .pauseAndDrain: consumer.pause(consumer.assignment)
            case .resumeAndDrain: consumer.resume(consumer.assignment)
            case .drain: break
            }
            guard let batch = consumer.drain(configuration.limits) else { break }
            take(batch, at: now)
        }
        stopIfDrained(consumer)
    }

    private func take(_ batch: Batch, at now: UInt64) {
        let actions = state.withLock { state -> [OpenBatches.Action] in
            guard !state.isOver else { return [] }
            state.firstTake = state.firstTake ?? now
            let (number, actions) = state.batches.took()
            state.work[number] = BatchWork(batch, at: now)
            return actions
        }
        metrics.took(batch.count)
        showOpenBatches()
        perform(actions)
    }

    private func stopIfDrained(_ consumer: Consumer) {
        guard configuration.drains else { return }
        let assignment = consumer.assignment
        let isDrained = state.withLock { state in
            state.isAssigned && state.batches.isEmpty && !state.batches.isStopping
                && state.reachedEnds.isSuperset(of: assignment)
        }
        if isDrained { stopGracefully() }
    }

    // MARK: - Rebalances

    private func assigned(_ partitions: [TopicPartition]) {
        metrics.rebalanced(.assigned)
        logger.info("reading \(partitions.count) more partitions", metadata: partitions.logMetadata)
        state.withLock { state in
            state.isAssigned = true
            state.reachedEnds.subtract(partitions)
        }
        showFlow()
    }

    private func revoking(_ partitions: [TopicPartition]) {
        metrics.rebalanced(.revoked)
        logger.info("giving back \(partitions.count) partitions", metadata: partitions.logMetadata)
        let revocation = state.withLock { state -> Int in
            state.reachedEnds.subtract(partitions)
            state.revocations += 1
            return state.revocations
        }
        abortIfRevoked()
        perform(state.withLock { $0.batches.revoking() })
        queue.asyncAfter(deadline: .now() + configuration.revocationPatience) { [self] in
            guard state.withLock({ $0.revocations == revocation && !$0.isOver }) else { return }
            let actions = state.withLock { $0.batches.revocationExpired() }
            guard !actions.isEmpty else { return }
            logger.warning("gave partitions back before the commit under way had ended")
            perform(actions)
        }
    }

    private func lost(_ partitions: [TopicPartition]) {
        metrics.rebalanced(.lost)
        logger.warning(
            "lost \(partitions.count) partitions: the group went on without this worker",
            metadata: partitions.logMetadata)
        state.withLock { state in
            state.reachedEnds.subtract(partitions)
            state.batches.lost()
        }
        showFlow()
        abortIfRevoked()
        takeIn()
    }

    private func abortIfRevoked() {
        let action = state.withLock { state -> CommitSequence.Action? in
            guard var sequence = state.sequence else { return nil }
            let action = sequence.revoked()
            state.sequence = sequence
            return action
        }
        if let action { perform(action) }
    }
}

extension [TopicPartition] {
    /// Bounded, for a log line.
    fileprivate var logMetadata: [String: Logger.MetadataValue] {
        let shown = sorted().prefix(16).map { "\($0.topic)[\($0.partition)]" }.joined(separator: " ")
        return ["partitions": .string(count > 16 ? shown + " …" : shown)]
    }
}
