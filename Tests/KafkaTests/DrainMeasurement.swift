import BrokerTestKit
import CRdKafka
import Dispatch
import Foundation
import Kafka
import Synchronization
import Testing

/// Messages a second of `Consumer.drain`, woken by its descriptor, against the loop that waits in `poll(100)` and then
/// drains with `poll(0)`. Not a test: `QIAOMEN_MEASURE=1 swift test -c release --skip-build --filter
/// DrainMeasurement`.
@Suite(
    .serialized, .enabled(if: ProcessInfo.processInfo.environment["QIAOMEN_MEASURE"] != nil), .timeLimit(.minutes(5)))
struct DrainMeasurement {
    private static let count = 640_000
    private static let partitions = 64

    @Test func drainAgainstPoll() async throws {
        let broker = try EmbeddedBroker(logger: TestBroker.logger)
        defer { broker.stop() }
        try broker.createTopic("t", partitions: Self.partitions)
        let configuration = ClientConfiguration(brokers: broker.address)
        try await fill(configuration)
        for round in 1...4 {
            let drained = try await drain(configuration)
            let polled = try await poll(configuration)
            print("round \(round): drain \(Int(drained)) messages/s, poll(100) then poll(0) \(Int(polled)) messages/s")
        }
    }

    private func fill(_ configuration: ClientConfiguration) async throws {
        let producer = try Producer(
            ClientConfiguration(brokers: configuration.brokers, properties: ["linger.ms": "200"]),
            logger: TestBroker.logger)
        let value = [UInt8](repeating: 120, count: 200)
        let buffer = RecordBuffer()
        for number in 0..<Self.count {
            buffer.begin(topic: buffer.topicIndex("t"), source: number)
            buffer.end(key: bytes("\(number)").span.bytes, value: value.span.bytes)
        }
        let start = ContinuousClock.now
        #expect(await producer.produce(buffer).isEmpty)
        print("produced in \(ContinuousClock.now - start)")
        #expect(await producer.finish() == 0)
    }

    private func drain(_ configuration: ClientConfiguration) async throws -> Double {
        let queue = DispatchQueue(label: "measure")
        let seen = Mutex(0)
        let size = Mutex(0)
        let holder = Mutex<Consumer?>(nil)
        let seconds: Double = try await withCheckedThrowingContinuation { continuation in
            let first = Mutex<ContinuousClock.Instant?>(nil)
            do {
                let consumer = try Consumer(
                    configuration, group: "measure", queue: queue, logger: TestBroker.logger
                ) { event in
                    guard case .readable = event, let batch = holder.withLock({ $0 })?.drain() else { return }
                    let start = first.withLock { first in
                        first = first ?? .now
                        return first
                    }
                    var total = 0
                    for index in 0..<batch.count { total += batch.message(at: index).value?.byteCount ?? 0 }
                    size.withLock { $0 += total }
                    let all = seen.withLock { seen in
                        seen += batch.count
                        return seen
                    }
                    if all == Self.count, let start {
                        continuation.resume(returning: (ContinuousClock.now - start) / .seconds(1))
                    }
                }
                holder.withLock { $0 = consumer }
                queue.async {
                    do {
                        try consumer.assign(
                            Dictionary(
                                uniqueKeysWithValues: (0..<Self.partitions).map {
                                    (TopicPartition(topic: "t", partition: Int32($0)), 0)
                                }))
                    } catch { continuation.resume(throwing: error) }
                }
            } catch { continuation.resume(throwing: error) }
        }
        #expect(size.withLock { $0 } == Self.count * 200)
        let consumer = try #require(holder.withLock { $0 })
        await answer { (done: @escaping @Sendable (()) -> Void) in
            queue.async { consumer.close(deadline: .now() + .seconds(10)) { done(()) } }
        }
        holder.withLock { $0 = nil }
        return Double(Self.count) / seconds
    }

    private func poll(_ configuration: ClientConfiguration) async throws -> Double {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "measure").async {
                let settings = rd_kafka_conf_new()
                for (name, value) in [
                    ("bootstrap.servers", configuration.brokers), ("group.id", "measure"), ("fetch.wait.max.ms", "20"),
                    ("enable.auto.commit", "false"), ("enable.auto.offset.store", "false"),
                    ("enable.partition.eof", "true"), ("queued.min.messages", "500000"),
                    ("queued.max.messages.kbytes", "131072"),
                    ("isolation.level", "read_committed"),
                ] { rd_kafka_conf_set(settings, name, value, nil, 0) }
                let client = rd_kafka_new(RD_KAFKA_CONSUMER, settings, nil, 0)
                rd_kafka_poll_set_consumer(client)
                let list = rd_kafka_topic_partition_list_new(Int32(Self.partitions))
                for partition in 0..<Self.partitions {
                    rd_kafka_topic_partition_list_add(list, "t", Int32(partition))?.pointee.offset = 0
                }
                rd_kafka_assign(client, list)
                rd_kafka_topic_partition_list_destroy(list)
                var (seen, size, start) = (0, 0, ContinuousClock.Instant?.none)
                while seen < Self.count {
                    var messages: [UnsafeMutablePointer<rd_kafka_message_t>] = []
                    var timeout: Int32 = 100
                    while messages.count < 10_000, let message = rd_kafka_consumer_poll(client, timeout) {
                        start = start ?? .now
                        timeout = 0
                        if message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR {
                            messages.append(message)
                        } else {
                            rd_kafka_message_destroy(message)
                        }
                    }
                    for message in messages {
                        size += message.pointee.len
                        rd_kafka_message_destroy(message)
                    }
                    seen += messages.count
                }
                let seconds = start.map { (ContinuousClock.now - $0) / .seconds(1) } ?? 0
                rd_kafka_consumer_close(client)
                rd_kafka_destroy(client)
                continuation.resume(returning: Double(seen) / seconds)
            }
        }
    }
}
