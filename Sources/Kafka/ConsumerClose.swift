import CRdKafka
package import Dispatch
import Logging
import Synchronization

/// A close under way.
struct Closure {
    let deadline: DispatchTime
    let completion: @Sendable () -> Void
}

/// Leaving in steps, since librdkafka 2.0.2 can hang or crash when it is closed in the middle of a rebalance:
/// unsubscribe → serve the revocations until nothing is assigned → close → destroy.
extension Consumer {
    /// Leaves the group and frees everything; `completion` comes on the owner's queue, at the deadline at the latest.
    /// No event comes any more, and commits that wait for an assignment fail. Batches have to be released before: they
    /// keep the client alive.
    package func close(deadline: DispatchTime, completion: @escaping @Sendable () -> Void) {
        dispatchPrecondition(condition: .onQueue(queue))
        guard let client, phase == .open else {
            queue.async(execute: completion)
            return
        }
        phase = .leaving
        closure = Closure(deadline: deadline, completion: completion)
        queue.asyncAfter(deadline: deadline) { [self] in expire() }
        for held in heldCommits {
            held.completion(
                .failure(KafkaError(.destroyed, while: "commit offsets", detail: "the consumer is being closed")))
        }
        heldCommits = []
        if let revocation { consumption.withLock { $0.fence(revocation.partitions) } }
        revocation?.isAcknowledged = true
        completeRevocation()
        rd_kafka_unsubscribe(client.pointer)
        leave()
    }

    /// Called until nothing is assigned any more; messages that still come are dropped.
    func leave() {
        guard let client, phase == .leaving else { return }
        completeRevocation()
        while let message = rd_kafka_consumer_poll(client.pointer, 0) { rd_kafka_message_destroy(message) }
        guard commitsInFlight == 0, hasLeft(client) else { return }
        shut(client)
    }

    private func hasLeft(_ client: Client) -> Bool {
        if !isSubscribed {
            // There is no group to take the partitions back.
            rd_kafka_assign(client.pointer, nil)
            consumption.withLock { $0.remove($0.assignment) }
        }
        return consumption.withLock { $0.isEmpty }
    }

    private func shut(_ client: Client) {
        phase = .closed
        wakeup?.cancel()
        wakeup = nil
        let destroyed = client.destroyed
        commits.async { [self] in
            rd_kafka_consumer_close(client.pointer)
            queue.async { [self] in
                abandonIfUnassigned()
                self.client = nil
                destroyed.notify(queue: queue) { [self] in complete() }
            }
        }
    }

    func abandonIfUnassigned() {
        if awaitsFirstAssignment { client?.abandon() }
    }

    private func expire() {
        guard closure != nil else { return }
        logger.error("the Kafka consumer did not close in time: its group will miss it only when its session ends")
        if phase == .leaving, let client { shut(client) }
        complete()
    }

    private func complete() {
        closure?.completion()
        closure = nil
    }
}
