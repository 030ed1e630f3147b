import Dispatch
import Synchronization
import Tracking

/// One line on the terminal that says how far a tracker is.
final class TrackProgress: Sendable {
    private let timer: Mutex<(any DispatchSourceTimer)?>
    private let line: Mutex<TerminalProgress>

    init(_ tracker: Tracker) {
        line = Mutex(TerminalProgress("records"))
        timer = Mutex(nil)
        timer.withLock { timer in
            let source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "qiaomen.progress"))
            source.schedule(deadline: .now() + 0.25, repeating: 0.25)
            source.setEventHandler { @Sendable [weak self] in
                self?.line.withLock { $0.show(tracker.summary.messages) }
            }
            source.activate()
            timer = source
        }
    }

    /// Takes the line away.
    func stop() {
        timer.withLock { timer in
            timer?.cancel()
            timer = nil
        }
        line.withLock { $0.clear() }
    }
}
