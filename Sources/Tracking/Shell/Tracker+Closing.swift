import Dispatch
import Kafka
import Logging
import Store
import Synchronization
import Telemetry

/// The end: intake stops → the step under way is committed → the outbox is sent → everything is closed.
extension Tracker {
    /// All that was there has been applied, settled and told: with `drains` that is the end.
    func drainIfDone() {
        let isDone = state.withLock { state in
            guard configuration.drains, !state.hasDrained, state.escalation.isResting else { return false }
            state.hasDrained = true
            return true
        }
        if isDone { stopGracefully() }
    }

    func stopGracefully() {
        dispatchPrecondition(condition: .onQueue(intake))
        state.withLock { $0.isStopping = true }
        closeIfDone()
    }

    /// Goes on with a stop once no lane and no step is at work.
    func closeIfDone() {
        let isQuiet = state.withLock { state in
            guard state.isStopping, !state.isOver, !state.isDecoding, state.steps.isQuiet else { return false }
            return true
        }
        guard isQuiet else { return }
        guard let relay = relay.withLock({ $0 }) else { return end(.success(summary)) }
        // A drain has all the time it takes; a stop does not.
        if !configuration.drains || !state.withLock({ $0.hasDrained }) {
            intake.asyncAfter(deadline: .now() + configuration.relayPatience) { [self] in end(.success(summary)) }
        }
        relay.whenEmpty { [self] in intake.async { [self] in end(.success(summary)) } }
    }

    /// Closes what is open, and tells the end. Only the first call counts.
    ///
    /// - Parameter isHurried: something hangs; nothing is waited for.
    func end(_ result: Result<TrackerSummary, TrackerError>, isHurried: Bool = false) {
        intake.async { [self] in
            let open = state.withLock { state -> (consumer: Consumer?, admin: Admin?)? in
                guard !state.isOver else { return nil }
                state.isOver = true
                state.timer?.cancel()
                state.timer = nil
                for watch in state.watches { watch.cancel() }
                state.watches = []
                // Records keep their batches, and batches the consumer.
                state.merge = InputMerge(limit: 0)
                defer { (state.consumer, state.admin) = (nil, nil) }
                return (state.consumer, state.admin)
            }
            guard let open else { return }
            metrics?.isActive(false)
            metrics?.lag.show([:], assigned: 0)
            guard !isHurried else { return onEnd(result) }
            close(open.consumer) { [self] in
                closeRelay { [self] in
                    watching.async { [self] in
                        committing.async { [self] in
                            closeStore()
                            onEnd(result)
                        }
                    }
                }
            }
        }
    }

    private func close(_ consumer: Consumer?, then next: @escaping @Sendable () -> Void) {
        guard let consumer else { return next() }
        consumer.close(deadline: .now() + 5, completion: next)
    }

    private func closeRelay(then next: @escaping @Sendable () -> Void) {
        let relay = relay.withLock { $0 }
        guard let relay else { return next() }
        relay.close(next)
    }

    private func closeStore() {
        let (store, _) = bookkeeping.withLock { book in
            defer { (book.store, book.applier) = (nil, nil) }
            return (book.store, book.applier)
        }
        do {
            try store?.close()
        } catch {
            logger.warning("\(error)")
        }
        // Only now may a standby go on.
        bookkeeping.withLock { $0.lock = nil }
    }
}
