/// What a consumer knows of its partitions: a plain value, so that its rules can be tested without a broker.
package struct Consumption {
    private struct Partition {
        let epoch: UInt64
        var position: Int64?
        /// What the last successful commit under this assignment said.
        var committed: Int64?
        var isPaused = false
        /// Its revocation has been acknowledged: nothing may be committed any more.
        var isFenced = false
    }

    private var partitions: [TopicPartition: Partition] = [:]
    private var lastEpoch: UInt64 = 0

    package init() {}

    /// In order.
    package var assignment: [TopicPartition] { partitions.keys.sorted() }
    package var isEmpty: Bool { partitions.isEmpty }

    /// Each assigned partition gets an epoch that no assignment before had; its pause and position are forgotten.
    package mutating func assign(_ assigned: some Sequence<TopicPartition>) {
        for partition in assigned {
            lastEpoch += 1
            partitions[partition] = Partition(epoch: lastEpoch)
        }
    }

    package mutating func remove(_ revoked: some Sequence<TopicPartition>) {
        for partition in revoked { partitions[partition] = nil }
    }

    /// From here on no commit for these partitions is admitted.
    package mutating func fence(_ revoked: some Sequence<TopicPartition>) {
        for partition in revoked { partitions[partition]?.isFenced = true }
    }

    /// 0, which is never current, for a partition that is not ours.
    package func epoch(of partition: TopicPartition) -> UInt64 { partitions[partition]?.epoch ?? 0 }

    package func isCurrent(_ source: BatchSource) -> Bool {
        guard let partition = partitions[source.partition] else { return false }
        return partition.epoch == source.epoch && !partition.isFenced
    }

    /// The highest offset for each partition of those that may be committed: ours under the same epoch, and ahead of
    /// what is committed.
    package func admissible(_ sources: [BatchSource]) -> [TopicPartition: Int64] {
        var result: [TopicPartition: Int64] = [:]
        for source in sources where isCurrent(source) {
            let least = max(partitions[source.partition]?.committed ?? -1, result[source.partition] ?? -1)
            if source.nextOffset > least { result[source.partition] = source.nextOffset }
        }
        return result
    }

    package mutating func committed(_ offset: Int64, of partition: TopicPartition, epoch: UInt64) {
        guard partitions[partition]?.epoch == epoch else { return }
        partitions[partition]?.committed = offset
    }

    package mutating func moved(_ partition: TopicPartition, to position: Int64) {
        partitions[partition]?.position = position
    }

    package func position(of partition: TopicPartition) -> Int64? { partitions[partition]?.position }

    /// Those of `requested` that are ours and not paused; they are remembered as paused.
    package mutating func pause(_ requested: [TopicPartition]) -> [TopicPartition] {
        change(requested, from: false)
    }

    /// Those of `requested` that we paused ourselves: resuming any other would rewind it.
    package mutating func resume(_ requested: [TopicPartition]) -> [TopicPartition] {
        change(requested, from: true)
    }

    private mutating func change(_ requested: [TopicPartition], from paused: Bool) -> [TopicPartition] {
        var changed: [TopicPartition] = []
        for partition in requested where partitions[partition]?.isPaused == paused {
            partitions[partition]?.isPaused = !paused
            changed.append(partition)
        }
        return changed
    }
}
