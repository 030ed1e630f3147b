import BrokerTestKit
import Kafka
import Logging
import Synchronization
import TestKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct OutageFlowTests {
    @Test func anOutageInMidFlowCostsTimeOnlyAndIsToldOnce() async throws {
        let broker = try EmbeddedBroker(logger: TestBroker.logger)
        defer { broker.stop() }
        try broker.createTopic("t", partitions: 3)
        let (producerLog, consumerLog) = (CapturedLog(), CapturedLog())
        let configuration = ClientConfiguration(brokers: broker.address, properties: ["linger.ms": "0"])
        let producer = try Producer(configuration, logger: producerLog.logger)
        let reader = try Reader(configuration, logger: consumerLog.logger)
        try await reader.assign("t", partitions: 3)
        let batches = (0..<40).map { round in
            let buffer = RecordBuffer()
            for index in 0..<100 { buffer.add("\(round * 100 + index)", to: "t", key: "\(index % 7)") }
            return buffer
        }
        async let failures = withTaskGroup(of: [DeliveryFailure].self) { group in
            for (round, buffer) in batches.enumerated() {
                if round == 10 {
                    broker.setDown()
                    try? await eventually("the outage is told") {
                        !producerLog.lines(.warning).isEmpty && !consumerLog.lines(.warning).isEmpty
                    }
                }
                if round == 30 { broker.setUp() }
                group.addTask { await producer.produce(buffer) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(await failures.isEmpty)
        // The mock knows no idempotence, so a request whose answer was lost may count twice here.
        let all = Set((0..<4000).map { "\($0)" })
        try await eventually("4000 records") { reader.messages.count >= 4000 && Set(reader.values) == all }
        try await eventually("the return is told") {
            !producerLog.lines(.notice).isEmpty && !consumerLog.lines(.notice).isEmpty
        }
        for log in [producerLog, consumerLog] {
            #expect(log.lines(.warning).count == 1)
            #expect(log.lines(.warning).first?.contains(broker.address) == true)
            #expect(log.lines(.notice).count == 1)
            #expect(log.lines(.error).isEmpty)
        }
        #expect(await producer.finish() == 0)
        await reader.close()
    }
}

/// Keeps what is logged.
final class CapturedLog: Sendable {
    private let entries = Mutex<[(level: Logger.Level, text: String)]>([])

    var logger: Logger {
        var logger = Logger(label: "captured") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    func lines(_ level: Logger.Level) -> [String] {
        entries.withLock { entries in entries.filter { $0.level == level }.map(\.text) }
    }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.entries.withLock { $0.append((event.level, "\(event.message) \(event.metadata ?? [:])")) }
        }
    }
}
