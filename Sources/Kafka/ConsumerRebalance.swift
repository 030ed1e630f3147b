import CRdKafka
import Dispatch
import Logging
import Synchronization

/// Partitions that the group wants back.
struct Revocation {
    let partitions: [TopicPartition]
    /// The owner has said that their work is safe.
    var isAcknowledged = false
}

/// Rebalances. The race that matters is between a revoke and a commit under way, and it is met thus:
/// 1. the callback only notes the revocation: librdkafka holds the partitions, paused, until they are given back, and
///    the group waits;
/// 2. the owner commits what it finished, then calls `finishRevocation()`, which fences: no commit is admitted;
/// 3. the partitions are given back when the last commit under way has been answered, so none can reach the broker
///    after the new owner's first.
/// A *lost* partition is somebody else's already: it is fenced and given up inside the callback.
extension Consumer {
    /// Runs inside `rd_kafka_consumer_poll` on the owner's queue, or inside the close on its own.
    func rebalance(_ code: rd_kafka_resp_err_t, _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) {
        guard let client else { return }
        let partitions = PartitionList.elements(of: list).map(\.partition)
        switch code {
        case RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS:
            accept(partitions, list, client)
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS where phase != .open:
            giveUp(partitions, client)
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS where rd_kafka_assignment_lost(client.pointer) != 0:
            logger.debug("partitions lost: \(partitions)")
            revocation = nil
            giveUp(partitions, client)
            emit(.lost(partitions))
        case RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS:
            revocation = Revocation(partitions: partitions)
            emit(.revoking(partitions))
        default:
            giveUp(partitions, client)
            emit(.failed(KafkaError(KafkaErrorCode(code), while: "take part in the group's rebalance")))
        }
    }

    /// To be called after `revoking`, when the partitions' work is committed or given up. Commits under way are waited
    /// for.
    package func finishRevocation() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let revocation else { return }
        consumption.withLock { $0.fence(revocation.partitions) }
        self.revocation?.isAcknowledged = true
        completeRevocation()
    }

    /// Gives the partitions back once they are acknowledged and no commit is under way.
    func completeRevocation() {
        guard let revocation, revocation.isAcknowledged, commitsInFlight == 0, let client else { return }
        self.revocation = nil
        revokedGeneration = generation(client)
        giveUp(revocation.partitions, client)
    }

    private func accept(
        _ partitions: [TopicPartition], _ list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>, _ client: Client
    ) {
        awaitsFirstAssignment = false
        consumption.withLock { $0.assign(partitions) }
        if isCooperative(client) {
            tell(rd_kafka_incremental_assign(client.pointer, list), "take over \(partitions)")
        } else {
            tell(rd_kafka_assign(client.pointer, list), "take over \(partitions)")
        }
        emit(.assigned(partitions))
        releaseCommits(client)
    }

    /// Lets held commits go, unless this assignment still belongs to the generation that revoked: the cooperative
    /// protocol first assigns in that one, then joins the group anew, and a commit behind that request would come back
    /// as of an illegal generation.
    private func releaseCommits(_ client: Client) {
        guard let revokedGeneration, generation(client) != revokedGeneration else { return }
        self.revokedGeneration = nil
        let held = heldCommits
        heldCommits = []
        for commit in held { self.commit(commit.sources, completion: commit.completion) }
    }

    /// The group's generation with our place in it, as librdkafka writes it down; only good for comparing.
    private func generation(_ client: Client) -> [UInt8] {
        guard let metadata = rd_kafka_consumer_group_metadata(client.pointer) else { return [] }
        defer { rd_kafka_consumer_group_metadata_destroy(metadata) }
        var bytes: UnsafeMutableRawPointer?
        var count = 0
        if let failure = rd_kafka_consumer_group_metadata_write(metadata, &bytes, &count) {
            rd_kafka_error_destroy(failure)
        }
        guard let bytes else { return [] }
        defer { rd_kafka_mem_free(client.pointer, bytes) }
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }

    func giveUp(_ partitions: [TopicPartition], _ client: Client) {
        unpause(partitions, client)
        consumption.withLock { $0.remove(partitions) }
        if isCooperative(client) {
            let list = PartitionList(partitions)
            tell(rd_kafka_incremental_unassign(client.pointer, list.pointer), "give up \(partitions)")
        } else {
            tell(rd_kafka_assign(client.pointer, nil), "give up \(partitions)")
        }
    }

    /// Lifts our pauses before an assignment ends: librdkafka would keep them for the next one.
    func unpause(_ partitions: [TopicPartition], _ client: Client) {
        let paused = consumption.withLock { $0.resume(partitions) }
        guard !paused.isEmpty else { return }
        let list = PartitionList(paused)
        tell(rd_kafka_resume_partitions(client.pointer, list.pointer), "resume \(paused)")
    }

    func isCooperative(_ client: Client) -> Bool {
        rd_kafka_rebalance_protocol(client.pointer).map { String(cString: $0) } == "COOPERATIVE"
    }

    func tell(_ code: rd_kafka_resp_err_t, _ operation: @autoclosure () -> String) {
        do { try check(code, operation()) } catch { logger.error("\(error)") }
    }

    func tell(_ failure: OpaquePointer?, _ operation: @autoclosure () -> String) {
        do { try check(failure, operation()) } catch { logger.error("\(error)") }
    }
}
