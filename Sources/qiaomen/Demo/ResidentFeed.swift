import Dispatch
import Foundation
import Kafka
import Synchronization
import WorkTime

/// Publishes made-up reports at a steady rate, as the hotlines of a district would.
///
/// Threads: a timer on a queue of its own; the rest may be called from anywhere.
final class ResidentFeed: Sendable {
    private struct State {
        var simulation: ResidentSimulation
        var timer: (any DispatchSourceTimer)?
        var published = 0
        var due = 0.0
    }

    private static let interval = 0.05

    private let producer: Producer
    private let limit: Int
    private let state: Mutex<State>

    /// - Parameter limit: ends after so many reports.
    init(_ simulation: ResidentSimulation, to producer: Producer, limit: Int?) {
        self.producer = producer
        self.limit = limit ?? .max
        state = Mutex(State(simulation: simulation))
    }

    /// How many reports have been sent.
    var published: Int { state.withLock { $0.published } }

    /// - Parameter rate: reports a second.
    func start(rate: Double) {
        state.withLock { state in
            let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "demo.residents"))
            timer.schedule(deadline: .now(), repeating: Self.interval)
            timer.setEventHandler { @Sendable [weak self] in self?.publish(rate * Self.interval) }
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

    private func publish(_ share: Double) {
        let now = Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000))
        let buffer = RecordBuffer()
        let isOver = state.withLock { state in
            state.due += share
            while state.due >= 1, state.published < limit {
                state.due -= 1
                state.published += 1
                let message = state.simulation.next(at: now)
                buffer.begin(
                    topic: buffer.topicIndex("reports.\(message.channel)"), source: state.published,
                    timestamp: now.milliseconds)
                buffer.end(key: message.id.utf8.span.bytes, value: message.value.span.bytes)
            }
            return state.published >= limit
        }
        if isOver { stop() }
        // The demonstration's broker lives in this process: what it does not take, it cannot show either.
        if buffer.count > 0 { producer.produce(buffer) { _ in } }
    }
}
