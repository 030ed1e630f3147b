import Kafka
import TestKit
import Testing
import Tracking

@Suite("Merging inputs by time", .timeLimit(.minutes(1)))
struct InputMergeTests {
    private struct Entry: Hashable {
        let partition: TopicPartition
        let time: Int64
        let offset: Int64
    }

    private static let topics = ["tasks.a", "tasks.desk", "progress.a", "progress.desk"]

    private static func partition(_ topic: String, _ number: Int32 = 0) -> TopicPartition {
        TopicPartition(topic: topic, partition: number)
    }

    /// Some logs whose times mostly grow, with equal times among them and a few that go back.
    private static func logs(_ random: inout SeededGenerator) -> [TopicPartition: [Entry]] {
        var logs: [TopicPartition: [Entry]] = [:]
        for topic in topics {
            for number in Int32(0)..<2 where topic.hasPrefix("tasks") || number == 0 {
                let partition = partition(topic, number)
                var time = Int64.random(in: 0...20, using: &random)
                logs[partition] = (0..<Int64.random(in: 0...60, using: &random)).map { offset in
                    time += Int64.random(in: -1...4, using: &random)
                    return Entry(partition: partition, time: time, offset: offset * 2)
                }
            }
        }
        return logs
    }

    /// Fetches the logs in chunks as chance has it, each end told when it is reached, and takes out what leaves.
    private func merged(
        _ logs: [TopicPartition: [Entry]], _ random: inout SeededGenerator, limit: Int = .max
    ) -> [Entry] {
        var merge = InputMerge<Entry>(limit: limit)
        for partition in logs.keys.sorted() { if let source = InputSource(partition) { merge.add(source) } }
        var read = logs.mapValues { _ in 0 }
        var stopped: Set<TopicPartition> = []
        var ended: Set<TopicPartition> = []
        var result: [Entry] = []
        while ended.count < logs.count {
            let open = logs.keys.filter { !ended.contains($0) && !stopped.contains($0) }.sorted()
            guard let partition = open.randomElement(using: &random), let log = logs[partition] else {
                guard let entry = merge.next() else {
                    Issue.record("all that is not read is stopped, and nothing leaves")
                    return result
                }
                result.append(entry)
                stopped.subtract(merge.flow().goOn)
                continue
            }
            let start = read[partition] ?? 0
            let end = min(log.count, start + Int.random(in: 0...7, using: &random))
            for entry in log[start..<end] {
                merge.insert(entry, of: partition, time: entry.time, offset: entry.offset, bytes: 10)
            }
            read[partition] = end
            if end == log.count {
                merge.reachedEnd(of: partition)
                ended.insert(partition)
            }
            while Bool.random(using: &random), let entry = merge.next() { result.append(entry) }
            let flow = merge.flow()
            stopped.formUnion(flow.stop)
            stopped.subtract(flow.goOn)
        }
        while let entry = merge.next() { result.append(entry) }
        #expect(merge.isDry && merge.bytes == 0)
        return result
    }

    @Test("the order does not depend on how the same logs were fetched", arguments: 0..<200)
    func oneOrder(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let logs = Self.logs(&random)
        let first = merged(logs, &random)
        for limit in [Int.max, 200, 40] { #expect(merged(logs, &random, limit: limit) == first) }
    }

    @Test("nothing is lost, nothing comes twice, each partition keeps its own order", arguments: 0..<100)
    func whole(seed: UInt64) {
        var random = SeededGenerator(seed: 1_000 + seed)
        let logs = Self.logs(&random)
        let result = merged(logs, &random, limit: 100)
        #expect(result.count == logs.values.reduce(0) { $0 + $1.count })
        for (partition, log) in logs { #expect(result.filter { $0.partition == partition } == log) }
    }

    @Test("of partitions whose times grow, the earliest record leaves first; of equal times tasks before progress")
    func byTime() {
        var merge = InputMerge<String>(limit: .max)
        for topic in ["progress.a", "tasks.a", "progress.desk"] {
            if let source = InputSource(Self.partition(topic)) { merge.add(source) }
        }
        merge.insert("grant", of: Self.partition("progress.desk"), time: 3, offset: 0, bytes: 1)
        merge.insert("return", of: Self.partition("progress.a"), time: 2, offset: 0, bytes: 1)
        #expect(merge.next() == nil, "tasks.a is awaited")
        merge.insert("task", of: Self.partition("tasks.a"), time: 2, offset: 0, bytes: 1)
        for partition in merge.partitions { merge.reachedEnd(of: partition) }
        #expect([merge.next(), merge.next(), merge.next(), merge.next()] == ["task", "return", "grant", nil])
    }

    @Test("a partition at its end holds up nobody; once it has brought more, it is awaited again")
    func end() {
        var merge = InputMerge<Int>(limit: .max)
        let (left, right) = (Self.partition("progress.a"), Self.partition("progress.b"))
        for partition in [left, right] { if let source = InputSource(partition) { merge.add(source) } }
        merge.reachedEnd(of: left)
        merge.insert(1, of: right, time: 1, offset: 0, bytes: 1)
        #expect(merge.next() == 1)
        merge.insert(2, of: left, time: 2, offset: 0, bytes: 1)
        #expect(merge.next() == nil)
        #expect(merge.awaitedPartitions == [right])
        merge.reachedEnd(of: right)
        #expect(merge.next() == 2)
    }

    @Test("a partition that is gone is waited for no more; what it brought still leaves")
    func removed() {
        var merge = InputMerge<Int>(limit: .max)
        let (left, right) = (Self.partition("progress.a"), Self.partition("progress.b"))
        for partition in [left, right] { if let source = InputSource(partition) { merge.add(source) } }
        merge.insert(1, of: left, time: 1, offset: 0, bytes: 1)
        merge.insert(2, of: right, time: 2, offset: 0, bytes: 1)
        merge.remove(left)
        merge.reachedEnd(of: right)
        #expect([merge.next(), merge.next(), merge.next()] == [1, 2, nil])
        #expect(merge.partitions == [right])
    }

    @Test("too much waiting stops the full ones, never the one that all wait for")
    func flow() {
        var merge = InputMerge<Int>(limit: 100)
        let (full, awaited) = (Self.partition("progress.a"), Self.partition("progress.b"))
        for partition in [full, awaited] { if let source = InputSource(partition) { merge.add(source) } }
        for offset in Int64(0)..<11 { merge.insert(1, of: full, time: 1, offset: offset, bytes: 10) }
        #expect(merge.flow() == InputMerge.Flow(stop: [full], goOn: []))
        #expect(merge.flow() == InputMerge.Flow(), "said once")
        merge.reachedEnd(of: awaited)
        while merge.bytes > 20 { #expect(merge.next() == 1) }
        #expect(merge.flow() == InputMerge.Flow(stop: [], goOn: [full]))
    }

    @Test("only tasks and progress are inputs")
    func sources() {
        #expect(InputSource(Self.partition("tasks.a"))?.kind == .tasks)
        #expect(InputSource(Self.partition("progress.a"))?.kind == .progress)
        for topic in ["reports.a", "cases", "dead.progress"] { #expect(InputSource(Self.partition(topic)) == nil) }
    }
}
