import Dispatch
import Foundation
import Synchronization

/// The one owner of the process's signals.
///
/// Until a command asks, SIGINT and SIGTERM end the process as usual. From the first `onStop` on, the first of them asks
/// for a graceful stop (every handler is called, once), the second ends the process at once with status 2: nothing that
/// hangs can keep it alive.
package enum Signals {
    private struct State {
        var sources: [any DispatchSourceSignal] = []
        var stopHandlers: [@Sendable () -> Void] = []
        var watchesStops = false
        var isStopping = false
    }

    private static let state = Mutex(State())
    private static let queue = DispatchQueue(label: "qiaomen.signals")

    /// Calls `handler` on a queue of the signals' own when the process is first asked to stop; at once if it was already.
    /// The handler must not block: the second signal is served on the same queue.
    package static func onStop(_ handler: @escaping @Sendable () -> Void) {
        let alreadyStopping = state.withLock { state in
            if !state.watchesStops {
                state.watchesStops = true
                for number in [SIGINT, SIGTERM] {
                    state.sources.append(watch(number) { stop() })
                }
            }
            guard !state.isStopping else { return true }
            state.stopHandlers.append(handler)
            return false
        }
        if alreadyStopping { queue.async(execute: handler) }
    }

    /// Calls `handler` on the signals' queue each time `number` arrives.
    package static func on(_ number: Int32, _ handler: @escaping @Sendable () -> Void) {
        state.withLock { $0.sources.append(watch(number, handler)) }
    }

    private static func watch(_ number: Int32, _ handler: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
        // The default action would end the process before the source sees the signal.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler { @Sendable in handler() }
        source.activate()
        return source
    }

    private static func stop() {
        let handlers: [@Sendable () -> Void] = state.withLock { state in
            guard !state.isStopping else {
                tell("qiaomen: stopped by a second signal")
                _exit(ExitStatus.forced.rawValue)
            }
            state.isStopping = true
            return state.stopHandlers
        }
        for handler in handlers { handler() }
    }
}

/// Whether the process was asked to stop, for loops that look now and then.
package final class StopRequest: Sendable {
    private let requested = Atomic(false)

    /// A request nobody has made yet.
    package init() {}

    /// A request that SIGINT or SIGTERM makes.
    package static func bySignal() -> StopRequest {
        let request = StopRequest()
        Signals.onStop { request.make() }
        return request
    }

    /// Asks for the stop.
    package func make() { requested.store(true, ordering: .releasing) }

    /// True from the first request on.
    package var isMade: Bool { requested.load(ordering: .acquiring) }
}
