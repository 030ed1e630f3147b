import CRdKafka
import Dispatch
import Glibc

/// Calls a handler on a queue whenever a librdkafka queue turns from empty to non-empty, and every 100 ms as a net.
///
/// librdkafka writes to an event descriptor; a Dispatch source reads it. One write comes per empty → non-empty, so it
/// is read *before* the handler drains:
/// 1. the descriptor is read; 2. the handler drains; 3. something that arrives after the drain's last look writes
/// again. No wake-up is lost.
///
/// `@unchecked Sendable` because the sources are touched in `init` and `cancel` only, which their owner calls one
/// after the other.
final class Wakeup: @unchecked Sendable {
    private let source: any DispatchSourceRead
    private let timer: any DispatchSourceTimer
    private let nativeQueue: OpaquePointer
    private var isCancelled = false

    /// Takes over `nativeQueue`'s reference. `client` is retained until `cancel`, since the queue belongs to it.
    init(_ nativeQueue: OpaquePointer, on queue: DispatchQueue, handler: @escaping @Sendable () -> Void)
        throws(KafkaError)
    {
        let descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard descriptor >= 0 else {
            rd_kafka_queue_destroy(nativeQueue)
            throw KafkaError(
                .fatal, while: "open a Kafka client's event descriptor", detail: String(cString: strerror(errno)))
        }
        self.nativeQueue = nativeQueue
        source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        timer = DispatchSource.makeTimerSource(queue: queue)
        source.setEventHandler { @Sendable in
            Self.clear(descriptor)
            handler()
        }
        source.setCancelHandler { @Sendable in close(descriptor) }
        timer.setEventHandler { @Sendable in handler() }
        timer.schedule(deadline: .now(), repeating: .milliseconds(100), leeway: .milliseconds(10))
        var one: UInt64 = 1
        rd_kafka_queue_io_event_enable(nativeQueue, descriptor, &one, MemoryLayout.size(ofValue: one))
        source.activate()
        timer.activate()
    }

    deinit { cancel() }

    /// No event comes after this. librdkafka writes under the lock that disabling takes, so the descriptor may be
    /// closed then.
    func cancel() {
        guard !isCancelled else { return }
        isCancelled = true
        rd_kafka_queue_io_event_enable(nativeQueue, -1, nil, 0)
        rd_kafka_queue_destroy(nativeQueue)
        timer.cancel()
        source.cancel()
    }

    /// One read takes all that was written.
    private static func clear(_ descriptor: Int32) {
        var count: UInt64 = 0
        read(descriptor, &count, MemoryLayout.size(ofValue: count))
    }
}
