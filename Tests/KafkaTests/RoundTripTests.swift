import BrokerTestKit
import Kafka
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RoundTripTests {
    @Test func recordsComeBackAsTheyWereSent() async throws {
        let topic = try TestBroker.topic()
        let producer = try Producer(TestBroker.configuration(), logger: TestBroker.logger)
        let sent = Record(
            topic: topic, key: bytes("key"), value: bytes("水管爆裂"),
            headers: [
                Header("a", "1"), Header(name: "a", value: nil), Header(name: "empty", value: []), Header("a", "2"),
            ], timestamp: 1_700_000_000_123)
        let position = try await producer.send(sent)
        #expect(position == RecordPosition(topic: topic, partition: 0, offset: 0))
        let reader = try Reader(TestBroker.configuration())
        try await reader.assign(topic)
        try await eventually("the record") { reader.messages.count == 1 }
        let received = try #require(reader.messages.first)
        #expect(received.key == sent.key)
        #expect(received.value == sent.value)
        #expect(received.headers == sent.headers)
        #expect(received.timestamp == sent.timestamp)
        #expect(await producer.finish() == 0)
        #expect(await reader.close())
    }
}
