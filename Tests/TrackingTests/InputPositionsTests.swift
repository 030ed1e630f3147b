import Hotline
import Kafka
import Store
import Testing
import Tracking
import WorkTime

@Suite("How far inputs are read", .timeLimit(.minutes(1)))
struct InputPositionsTests {
    private let partition = TopicPartition(topic: "progress.a", partition: 0)

    private func record(_ offset: Int64, of partition: TopicPartition? = nil) -> InputRecord {
        let partition = partition ?? self.partition
        return InputRecord(
            partition: partition, offset: offset, recordedAt: Instant(milliseconds: 0), content: .shadow,
            raw: .alone(
                OwnedMessage(
                    topic: partition.topic, partition: partition.partition, offset: offset, timestamp: 0, key: nil,
                    value: nil)))
    }

    @Test("what the store knows goes on there; what it does not know begins with the first record that there is")
    func start() {
        var positions = InputPositions()
        let unknown = TopicPartition(topic: "tasks.a", partition: 1)
        positions.add(partition, written: 7, first: 3)
        positions.add(unknown, written: nil, first: 3)
        #expect(positions.assignment == [partition: 7, unknown: 3])
        #expect(positions.moves(for: [record(5, of: unknown)]) == [OffsetMove("tasks.a", 1, from: 0, to: 6)])
    }

    @Test("what was fetched and is in no step yet waits")
    func waiting() {
        var positions = InputPositions()
        positions.add(partition, written: nil, first: 3)
        #expect(positions.waiting(of: partition) == 0)
        positions.fetched(partition, offset: 3)
        positions.fetched(partition, offset: 4)
        #expect(positions.waiting(of: partition) == 2)
        positions.written(positions.moves(for: [record(3)]))
        #expect(positions.waiting(of: partition) == 1)
        positions.remove(partition)
        #expect(positions.waiting(of: partition) == 0)
    }

    @Test("a step moves each partition from where the store stands to behind its last record, gaps included")
    func moves() {
        var positions = InputPositions()
        positions.add(partition, written: 2, first: 0)
        let first = positions.moves(for: [record(2), record(5)])
        #expect(first == [OffsetMove("progress.a", 0, from: 2, to: 6)])
        positions.written(first)
        #expect(positions.moves(for: [record(9)]) == [OffsetMove("progress.a", 0, from: 6, to: 10)])
    }

    @Test("an assignment made anew goes on behind what was fetched, not behind what was written")
    func fetched() {
        var positions = InputPositions()
        positions.add(partition, written: 2, first: 0)
        positions.fetched(partition, offset: 8)
        #expect(positions.assignment == [partition: 9] && positions.next(of: partition) == 9)
        positions.remove(partition)
        #expect(positions.assignment.isEmpty && positions.moves(for: [record(9)]).isEmpty)
    }
}
