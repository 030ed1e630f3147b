import BrokerTestKit
import CoreMetrics
import Dispatch
import Kafka
import Pipeline

/// Topics, a group and a handler of a test's own, and workers over them.
struct WorkerKit {
    typealias Outcome = Result<WorkerSummary, WorkerError>

    let input: String
    let output: String
    let dead: String
    let group: String
    let handler: CopyHandler
    private let configuration: ClientConfiguration

    init(partitions: Int, broker: EmbeddedBroker? = nil, properties: [String: String] = [:]) throws {
        let broker = try broker ?? TestBroker.broker
        configuration = ClientConfiguration(brokers: broker.address, properties: properties)
        (input, output, dead) = (
            TestBroker.freshName("in"), TestBroker.freshName("out"), TestBroker.freshName("dead")
        )
        group = TestBroker.freshName("group")
        try broker.createTopic(input, partitions: partitions)
        try broker.createTopic(output, partitions: 1)
        try broker.createTopic(dead, partitions: 1)
        handler = CopyHandler(target: output)
    }

    /// Topics on a broker elsewhere, fresh for each run.
    init(partitions: Int, onRealBroker configuration: ClientConfiguration) async throws {
        self.configuration = configuration
        let run = UInt32.random(in: 0...UInt32.max)
        func name(_ prefix: String) -> String { TestBroker.freshName("\(prefix)-\(run)") }
        (input, output, dead, group) = (name("in"), name("out"), name("dead"), name("group"))
        handler = CopyHandler(target: output)
        let admin = try Admin(configuration, logger: TestBroker.logger)
        let results = try await admin.createTopics(
            [(input, partitions), (output, 1), (dead, 1)].map { TopicSpecification(name: $0.0, partitions: $0.1) })
        for case .failed(let error) in results.map(\.outcome) { throw error }
    }

    /// - Parameter inOrder: waits for each acknowledgement, so that the order in the topic is that of the list.
    func publish(_ messages: [(key: String, value: String)], inOrder: Bool = false) async throws {
        let records = messages.map { Record(topic: input, key: Array($0.key.utf8), value: Array($0.value.utf8)) }
        guard inOrder else { return try await TestBroker.publish(records, to: configuration) }
        let producer = try Producer(configuration, logger: TestBroker.logger)
        let buffer = RecordBuffer()
        let topic = buffer.topicIndex(input)
        for (index, record) in records.enumerated() {
            buffer.begin(topic: topic, source: index)
            buffer.end(key: record.key?.span.bytes, value: record.value?.span.bytes)
        }
        let failures = await withCheckedContinuation { continuation in
            producer.produce(buffer) { continuation.resume(returning: $0) }
        }
        if let failure = failures.first { throw failure.error }
        await withCheckedContinuation { continuation in
            producer.close(deadline: .now() + 5) { _ in continuation.resume() }
        }
    }

    /// Runs a worker until everything is drained.
    func run(_ change: (inout WorkerConfiguration) -> Void = { _ in }) async -> Outcome {
        await start(change).1.value
    }

    func start(
        metrics: any MetricsFactory = NOOPMetricsHandler.instance,
        _ change: (inout WorkerConfiguration) -> Void = { _ in }
    ) -> (Worker<CopyHandler>, Task<Outcome, Never>) {
        var settings = WorkerConfiguration(
            client: configuration, topics: [input], group: group, instance: "test", guarantee: .atLeastOnce,
            deadTopic: dead, lanes: 2)
        settings.drains = true
        change(&settings)
        let (ends, end) = AsyncStream.makeStream(of: Outcome.self)
        let worker = Worker(settings, handler: handler, logger: TestBroker.logger, metrics: metrics) { outcome in
            end.yield(outcome)
            end.finish()
        }
        worker.start()
        let result = Task {
            for await outcome in ends { return outcome }
            return Outcome.failure(.unfinished(messages: 0, seconds: 0))
        }
        return (worker, result)
    }

    func copies() async throws -> [OwnedMessage] {
        try await TestBroker.contents(of: [output], on: configuration)
    }

    func lettersOfTheDead() async throws -> [OwnedMessage] {
        try await TestBroker.contents(of: [dead], on: configuration)
    }

    /// The sum of the group's committed offsets.
    func committedTotal() async throws -> Int64 {
        let admin = try Admin(configuration, logger: TestBroker.logger)
        let count = try await admin.listTopics().first { $0.name == input }?.partitionCount ?? 0
        let partitions = (0..<Int32(count)).map { TopicPartition(topic: input, partition: $0) }
        return try await admin.committed(group: group, partitions).values.reduce(0, +)
    }
}

extension OwnedMessage {
    var text: String { value.map { String(decoding: $0, as: UTF8.self) } ?? "" }

    func header(_ name: String) -> String? {
        headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}
