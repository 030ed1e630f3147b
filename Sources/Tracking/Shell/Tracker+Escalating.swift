import Dispatch
import Kafka
import Synchronization
import WorkTime

/// The timer: it fires when the next case's time has come.
extension Tracker {
    /// Seconds after which the clock is looked at again, at most and at least: it may be set, or run fast in a simulation,
    /// and the ends of the inputs are not asked without pause.
    private static var intervals: ClosedRange<Double> { 0.1...1 }

    func startTimer() {
        dispatchPrecondition(condition: .onQueue(intake))
        let isFirst = state.withLock { state in
            guard state.timer == nil, !state.isOver else { return false }
            let timer = DispatchSource.makeTimerSource(queue: intake)
            timer.setEventHandler { @Sendable [weak self] in self?.fire() }
            timer.schedule(deadline: .distantFuture)
            timer.activate()
            state.timer = timer
            return true
        }
        guard isFirst else { return }
        if configuration.drains { begin(anyway: true) }
        schedule()
    }

    /// Sets the timer to the next case's time.
    func schedule() {
        let now = configuration.now()
        state.withLock { state in
            guard state.escalation.isResting, let wake = state.escalation.nextWake else { return }
            let left = Double(wake.milliseconds - now.milliseconds) / 1_000
            let pause = max(Self.intervals.lowerBound, min(Self.intervals.upperBound, left))
            state.timer?.schedule(deadline: .now() + pause, leeway: .milliseconds(20))
        }
    }

    private func fire() {
        guard state.withLock({ !$0.isStopping && !$0.isOver }) else { return }
        begin(anyway: false)
        schedule()
    }

    /// Asks for the ends of the inputs, behind which nobody has done anything in time.
    private func begin(anyway: Bool) {
        let now = configuration.now()
        let partitions = state.withLock { state in
            state.escalation.begin(at: now, anyway: anyway) ? state.positions.partitions : nil
        }
        guard let partitions else { return }
        do {
            let admin = try Admin(configuration.client, logger: logger)
            ask { () async throws(KafkaError) in
                try await admin.watermarks(partitions)
            } then: { [self] marks in
                intake.async { [self] in
                    state.withLock { $0.escalation.ends(marks.mapValues(\.high)) }
                    pump()
                }
            }
        } catch {
            end(.failure(.refused(error)))
        }
    }

    /// The instant up to which time may do its work now. Called inside the state's lock.
    func settlement(_ state: inout State) -> Instant? {
        guard !state.isDecoding, let consumer = state.consumer else { return nil }
        let read = consumer.positions()
        let (merge, positions) = (state.merge, state.positions)
        return state.escalation.settlement { partition in
            merge.firstWaiting(of: partition)
                ?? positions.next(of: partition).map { max($0, read[partition] ?? 0) }
        }
    }
}
