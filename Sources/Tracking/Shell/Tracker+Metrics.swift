import Dispatch
import Hotline
import Kafka
import Logging
import Store
import Synchronization
import Telemetry

/// What monitoring sees: counted once a step; what is not counted is looked at every second, the cases every minute.
extension Tracker {
    /// A step is in the store.
    ///
    /// - Parameter beganCommit: in nanoseconds.
    func show(_ step: ReadyStep, beganCommit: UInt64) {
        guard let metrics else { return }
        let now = DispatchTime.now().uptimeNanoseconds
        let (built, tally) = (step.built, step.built.tally)
        var records = 0
        if case .apply(let applied, _) = step.order { records = applied.count }
        metrics.committed(records: records, step: now - step.began, commit: now - beganCommit)
        metrics.records(tally.outcomes.byWord)
        metrics.applied(tally.actions.byWord)
        metrics.refused(tally.refusals)
        metrics.resolved(built.closures.lazy.map { (area: $0.area, seconds: Double($0.milliseconds) / 1_000) })
        metrics.told(built.step.told.lazy.map { (ladder: $0.rung.ladder.rawValue, percent: $0.rung.percent) })
        metrics.early(built.early)
    }

    /// The cluster can be reached again, or no more.
    func reachability(_ isReachable: Bool) {
        state.withLock { $0.isUnreachable = !isReachable }
        metrics?.reached(isReachable)
    }

    /// Begins to look at what is not counted.
    func watch() {
        guard let metrics else { return }
        every(.seconds(1)) { [self] in
            intake.async { [self] in showLag() }
            look { store throws(StoreError) in metrics.outbox(try store.outboxCount()) }
        }
        every(.seconds(60)) { [self] in
            look { store throws(StoreError) in
                let census = try store.census(asOf: configuration.now())
                metrics.cases(census.byState.byWord, overdue: census.overdue)
            }
        }
    }

    /// Does something now and again, until the timer is cancelled: that lets go of the tracker too.
    private func every(_ interval: DispatchTimeInterval, _ body: @escaping @Sendable () -> Void) {
        state.withLock { state in
            let timer = DispatchSource.makeTimerSource(queue: watching)
            timer.setEventHandler(handler: body)
            timer.schedule(deadline: .now(), repeating: interval, leeway: .milliseconds(100))
            timer.activate()
            state.watches.append(timer)
        }
    }

    private func look(_ body: (Store) throws(StoreError) -> Void) {
        guard let store = bookkeeping.withLock({ $0.store }) else { return }
        do throws(StoreError) { try body(store) } catch { logger.warning("some metrics are missing: \(error)") }
    }

    /// How far each partition's applied records are behind its end: what was fetched and waits for others is not done.
    private func showLag() {
        dispatchPrecondition(condition: .onQueue(intake))
        let (consumer, positions) = state.withLock { ($0.isOver ? nil : $0.consumer, $0.positions) }
        guard let metrics, let consumer else { return }
        var lags: [LagMetrics.Partition: Int64] = [:]
        for (partition, lag) in consumer.lag() where positions.holds(partition) {
            lags[LagMetrics.Partition(topic: partition.topic, partition: partition.partition)] =
                lag + positions.waiting(of: partition)
        }
        metrics.lag.show(lags, assigned: positions.partitions.count)
    }
}

extension Dictionary where Key: RawRepresentable<String>, Value == Int {
    /// The counts by the words that metrics name them with.
    fileprivate var byWord: [String: Int] {
        reduce(into: [:]) { words, count in words[count.key.rawValue] = count.value }
    }
}
