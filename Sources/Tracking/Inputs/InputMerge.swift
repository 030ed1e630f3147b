package import Kafka

/// The records of all partitions, merged into one line: by their time, tasks before progress, then by topic, partition
/// and offset. Without it a backlog would be applied topic by topic: the desk's `grant` before the department's `return`.
///
/// A record leaves only when every partition has one waiting or has been read to its end: so that what lies in the topics
/// already comes out in one order, however it was fetched. Of one partition, records leave in its own order.
///
/// ```
/// tasks.housing[0]   ▪▪▪▪ ┐
/// tasks.desk[0]      ▪▪   ├─> the earliest of the heads ─> ▪▪▪▪▪▪
/// progress.desk[0]   ⏚    ┘   (⏚: read to its end)
/// ```
///
/// What waits is bounded: ``flow()`` says which partitions are to stop until the others have caught up. One that has
/// nothing waiting is never stopped, or all would wait for it for ever.
///
/// A plain value; its owner serialises.
package struct InputMerge<Element: Sendable>: Sendable {
    private struct Input: Sendable {
        let source: InputSource
        var waiting: [Waiting] = []
        /// The first of `waiting` that has not left.
        var head = 0
        var bytes = 0
        var isAtEnd = false
        var isStopped = false

        var isEmpty: Bool { head == waiting.count }
        /// The merge cannot go on without it.
        var isAwaited: Bool { isEmpty && !isAtEnd }
    }

    private struct Waiting: Sendable {
        let time: Int64
        let offset: Int64
        let bytes: Int
        /// Nil once it has left, for it may hold much memory.
        var element: Element?
    }

    /// Bytes that may wait over all partitions before the fullest are stopped.
    private let limit: Int
    private var inputs: [Input] = []
    private var indices: [TopicPartition: Int] = [:]
    /// The inputs that have something waiting, as a binary heap by the order of their heads.
    private var heap: [Int] = []
    private var awaited = 0
    /// Bytes that wait.
    package private(set) var bytes = 0
    /// Records that wait.
    package private(set) var count = 0

    /// - Parameter limit: bytes that may wait over all partitions.
    package init(limit: Int) {
        self.limit = limit
    }

    /// The partitions that are merged, in order.
    package var partitions: [TopicPartition] { indices.keys.sorted() }

    /// The partitions whose next record is not known: nothing leaves until it is, or they end.
    package var awaitedPartitions: [TopicPartition] {
        inputs.filter(\.isAwaited).map(\.source.partition).filter { indices[$0] != nil }
    }

    /// Whether all partitions have been read to their ends and nothing waits.
    package var isDry: Bool { count == 0 && awaited == 0 }

    /// Merges one more partition; it is awaited from now on.
    package mutating func add(_ source: InputSource) {
        guard indices[source.partition] == nil else { return }
        indices[source.partition] = inputs.count
        inputs.append(Input(source: source))
        awaited += 1
    }

    /// Waits for a partition no more: it is gone. What it has brought leaves in its turn.
    package mutating func remove(_ partition: TopicPartition) {
        guard let index = indices.removeValue(forKey: partition) else { return }
        if inputs[index].isAwaited { awaited -= 1 }
        inputs[index].isAtEnd = true
    }

    /// Takes in a partition's next record.
    ///
    /// - Parameters:
    ///   - time: its timestamp in milliseconds.
    ///   - bytes: how much memory it is reckoned with.
    package mutating func insert(
        _ element: Element, of partition: TopicPartition, time: Int64, offset: Int64, bytes: Int
    ) {
        guard let index = indices[partition] else { return }
        let wasEmpty = inputs[index].isEmpty
        if inputs[index].isAwaited { awaited -= 1 }
        inputs[index].waiting.append(Waiting(time: time, offset: offset, bytes: bytes, element: element))
        inputs[index].isAtEnd = false
        inputs[index].bytes += bytes
        self.bytes += bytes
        count += 1
        if wasEmpty { push(index) }
    }

    /// All of a partition has been read that is there at present.
    package mutating func reachedEnd(of partition: TopicPartition) {
        guard let index = indices[partition] else { return }
        if inputs[index].isAwaited { awaited -= 1 }
        inputs[index].isAtEnd = true
    }

    /// The next record; nil while a partition is awaited, or when nothing waits.
    package mutating func next() -> Element? {
        guard awaited == 0, let index = heap.first else { return nil }
        let taken = inputs[index].waiting[inputs[index].head]
        inputs[index].waiting[inputs[index].head].element = nil
        inputs[index].head += 1
        inputs[index].bytes -= taken.bytes
        bytes -= taken.bytes
        count -= 1
        if inputs[index].isEmpty {
            inputs[index].waiting.removeAll(keepingCapacity: inputs[index].waiting.count <= Self.keptCapacity)
            inputs[index].head = 0
            if inputs[index].isAwaited { awaited += 1 }
            dropFirst()
        } else {
            shrink(index)
            siftDown(from: 0)
        }
        return taken.element
    }

    /// The offset of the first record that waits of a partition; nil if none does.
    package func firstWaiting(of partition: TopicPartition) -> Int64? {
        guard let index = indices[partition], !inputs[index].isEmpty else { return nil }
        return inputs[index].waiting[inputs[index].head].offset
    }

    // MARK: - Flow

    /// What is to be done that memory stays bounded and nothing waits for ever.
    package struct Flow: Equatable, Sendable {
        /// Partitions to be stopped.
        package var stop: [TopicPartition] = []
        /// Partitions to go on.
        package var goOn: [TopicPartition] = []

        package init(stop: [TopicPartition] = [], goOn: [TopicPartition] = []) {
            self.stop = stop
            self.goOn = goOn
        }
    }

    /// Stops those that are well filled when too much waits, fullest or not; lets each go on that has run low, so that it
    /// is being fetched again by the time it is awaited.
    package mutating func flow() -> Flow {
        var flow = Flow()
        let share = limit / max(1, 4 * inputs.count)
        for index in inputs.indices where indices[inputs[index].source.partition] == index {
            let input = inputs[index]
            if input.isStopped, input.bytes <= share / 2 || input.isAwaited || bytes <= limit / 4 {
                inputs[index].isStopped = false
                flow.goOn.append(input.source.partition)
            } else if !input.isStopped, bytes > limit, input.bytes > share {
                inputs[index].isStopped = true
                flow.stop.append(input.source.partition)
            }
        }
        return flow
    }

    /// Forgets which partitions are stopped: a new assignment has set them all going.
    package mutating func allGoOn() {
        for index in inputs.indices { inputs[index].isStopped = false }
    }

    // MARK: - The heap

    /// Room of an input that is kept when it has run empty, in records.
    private static var keptCapacity: Int { 4_096 }

    /// Gives back the room of records that have left, once they are most of it.
    private mutating func shrink(_ index: Int) {
        let head = inputs[index].head
        guard head >= 1_024, head * 2 >= inputs[index].waiting.count else { return }
        inputs[index].waiting.removeFirst(head)
        inputs[index].head = 0
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        let times = (head(of: left).time, head(of: right).time)
        return times.0 == times.1 ? inputs[left].source < inputs[right].source : times.0 < times.1
    }

    private func head(of index: Int) -> Waiting { inputs[index].waiting[inputs[index].head] }

    private mutating func push(_ index: Int) {
        heap.append(index)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard isBefore(heap[child], heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func dropFirst() {
        guard let last = heap.popLast(), !heap.isEmpty else { return }
        heap[0] = last
        siftDown(from: 0)
    }

    private mutating func siftDown(from start: Int) {
        var parent = start
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2]
            where child < heap.count && isBefore(heap[child], heap[least]) {
                least = child
            }
            guard least != parent else { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
