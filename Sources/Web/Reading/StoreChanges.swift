package import Dispatch
package import Logging
import Store
import Synchronization

/// Tells whoever listens when something was written to the store: one question a second, however many listen.
package final class StoreChanges: Sendable {
    private struct Listeners {
        var byID: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
        var isClosed = false
    }

    private let reads: StoreReads
    private let listeners = Mutex(Listeners())
    private let lastProblem: Mutex<StoreError?>
    private let logger: Logger
    private let queue = DispatchQueue(label: "web.changes")

    /// Begins to ask.
    ///
    /// - Parameter interval: how often.
    package init(_ reads: StoreReads, every interval: DispatchTimeInterval = .seconds(1), logger: Logger) {
        self.reads = reads
        self.logger = logger
        let version = reads.version()
        lastProblem = Mutex(reads.problem)
        if let problem = reads.problem { logger.warning("\(problem)") }
        ask(after: version, every: interval)
    }

    /// A tick for each change from now on; ticks that nobody took yet are one. It ends when ``close()`` is called.
    package func ticks() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = listeners.withLock { listeners -> Int? in
            guard !listeners.isClosed else { return nil }
            listeners.next += 1
            listeners.byID[listeners.next] = continuation
            return listeners.next
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { _ = $0.byID.removeValue(forKey: id) }
        }
        return stream
    }

    /// Ends all ticks, so that whoever listens ends too.
    package func close() {
        let ended = listeners.withLock { listeners in
            listeners.isClosed = true
            return Array(listeners.byID.values)
        }
        for listener in ended { listener.finish() }
    }

    private func ask(after last: StoreVersion?, every interval: DispatchTimeInterval) {
        queue.asyncAfter(deadline: .now() + interval) { [weak self] in
            guard let self, !listeners.withLock(\.isClosed) else { return }
            let version = reads.version()
            if version != last { tick() }
            tell(reads.problem)
            ask(after: version, every: interval)
        }
    }

    /// Says once what is wrong, and that it is over.
    private func tell(_ problem: StoreError?) {
        let isNew = lastProblem.withLock { last in
            defer { last = problem }
            return last != problem
        }
        guard isNew else { return }
        if let problem { logger.warning("\(problem)") } else { logger.notice("the store can be read") }
    }

    private func tick() {
        for listener in listeners.withLock({ Array($0.byID.values) }) { listener.yield() }
    }
}
