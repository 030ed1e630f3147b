import Dispatch
import Kafka
import Synchronization

/// Batches of records on their way to the broker: a few at a time, so that memory is bounded however slow it is.
///
/// `takeBuffer` blocks (never call it on Swift's cooperative pool); the counts come on the producer's queue.
final class InFlight: Sendable {
    private struct State {
        var free: [RecordBuffer] = []
        var acknowledged = 0
        var failed = 0
    }

    private let producer: Producer
    private let onFailure: @Sendable (DeliveryFailure) -> Void
    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)
    private let group = DispatchGroup()

    /// - Parameters:
    ///   - batches: how many may be under way at once.
    ///   - onFailure: told each record that was refused.
    init(_ producer: Producer, batches: Int = 3, onFailure: @escaping @Sendable (DeliveryFailure) -> Void) {
        self.producer = producer
        self.onFailure = onFailure
        for _ in 0..<batches { room.signal() }
    }

    /// How many records the broker has acknowledged.
    var acknowledged: Int { state.withLock { $0.acknowledged } }

    /// How many records the broker has refused.
    var failed: Int { state.withLock { $0.failed } }

    /// An empty buffer, as soon as fewer than the limit are under way; nil if a stop was asked for meanwhile.
    func takeBuffer(unless stop: StopRequest) -> RecordBuffer? {
        while room.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            if stop.isMade { return nil }
        }
        let buffer = state.withLock { $0.free.popLast() } ?? RecordBuffer()
        buffer.reset()
        return buffer
    }

    /// Sends what the buffer holds.
    func send(_ buffer: RecordBuffer) {
        let count = buffer.count
        group.enter()
        producer.produce(buffer) { [self] failures in
            state.withLock { state in
                state.acknowledged += count - failures.count
                state.failed += failures.count
                state.free.append(buffer)
            }
            failures.forEach(onFailure)
            room.signal()
            group.leave()
        }
    }

    /// Waits until all is acknowledged or refused; after a stop was asked for, no longer than the given time.
    func wait(unless stop: StopRequest, grace: DispatchTimeInterval) {
        while group.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            if stop.isMade {
                _ = group.wait(timeout: .now() + grace)
                return
            }
        }
    }
}

extension Producer {
    /// Closes it; gives the number of records that could not be delivered any more.
    func closed(within time: DispatchTimeInterval) async -> Int {
        await withCheckedContinuation { continuation in
            close(deadline: .now() + time) { continuation.resume(returning: $0) }
        }
    }
}
