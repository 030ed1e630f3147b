import BrokerTestKit
import Dispatch
import Foundation
import Hotline
import Kafka
import Logging
import Store
import Synchronization
import Telemetry
import TestKit
import Testing
import Tracking
import WorkTime

/// A broker of its own with a district's topics, a store's file, and what goes in and comes out there.
final class TrackerTown: Sendable {
    let broker: EmbeddedBroker
    let configuration: ClientConfiguration
    let directory: URL
    let context: TrackingContext
    private let now: Mutex<Instant>

    init(now text: String = "2026-11-23T12:00", _ change: (inout CasePolicy) -> Void = { _ in }) throws {
        broker = try EmbeddedBroker(logger: TestBroker.logger)
        for department in ["a", "b", "desk"] {
            try broker.createTopic("tasks.\(department)", partitions: 2)
            try broker.createTopic("progress.\(department)", partitions: 1)
            usleep(2_000)
        }
        for (topic, partitions) in [("cases", 2), ("escalations", 1), ("results.hotline", 1), ("dead.progress", 1)] {
            try broker.createTopic(topic, partitions: partitions)
            usleep(2_000)
        }
        configuration = ClientConfiguration(brokers: broker.address)
        directory = FileManager.default.temporaryDirectory.appending(path: "tracker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        context = try Bench(change).context
        self.now = Mutex(try instant(text))
    }

    deinit {
        broker.stop()
        try? FileManager.default.removeItem(at: directory)
    }

    var path: String { directory.appending(path: "store.db").path }

    func set(now text: String) throws {
        let instant = try instant(text)
        now.withLock { $0 = instant }
    }

    /// A tracker that is to be started.
    func tracker(
        drains: Bool, logger: Logger = TestBroker.logger, metrics: TrackerMetrics? = nil,
        _ change: (inout TrackerConfiguration) -> Void = { _ in }
    ) -> (Tracker, Ending) {
        let ending = Ending()
        var configuration = TrackerConfiguration(client: configuration, path: path, lanes: 2) { [self] in
            now.withLock { $0 }
        }
        configuration.drains = drains
        configuration.topicInterval = 0.5
        change(&configuration)
        let tracker = Tracker(configuration, context: context, threshold: 0.5, logger: logger, metrics: metrics) {
            ending.give($0)
        }
        return (tracker, ending)
    }

    /// Applies all that is there.
    @discardableResult
    func drain(_ change: (inout TrackerConfiguration) -> Void = { _ in }) async throws -> TrackerSummary {
        let (tracker, ending) = tracker(drains: true, change)
        tracker.start()
        return try await ending.wait().get()
    }

    /// Publishes the records in this order.
    func publish(_ records: [Record]) async throws {
        let producer = try Producer(configuration, logger: TestBroker.logger)
        let buffer = RecordBuffer()
        for record in records {
            buffer.begin(topic: buffer.topicIndex(record.topic), source: 0, timestamp: record.timestamp)
            for header in record.headers {
                let name = Array(header.name.utf8)
                buffer.header(name.span.bytes, header.value?.span.bytes)
            }
            buffer.end(key: record.key?.span.bytes, value: record.value?.span.bytes)
        }
        let failures = await withCheckedContinuation { continuation in
            producer.produce(buffer) { continuation.resume(returning: $0.count) }
        }
        await withCheckedContinuation { continuation in
            producer.close(deadline: .now() + 10) { _ in continuation.resume() }
        }
        #expect(failures == 0)
    }

    func contents(_ topics: String...) async throws -> [OwnedMessage] {
        try await TestBroker.contents(of: topics, on: configuration)
    }

    /// What the store holds.
    func store() throws -> Store { try Store(readingOnly: path, calendars: context.policy.calendars) }

    /// All cases' JSON, by number.
    func dump(_ numbers: [CaseNumber]) throws -> [CaseNumber: String] {
        let store = try store()
        defer { try? store.close() }
        return try store.cases(numbers).mapValues { String(decoding: $0.case.json(utcOffset: 28_800), as: UTF8.self) }
    }

    func state(_ id: String) throws -> Case? {
        let store = try store()
        defer { try? store.close() }
        return try store.cases([Bench.number(id)]).values.first?.case
    }
}

/// How a tracker ended.
final class Ending: Sendable {
    private let result = Mutex<Result<TrackerSummary, TrackerError>?>(nil)

    func give(_ value: Result<TrackerSummary, TrackerError>) { result.withLock { $0 = value } }

    var isThere: Bool { result.withLock { $0 != nil } }

    func wait(within seconds: Double = 40) async throws -> Result<TrackerSummary, TrackerError> {
        try await eventually("the tracker's end", within: seconds) { self.isThere }
        return try #require(result.withLock { $0 })
    }
}

/// Records as they go to a broker.
enum Records {
    static func task(
        _ id: String, to department: String = "a", _ text: String = "污水漫出来了", at time: String
    ) throws -> Record {
        let at = try instant(time)
        let report = TestReport(id: id, text: text, at: at)
        return Record(
            topic: "tasks.\(department)", key: Array(Bench.number(id).description.utf8),
            value: report.taskJSON(department: department, number: Bench.number(id)), timestamp: at.milliseconds)
    }

    static func event(
        _ body: ProgressBody, _ topic: String, of id: String, at time: String, by: String? = nil, name: String
    ) throws -> Record {
        let at = try instant(time)
        let event = ProgressEvent(id: name, caseNumber: Bench.number(id), at: at, by: by, body: body)
        return Record(
            topic: topic, key: Array(event.caseNumber.description.utf8), value: event.json(utcOffset: 28_800),
            timestamp: at.milliseconds)
    }
}
