import Dispatch
import Kafka
import Synchronization

/// The worker's hands: a batch in its lanes.
extension Worker {
    func perform(_ actions: [OpenBatches.Action]) {
        dispatchPrecondition(condition: .onQueue(queue))
        for action in actions {
            switch action {
            case .work(let number): work(on: number)
            case .commit(let number): beginCommit(of: number)
            case .drop(let number): discard(number)
            case .giveBackPartitions:
                state.withLock { $0.consumer }?.finishRevocation()
                showFlow()
            case .close:
                let summary = state.withLock { $0.summary }
                end(.success(summary))
            }
        }
    }

    /// Hands the batch's slices to the lanes, without the partitions that are no longer ours.
    private func work(on number: OpenBatches.Number) {
        let (consumer, found) = state.withLock { ($0.consumer, $0.work[number]) }
        guard let consumer, var work = found else { return }
        if work.beganWork > 0 { metrics.ended(.reworked) }
        release(&work)
        work.isHeld = work.batch.sources.map(consumer.isCurrent)
        guard work.isHeld.contains(true) else {
            return perform(state.withLock { $0.batches.dropped(number) })
        }
        let lanes = Lane.split(work.batch, into: configuration.lanes, isHeld: work.isHeld)
        work.slots = lanes.map { _ in takeSlot() }
        work.beganWork = DispatchTime.now().uptimeNanoseconds
        let slots = work.slots
        state.withLock { [work] in $0.work[number] = work }

        let group = DispatchGroup()
        for (lane, slot) in zip(lanes, slots) {
            laneQueue.async(group: group) { [handler, metrics] in
                metrics.laneDuration.measure { slot.work(on: lane, with: handler) }
            }
        }
        group.notify(queue: queue) { [self] in
            guard state.withLock({ !$0.isOver }) else { return }
            perform(state.withLock { $0.batches.worked(number) })
            takeIn()
        }
    }

    private func takeSlot() -> LaneSlot<Handler> {
        state.withLock { $0.freeSlots.popLast() }
            ?? LaneSlot(handler: handler, deadTopic: configuration.deadTopic, group: configuration.group)
    }

    /// Takes back the slots of work that will not be committed.
    private func release(_ work: inout BatchWork<Handler>) {
        for slot in work.slots { slot.discarded(by: handler) }
        let slots = work.slots
        state.withLock { $0.freeSlots += slots }
        work.slots = []
        work.burials = nil
    }

    func discard(_ number: OpenBatches.Number) {
        guard var work = state.withLock({ $0.work.removeValue(forKey: number) }) else { return }
        release(&work)
        metrics.ended(.dropped)
        showOpenBatches()
    }

    /// Counts what is now committed and takes back its slots.
    func settle(_ number: OpenBatches.Number) {
        guard let work = state.withLock({ $0.work.removeValue(forKey: number) }) else { return }
        let now = DispatchTime.now().uptimeNanoseconds
        let messages = work.heldMessages
        metrics.committed(work, messages: messages, at: now)
        for slot in work.slots { slot.committed(by: handler) }
        state.withLock { state in
            state.freeSlots += work.slots
            state.summary.messages += messages
            state.summary.batches += 1
            state.summary.seconds = Double(now - (state.firstTake ?? now)) / 1e9
        }
        showOpenBatches()
    }

    // MARK: - Watchdog

    /// librdkafka does not evict a worker that polls but makes no progress, so we look ourselves.
    func startWatchdog() {
        state.withLock { state in
            let timer = DispatchSource.makeTimerSource(queue: queue)
            timer.schedule(deadline: .now() + 1, repeating: 1)
            timer.setEventHandler { @Sendable [weak self] in
                self?.lookForStuckWork()
                self?.showFlow()
            }
            timer.activate()
            state.watchdog = timer
        }
    }

    private func lookForStuckWork() {
        let now = DispatchTime.now().uptimeNanoseconds
        let patience = configuration.workPatience
        let stuck = state.withLock { state in
            state.batches.inLanes.compactMap { state.work[$0] }
                .first { Double(now &- $0.beganWork) > patience * 1e9 }
        }
        if let stuck { end(.failure(.stuck(messages: stuck.batch.count, seconds: patience))) }
    }
}
