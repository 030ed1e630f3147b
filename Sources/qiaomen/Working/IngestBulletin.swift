import Dispatch
import Logging
import Pipeline
import Synchronization

/// Says now and then how far a worker is, if anything has happened.
final class IngestBulletin: Sendable {
    private static let interval = 30.0

    private struct State {
        var timer: (any DispatchSourceTimer)?
        var messages = 0
    }

    private let state = Mutex(State())

    init(_ run: IngestRun, logger: Logger) {
        state.withLock { state in
            let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "qiaomen.bulletin"))
            timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval)
            timer.setEventHandler { @Sendable [weak self] in self?.tell(run, logger) }
            timer.activate()
            state.timer = timer
        }
    }

    func stop() {
        state.withLock { state in
            state.timer?.cancel()
            state.timer = nil
        }
    }

    private func tell(_ run: IngestRun, _ logger: Logger) {
        let total = run.worker.summary.messages
        let before = state.withLock { state in
            defer { state.messages = total }
            return state.messages
        }
        guard total > before else { return }
        run.worker.lag { lag in
            let rate = Int(Double(total - before) / Self.interval)
            logger.info("\(grouped(total)) reports, \(grouped(rate))/s, \(grouped(Int(lag))) waiting")
        }
    }
}
