import CRdKafka
import Dispatch
import Synchronization

/// A commit that has been asked for.
struct PendingCommit {
    let sources: [BatchSource]
    let completion: @Sendable (Result<Void, KafkaError>) -> Void
}

extension Consumer {
    /// Commits the sources' offsets and answers on the owner's queue.
    ///
    /// Only what is current is committed, and only ahead of what was committed before: the broker itself accepts a
    /// non-owner's commit and one that goes backwards. What is dropped by these rules counts as success; ask
    /// `isCurrent` where it matters. Between a revocation and the next assignment the commit waits. The failure is
    /// that of the first partition that failed.
    package func commit(
        _ sources: [BatchSource], completion: @escaping @Sendable (Result<Void, KafkaError>) -> Void
    ) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let client, phase == .open else {
            let error = KafkaError(.destroyed, while: "commit offsets", detail: "the consumer is closed")
            queue.async { completion(.failure(error)) }
            return
        }
        if revokedGeneration != nil {
            heldCommits.append(PendingCommit(sources: sources, completion: completion))
            return
        }
        commitsInFlight += 1
        commits.async { [self] in
            let result = committing(sources, client)
            queue.async { [self] in
                commitsInFlight -= 1
                completion(result)
                completeRevocation()
            }
        }
    }

    /// Blocks until the broker has answered.
    private func committing(_ sources: [BatchSource], _ client: Client) -> Result<Void, KafkaError> {
        let offsets = consumption.withLock { $0.admissible(sources) }
        guard !offsets.isEmpty else { return .success(()) }
        let list = PartitionList(offsets)
        let code = KafkaErrorCode(rd_kafka_commit(client.pointer, list.pointer, 0))
        if code == .noOffset { return .success(()) }
        var failure: KafkaError?
        let elements = list.elements
        // The call succeeds if any partition did, so each is looked at.
        for element in elements {
            if element.hasFailed, element.code != .noOffset {
                failure = failure ?? KafkaError(element.code, while: "commit \(element.partition) at \(element.offset)")
            } else if code.native == RD_KAFKA_RESP_ERR_NO_ERROR {
                // What was admitted is the newest assignment's: epochs only grow.
                let epoch = sources.lazy.filter { $0.partition == element.partition }.map(\.epoch).max() ?? 0
                consumption.withLock { $0.committed(element.offset, of: element.partition, epoch: epoch) }
            }
        }
        if failure == nil, code.native != RD_KAFKA_RESP_ERR_NO_ERROR {
            failure = KafkaError(code, while: "commit \(offsets.keys.sorted())")
        }
        return failure.map { .failure($0) } ?? .success(())
    }
}
