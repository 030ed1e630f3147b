import CRdKafka
import Dispatch
import Logging
import Synchronization

extension Consumer {
    /// Stops these partitions until `resume` or the end of their assignment. What librdkafka has fetched of them is
    /// fetched again later.
    package func pause(_ partitions: [TopicPartition]) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let client, phase == .open else { return }
        let changed = consumption.withLock { $0.pause(partitions) }
        guard !changed.isEmpty else { return }
        let list = PartitionList(changed)
        report(rd_kafka_pause_partitions(client.pointer, list.pointer), "pause \(changed)")
    }

    /// Lets these partitions go on; those that are not paused are left alone, since librdkafka 2.0.2 would rewind them.
    package func resume(_ partitions: [TopicPartition]) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let client, phase == .open else { return }
        let changed = consumption.withLock { $0.resume(partitions) }
        guard !changed.isEmpty else { return }
        let list = PartitionList(changed)
        report(rd_kafka_resume_partitions(client.pointer, list.pointer), "resume \(changed)")
    }

    /// How many offsets each assigned partition is behind its end, as last seen; a partition whose position or end is
    /// not known yet is absent.
    package func lag() -> [TopicPartition: Int64] {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let client else { return [:] }
        let positions = consumption.withLock { consumption in
            consumption.assignment.map { ($0, consumption.position(of: $0)) }
        }
        var result: [TopicPartition: Int64] = [:]
        for case (let partition, let position?) in positions {
            var low: Int64 = 0
            var high: Int64 = 0
            let code = rd_kafka_get_watermark_offsets(
                client.pointer, partition.topic, partition.partition, &low, &high)
            if code == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0 { result[partition] = max(0, high - position) }
        }
        return result
    }

    private func report(_ code: rd_kafka_resp_err_t, _ operation: @autoclosure () -> String) {
        do { try check(code, operation()) } catch { logger.warning("\(error)") }
    }
}
