import BrokerTestKit
import CoreMetrics
import Dispatch
import Hotline
import Kafka
import Notifying
import TestKit
import Testing
import WorkTime

/// From Kafka to those who are told.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct NotifierTests {
    @Test func `Tasks, rungs and 督办 are told to those whom they concern, once, and nothing that is old`() async throws {
        let broker = try EmbeddedBroker(logger: Noticing.logger)
        for topic in ["tasks.housing", "cases", "escalations"] { try broker.createTopic(topic, partitions: 1) }
        let recipient = Recipient()
        try await recipient.serve { recipient in
            let webhook = Webhook(
                id: "a", url: recipient.address, content: .shape(.json), departments: ["housing"], contacts: ["区督办"])
            let notifier = Notifier(
                ClientConfiguration(brokers: broker.address), targets: [try WebhookTarget(webhook, environment: [:])],
                words: try Noticing.words(), now: { Noticing.now }, metrics: NOOPMetricsHandler.instance,
                logger: Noticing.logger, pauses: [0.01])
            let running = Task { try await notifier.run() }
            let producer = try Producer(ClientConfiguration(brokers: broker.address), logger: Noticing.logger)
            @Sendable func send(_ topic: String, _ value: String, minutesAgo: Int64 = 0) async throws {
                _ = try await producer.send(
                    Record(
                        topic: topic, key: nil, value: Array(value.utf8),
                        timestamp: Noticing.now.milliseconds - minutesAgo * 60_000))
            }
            // What comes before it has begun to read is not told: something is sent until it listens.
            try await eventually("it listens") {
                try await send("tasks.housing", Noticing.task(0))
                return !recipient.requests.isEmpty
            }
            try await send("tasks.housing", Noticing.task(1))
            try await send("tasks.housing", Noticing.task(1))
            try await send("tasks.housing", Noticing.task(2), minutesAgo: 90)
            try await send("tasks.housing", Noticing.task(3, department: "rural"))
            try await send("tasks.housing", "no task")
            try await send("escalations", Self.rung("区督办"))
            try await send("escalations", Self.rung("某人"))
            for _ in 0..<2 { try await send("cases", Self.text(try Noticing.supervised(7, in: Noticing.district()))) }
            try await eventually("the 督办 is told") { recipient.requests.contains { $0.body.contains("supervision") } }
            try await eventually("the rung is told") { recipient.requests.contains { $0.body.contains("escalation") } }
            try await send("tasks.housing", Noticing.task(4))
            try await eventually("the last is told") { recipient.requests.contains { $0.id == Self.id(4) } }
            let ids = recipient.requests.compactMap(\.id)
            #expect(
                Set(ids) == [
                    Self.id(0), Self.id(1), Self.id(4), "1000000000000009.resolve.1.80",
                    "1000000000000007.supervision.s",
                ])
            #expect(ids.count == 5)
            notifier.stop()
            try await running.value
            await withCheckedContinuation { continuation in
                producer.close(deadline: .now() + .seconds(5)) { _ in continuation.resume() }
            }
        }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func id(_ id: Int) -> String { "\(1_000_000_000_000_000 + id).1.lead.housing" }

    private static func rung(_ contact: String) -> String {
        """
        {"id":"1000000000000009.resolve.1.80","case":"1000000000000009","clock":"resolve","round":1,"percent":80,\
        "ladder":"holder","level":1,"contact":{"name":"\(contact)"},"department":"housing","area":"sewage","kind":"help",\
        "urgency":"normal","state":"working","due":"2026-11-23T09:00:00+08:00","toldAt":"2026-11-23T09:00:01+08:00"}
        """
    }
}
