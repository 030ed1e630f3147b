// Tracking: residents' reports, tracked to their closing.
//
//     tasks.*, progress.* ─drain─> lanes: decode ─> InputMerge (by time) ─> CaseApplier ─> Store.commit ─> Relay ─> Kafka
//                                                                              ▲
//                                                        timer: settle, tell ──┘
//
// The rules are plain values (``InputMerge``, ``InputPositions``, ``CaseApplier``, ``WakeUp``, ``DeliveryJudgement``); the
// classes here stand around them. Threads: the serial queue `intake` owns the consumer, the merge and every decision; the
// serial queue `applying` owns the applier, the serial queue `committing` writes the store; lanes run on one shared
// concurrent queue; the relay has a queue of its own. While one step is committed, the next is applied and the one after
// that is decoded. The locks around states are never waited for.

import Classification
import Dispatch
import Hotline
import Kafka
package import Logging
import Pipeline
import Store
import Synchronization
package import Telemetry
import WorkTime

/// The one writer of a store: it applies what departments, desk and hotline do to cases, and tells those concerned.
package final class Tracker: Sendable {
    /// What the queue `intake` owns.
    struct State {
        var consumer: Consumer?
        /// Whom the ends of the inputs are asked of; one for as long as the tracker reads.
        var admin: Admin?
        var merge: InputMerge<InputRecord>
        var positions = InputPositions()
        var isDecoding = false
        /// Ends that were reached behind the batch that is being decoded.
        var endsReached: [TopicPartition] = []
        var steps = StepPipeline<ReadyStep>()
        var escalation = EscalationClock()
        var timer: (any DispatchSourceTimer)?
        /// Partitions that the last list of topics did not have.
        var missing: Set<TopicPartition> = []
        var isReady = false
        var isStopping = false
        var isOver = false
        var hasDrained = false
        var summary = TrackerSummary()
        var firstTake: UInt64?
        var asking = Backoff(base: 0.2, limit: 5)
        /// The cluster does not answer.
        var isUnreachable = false
        /// They look at what is not counted, for monitoring.
        var watches: [any DispatchSourceTimer] = []
    }

    /// What the queues `applying` and `committing` own.
    struct Bookkeeping {
        var lock: StoreLock?
        /// Another has the lock.
        var isStandingBy = false
        var store: Store?
        var applier: CaseApplier<Store>?
        var backoff = Backoff()
        var acknowledged: Int64?
        var hasToldTrouble = false
        /// A step is on its way into the store.
        var isCommitting = false
    }

    let configuration: TrackerConfiguration
    let context: TrackingContext
    /// The confidence below which an area is not sure.
    let threshold: Double
    let logger: Logger
    /// What monitoring is told; nil if nobody asks.
    let metrics: TrackerMetrics?
    let intake = DispatchQueue(label: "tracker.intake", qos: .userInitiated)
    let applying = DispatchQueue(label: "tracker.applying", qos: .userInitiated)
    let committing = DispatchQueue(label: "tracker.committing", qos: .userInitiated)
    /// What is looked at for monitoring only; nothing waits for it but the end.
    let watching = DispatchQueue(label: "tracker.watching", qos: .utility)
    let laneQueue = DispatchQueue(label: "tracker.lanes", qos: .userInitiated, attributes: .concurrent)
    let state: Mutex<State>
    let bookkeeping = Mutex(Bookkeeping())
    let relay = Mutex<Relay?>(nil)
    let onEnd: @Sendable (Result<TrackerSummary, TrackerError>) -> Void

    /// - Parameters:
    ///   - threshold: the confidence below which an area is not sure.
    ///   - metrics: nil if nobody watches: then nothing is counted or looked at for it.
    ///   - onEnd: called once, when everything is closed.
    package init(
        _ configuration: TrackerConfiguration, context: TrackingContext, threshold: Double, logger: Logger,
        metrics: TrackerMetrics? = nil, onEnd: @escaping @Sendable (Result<TrackerSummary, TrackerError>) -> Void
    ) {
        self.configuration = configuration
        self.context = context
        self.threshold = threshold
        self.logger = logger
        self.metrics = metrics
        self.onEnd = onEnd
        state = Mutex(State(merge: InputMerge(limit: configuration.mergeBytes)))
    }

    /// Begins to track, as soon as the store is free; an instance starts once.
    package func start() {
        applying.async { [self] in takeLock() }
    }

    /// Takes in nothing more, commits what is begun, sends what waits, closes. Safe to call at any time, from anywhere.
    package func stop() {
        intake.async { [self] in
            let patience = configuration.shutdownPatience
            intake.asyncAfter(deadline: .now() + patience) { [self] in
                end(.failure(.unfinished(seconds: patience)), isHurried: true)
            }
            stopGracefully()
        }
    }

    /// Figures as they stand; may be called from anywhere.
    package var summary: TrackerSummary {
        var summary = state.withLock { $0.summary }
        if let counts = relay.withLock({ $0?.counts }) {
            summary.sent = counts.sent
            summary.setAside = counts.setAside
        }
        return summary
    }

    /// Whether it has the lock, the store and the partitions.
    package var isReading: Bool { state.withLock { $0.isReady && !$0.isOver } }

    /// How many records wait in the partitions; answers on a queue of the tracker's.
    package func lag(_ answer: @escaping @Sendable (Int64) -> Void) {
        intake.async { [self] in
            let consumer = state.withLock { $0.consumer }
            answer(consumer?.lag().values.reduce(0, +) ?? 0)
        }
    }
}
