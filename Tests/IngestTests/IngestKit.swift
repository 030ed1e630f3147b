import BrokerTestKit
import Foundation
import Hotline
import Ingest
import Kafka
import Pipeline
import TestKit

/// A channel of a test's own, and workers that ingest it by the shipped district file.
struct IngestKit {
    let channel = TestBroker.freshName("channel")
    let handler: IngestHandler
    let district: District

    var topic: String { IngestHandler.reportTopicPrefix + channel }

    init() throws {
        district = try shippedDistrict()
        guard let handler = IngestHandler(district: district, model: shippedModel) else {
            throw TimedOut(description: "no such zone")
        }
        self.handler = handler
        try TestBroker.broker.createTopic(topic, partitions: 4)
        for department in district.departments {
            try TestBroker.ensureTopic(IngestHandler.taskTopicPrefix + department.id, partitions: 2)
        }
        try TestBroker.ensureTopic(IngestHandler.deadTopic, partitions: 1)
    }

    func report(id: String, text: String, kind: String = "help", more: String = "") -> [UInt8] {
        Array(
            #"{"id":"\#(id)","kind":"\#(kind)","text":"\#(text)","reportedAt":"2026-09-15T08:30:00+08:00"\#(more)}"#
                .utf8)
    }

    func publish(_ values: [[UInt8]?], at timestamp: Int64? = nil, trace: String? = nil) async throws {
        let headers = trace.map { [Header(name: "traceparent", value: Array($0.utf8))] } ?? []
        try await TestBroker.publish(
            values.enumerated().map { index, value in
                Record(
                    topic: topic, key: Array("k\(index)".utf8), value: value, headers: headers, timestamp: timestamp)
            })
    }

    func run(topics: [String]? = nil) async -> Result<WorkerSummary, WorkerError> {
        await withCheckedContinuation { continuation in
            do {
                var settings = WorkerConfiguration(
                    client: try TestBroker.configuration(), topics: topics ?? [topic],
                    group: TestBroker.freshName("ingest"), instance: "test", guarantee: .atLeastOnce,
                    deadTopic: IngestHandler.deadTopic, lanes: 2)
                settings.drains = true
                Worker(settings, handler: handler, logger: TestBroker.logger) { continuation.resume(returning: $0) }
                    .start()
            } catch {
                continuation.resume(returning: .failure(.unfinished(messages: 0, seconds: 0)))
            }
        }
    }

    /// The records of this channel's tasks.
    func taskRecords() async throws -> [OwnedMessage] {
        let mark = Array(#""channel":"\#(channel)""#.utf8)
        return try await TestBroker.contents(of: district.departments.map { IngestHandler.taskTopicPrefix + $0.id })
            .filter { $0.value?.contains(mark) == true }
    }

    func tasks() async throws -> [ReceivedTask] {
        try await taskRecords().map { try JSONDecoder().decode(ReceivedTask.self, from: Data($0.value ?? [])) }
    }

    /// The dead letters of this channel.
    func deadLetters() async throws -> [OwnedMessage] {
        try await TestBroker.contents(of: [IngestHandler.deadTopic])
            .filter { $0.header("__connect.errors.topic") == topic }
    }
}

extension OwnedMessage {
    func header(_ name: String) -> String? {
        headers.last { $0.name == name }?.value.map { String(decoding: $0, as: UTF8.self) }
    }
}

extension [UInt8] {
    func contains(_ part: [UInt8]) -> Bool {
        guard count >= part.count else { return false }
        return (0...(count - part.count)).contains { self[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
