import Kafka

/// One open batch and what the worker has made of it.
struct BatchWork<Handler: LaneHandler> {
    let batch: Batch
    /// Which of the batch's partitions were still ours when the lanes began, by their place in `batch.sources`.
    var isHeld: [Bool]
    var slots: [LaneSlot<Handler>] = []
    var rejections = Rejections()
    /// Dead letters in place of records that the broker refused.
    var burials: LaneOutput?
    /// Monotonic nanoseconds at which the batch was polled.
    let taken: UInt64
    /// … at which the lanes began; 0 before they have.
    var beganWork: UInt64 = 0
    /// … at which its commit began.
    var beganCommit: UInt64 = 0

    init(_ batch: Batch, at now: UInt64) {
        self.batch = batch
        taken = now
        isHeld = [Bool](repeating: true, count: batch.sources.count)
    }

    /// The partitions whose offsets this work may commit.
    var heldSources: [BatchSource] {
        zip(batch.sources, isHeld).filter(\.1).map(\.0)
    }

    /// Messages of the partitions that are still ours.
    var heldMessages: Int {
        guard isHeld.contains(false) else { return batch.count }
        return (0..<batch.count).count { isHeld[batch.message(at: $0).sourceIndex] }
    }
}
