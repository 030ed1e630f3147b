import CRdKafka
import Dispatch
import Logging
import Synchronization

/// A group's partition whose committed offset could not be fetched is left alone by librdkafka 2.0.2 until the next
/// rebalance: assigned, never read. It is given to librdkafka anew until the coordinator answers.
extension Consumer {
    private static let recoveryDelay = DispatchTimeInterval.milliseconds(500)

    /// Called for an error of a partition that may have kept it from starting.
    func recover(_ partition: TopicPartition) {
        let (epoch, position) = consumption.withLock { ($0.epoch(of: partition), $0.position(of: partition)) }
        guard isSubscribed, epoch != 0, position == nil else { return }
        queue.asyncAfter(deadline: .now() + Self.recoveryDelay) { [weak self] in self?.restart(partition, epoch) }
    }

    private func restart(_ partition: TopicPartition, _ epoch: UInt64) {
        guard let client, phase == .open else { return }
        let isStuck = consumption.withLock { $0.epoch(of: partition) == epoch && $0.position(of: partition) == nil }
        guard isStuck else { return }
        // In the middle of a revocation librdkafka would take this for its answer.
        guard revocation == nil else { return recover(partition) }
        logger.debug("\(partition) has no starting offset yet: asking again")
        if isCooperative(client) {
            let list = PartitionList([partition])
            tell(rd_kafka_incremental_unassign(client.pointer, list.pointer), "restart \(partition)")
            tell(rd_kafka_incremental_assign(client.pointer, list.pointer), "restart \(partition)")
        } else {
            // The eager protocol only knows whole assignments: the others go on where they are.
            let list = PartitionList(capacity: 16)
            let positions = consumption.withLock { all in all.assignment.map { ($0, all.position(of: $0)) } }
            for (partition, position) in positions { list.add(partition, offset: position) }
            tell(rd_kafka_assign(client.pointer, list.pointer), "restart \(partition)")
        }
    }
}
