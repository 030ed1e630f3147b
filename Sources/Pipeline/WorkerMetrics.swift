import CoreMetrics
import Dispatch
import Kafka
import Synchronization
import Telemetry

/// What a worker tells of its work: once a batch or a lane, never once a record.
final class WorkerMetrics: Sendable {
    enum Rebalance: String { case assigned, revoked, lost }
    enum Outcome: String { case committed, reworked, dropped }

    let lag: LagMetrics
    let laneDuration: CoreMetrics.Timer
    let openBatches: Meter
    let producerQueue: Meter
    private let group: String
    private let factory: any MetricsFactory
    private let consumed: Counter
    private let committed: Counter
    private let produced: Counter
    private let batchRecords: Recorder
    private let batchDuration: CoreMetrics.Timer
    private let commitDuration: CoreMetrics.Timer
    private let outages: Counter
    private let reachable: Meter

    init(group: String, _ factory: any MetricsFactory) {
        self.group = group
        self.factory = factory
        lag = LagMetrics(group: group, factory)
        laneDuration = MetricDefinition.laneDuration.timer(in: factory)
        openBatches = MetricDefinition.openBatches.gauge(in: factory)
        producerQueue = MetricDefinition.producerQueue.gauge(in: factory)
        consumed = MetricDefinition.consumed.counter(in: factory)
        committed = MetricDefinition.committed.counter(in: factory)
        produced = MetricDefinition.produced.counter(in: factory)
        batchRecords = MetricDefinition.batchRecords.histogram(in: factory)
        batchDuration = MetricDefinition.batchDuration.timer(in: factory)
        commitDuration = MetricDefinition.commitDuration.timer(in: factory)
        outages = MetricDefinition.outages.counter(group, in: factory)
        reachable = MetricDefinition.reachable.gauge(group, in: factory)
        reachable.set(1)
    }

    func took(_ records: Int) {
        consumed.increment(by: records)
        batchRecords.record(records)
    }

    /// To be called while the lanes still hold what they made of the batch.
    func committed<Handler>(_ work: BatchWork<Handler>, messages: Int, at now: UInt64) {
        committed.increment(by: messages)
        batchDuration.recordNanoseconds(now - work.taken)
        commitDuration.recordNanoseconds(now - work.beganCommit)
        ended(.committed)
        // Dead letters took the place of what the broker refused: one record each, as nearly every message gives.
        let outputs = work.slots.map(\.output) + (work.burials.map { [$0] } ?? [])
        produced.increment(by: outputs.reduce(0) { $0 + $1.records.count } - work.rejections.buried.count)
        for output in outputs {
            for (kind, count) in output.letterCounts {
                MetricDefinition.deadLetters.counter(kind.stage, kind.errorClass, in: factory).increment(by: count)
            }
        }
    }

    func ended(_ outcome: Outcome) {
        MetricDefinition.batches.counter(outcome.rawValue, in: factory).increment()
    }

    func undelivered(_ failures: [DeliveryFailure]) {
        guard !failures.isEmpty else { return }
        for (error, those) in Dictionary(grouping: failures, by: \.error.code.description) {
            MetricDefinition.deliveryErrors.counter(error, in: factory).increment(by: those.count)
        }
    }

    func rebalanced(_ kind: Rebalance) {
        MetricDefinition.rebalances.counter(group, kind.rawValue, in: factory).increment()
    }

    func reached(_ isReachable: Bool) {
        if !isReachable { outages.increment() }
        reachable.set(isReachable ? 1 : 0)
    }

    /// Nothing is read any more.
    func closed() {
        lag.show([:], assigned: 0)
        openBatches.set(0)
        producerQueue.set(0)
    }
}

/// Figures that are looked at, not counted.
extension Worker {
    /// The lag of each partition, as librdkafka has last seen it, and what waits in the producer. Costs some microseconds
    /// a partition: for each rebalance, and once a second.
    func showFlow() {
        dispatchPrecondition(condition: .onQueue(queue))
        let (consumer, producer) = state.withLock { ($0.consumer, $0.producer) }
        guard let consumer else { return }
        var lags: [LagMetrics.Partition: Int64] = [:]
        for (partition, lag) in consumer.lag() {
            lags[LagMetrics.Partition(topic: partition.topic, partition: partition.partition)] = lag
        }
        metrics.lag.show(lags, assigned: consumer.assignment.count)
        producer?.outstanding { [metrics] in metrics.producerQueue.set($0) }
    }

    func showOpenBatches() {
        metrics.openBatches.set(state.withLock { $0.work.count })
    }

    func reachability(_ isReachable: Bool) {
        state.withLock { $0.isUnreachable = !isReachable }
        metrics.reached(isReachable)
    }
}

extension CoreMetrics.Timer {
    /// Records how long `work` takes.
    func measure(_ work: () -> Void) {
        let began = DispatchTime.now().uptimeNanoseconds
        work()
        recordNanoseconds(DispatchTime.now().uptimeNanoseconds - began)
    }
}
