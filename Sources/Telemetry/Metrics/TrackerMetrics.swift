package import CoreMetrics
import Synchronization

/// What a tracker tells of its work. It asks the factory once for what it uses always; without a registry, with
/// `NOOPMetricsHandler.instance`, all of it costs nothing.
///
/// How a tracker uses it, once a step and never once a record:
///
///     let metrics = TrackerMetrics(registry)                  // one a tracker, given to its init
///     metrics.isActive(true)                                  // the lock is ours, records are read
///     metrics.reached(false)                                  // an outage of the cluster begins
///     metrics.committed(records: 5_000, step: s, commit: c)   // after a step's commit; s, c in nanoseconds
///     metrics.applied(["accept": 120, "resolve": 40])         // counted in the step, by `action.rawValue`
///     metrics.refused(["notTheHolder": 2])                    // by the refusal's kind: a fixed word, never its text
///     metrics.records(["opened": 900, "early": 3])            // `TrackerTally.Outcome.rawValue`
///     metrics.resolved([(area: "sewage", seconds: 93_600)])   // cases that a step resolved
///     metrics.told([(ladder: "holder", percent: 80)])         // rungs told in a step
///     metrics.early(3)                                        // gauges, after a step or every few seconds
///     metrics.outbox(12)
///     metrics.relayed(5_000, setAside: 0)                     // what one answer of the broker acknowledged
///     metrics.cases(["working": 812, "closed": 90_210], overdue: 14)   // from the store, every minute
///     metrics.lag.show(consumer lag by topic and partition)   // every few seconds
///
/// Threads: any.
package final class TrackerMetrics: Sendable {
    /// What its consumer's group is called; a tracker is in none.
    private static let group = "track"

    /// The consumer's.
    package let lag: LagMetrics
    private let factory: any MetricsFactory
    private let active: Meter
    private let stepRecords: Recorder
    private let stepDuration: CoreMetrics.Timer
    private let commitDuration: CoreMetrics.Timer
    private let earlyEvents: Meter
    private let outboxRecords: Meter
    private let relayedRecords: Counter
    private let setAsideRecords: Counter
    private let overdue: Meter
    private let outages: Counter
    private let reachable: Meter
    private let shownStates = Mutex<Set<String>>([])

    package init(_ factory: any MetricsFactory) {
        self.factory = factory
        lag = LagMetrics(group: Self.group, factory)
        active = MetricDefinition.trackerActive.gauge(in: factory)
        stepRecords = MetricDefinition.stepRecords.histogram(in: factory)
        stepDuration = MetricDefinition.stepDuration.timer(in: factory)
        commitDuration = MetricDefinition.storeCommitDuration.timer(in: factory)
        earlyEvents = MetricDefinition.earlyEvents.gauge(in: factory)
        outboxRecords = MetricDefinition.outboxRecords.gauge(in: factory)
        relayedRecords = MetricDefinition.relayedRecords.counter(in: factory)
        setAsideRecords = MetricDefinition.setAsideRecords.counter(in: factory)
        overdue = MetricDefinition.overdueCases.gauge(in: factory)
        outages = MetricDefinition.outages.counter(Self.group, in: factory)
        reachable = MetricDefinition.reachable.gauge(Self.group, in: factory)
        reachable.set(1)
    }

    /// Whether it has the store's lock and reads.
    package func isActive(_ isActive: Bool) { active.set(isActive ? 1 : 0) }

    /// The cluster can be reached again, or no more.
    package func reached(_ isReachable: Bool) {
        if !isReachable { outages.increment() }
        reachable.set(isReachable ? 1 : 0)
    }

    /// A step was committed.
    ///
    /// - Parameters:
    ///   - records: how many were applied in it; 0 for one that only time brought.
    ///   - step: nanoseconds from its first record to the end of its commit.
    ///   - commit: nanoseconds of the store's transaction.
    package func committed(records: Int, step: UInt64, commit: UInt64) {
        stepRecords.record(records)
        stepDuration.recordNanoseconds(step)
        commitDuration.recordNanoseconds(commit)
    }

    /// Events that changed their cases in a step, by action.
    package func applied(_ byAction: [String: Int]) { count(.appliedEvents, byAction) }

    /// Events that were refused in a step, by reason: a fixed word, not a text.
    package func refused(_ byReason: [String: Int]) { count(.refusedEvents, byReason) }

    /// Records of a step by outcome.
    package func records(_ byOutcome: [String: Int]) { count(.trackedRecords, byOutcome) }

    /// Cases that a step resolved: their area, and the resident's clock in seconds.
    package func resolved(_ cases: some Sequence<(area: String, seconds: Double)>) {
        for one in cases { MetricDefinition.closureTime.histogram(one.area, in: factory).record(one.seconds) }
    }

    /// Rungs that a step told.
    package func told(_ rungs: some Sequence<(ladder: String, percent: Int)>) {
        for rung in rungs {
            MetricDefinition.escalations.counter(rung.ladder, String(rung.percent), in: factory).increment()
        }
    }

    /// Events that wait for their case.
    package func early(_ count: Int) { earlyEvents.set(count) }

    /// Records that wait in the outbox.
    package func outbox(_ count: Int) { outboxRecords.set(count) }

    /// Records of the outbox that are done with.
    package func relayed(_ count: Int, setAside: Int) {
        relayedRecords.increment(by: count)
        setAsideRecords.increment(by: setAside)
    }

    /// How many cases are in each state, and how many open ones are past their promise.
    package func cases(_ byState: [String: Int], overdue count: Int) {
        let gone = shownStates.withLock { shown in
            defer { shown = Set(byState.keys) }
            return shown.subtracting(byState.keys)
        }
        for (state, count) in byState { MetricDefinition.cases.gauge(state, in: factory).set(count) }
        for state in gone { MetricDefinition.cases.gauge(state, in: factory).set(0) }
        overdue.set(count)
    }

    private func count(_ definition: MetricDefinition, _ amounts: [String: Int]) {
        for (value, amount) in amounts { definition.counter(value, in: factory).increment(by: amount) }
    }
}
