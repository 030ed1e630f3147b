package import Kafka

/// The work of a worker: pure, total, and called once a lane.
///
/// A handler decides for each message what is to be written: records, or a dead letter. It does no I/O, waits for
/// nothing and keeps no state between batches but the memory it reuses, so that a batch can be worked on again after a
/// rebalance with the same result. Calls for different lanes run at the same time.
package protocol LaneHandler: Sendable {
    /// What one lane needs while it works, and what it counted: made once, reused for batch after batch.
    associatedtype Workspace: Sendable

    func makeWorkspace() -> Workspace

    /// Works on all messages of `lane`, in their order.
    func process(_ lane: Lane, with workspace: inout Workspace, into output: LaneOutput)

    /// Told after a batch is committed, once a lane of it, and never for work that was thrown away: the place to
    /// count. Called on the worker's queue. `workspace` is reset by the handler for its next use.
    func committed(_ workspace: inout Workspace)

    /// Told instead of ``committed(_:)`` when the lane's work will not be committed.
    func discarded(_ workspace: inout Workspace)
}

/// A slice of a batch: the messages whose keys fall into one lane, in the order in which they were consumed.
package struct Lane: Sendable {
    package let batch: Batch
    /// Where the lane's messages stand in the batch.
    package let indexes: [Int]
}

extension Lane {
    /// Messages below which another lane costs more than it gains.
    static let smallestSlice = 64

    /// Shares a batch out by the hash of the key: equal keys fall into one lane, so their order holds. A batch is a
    /// barrier, so the number of lanes may differ from one batch to the next.
    ///
    /// - Parameter isHeld: whether the partition at this place of `batch.sources` is still ours; messages of others
    ///   are left out.
    static func split(_ batch: Batch, into limit: Int, isHeld: [Bool]) -> [Lane] {
        let wanted = min(limit, (batch.count + smallestSlice - 1) / smallestSlice)
        let laneCount = UInt32(max(1, wanted))
        var indexes = [[Int]](repeating: [], count: Int(laneCount))
        for lane in indexes.indices {
            indexes[lane].reserveCapacity(batch.count / Int(laneCount) + batch.count / 8 + 1)
        }
        for index in 0..<batch.count {
            let message = batch.message(at: index)
            guard isHeld[message.sourceIndex] else { continue }
            indexes[laneCount == 1 ? 0 : Int(message.keyHash % laneCount)].append(index)
        }
        return indexes.filter { !$0.isEmpty }.map { Lane(batch: batch, indexes: $0) }
    }
}
