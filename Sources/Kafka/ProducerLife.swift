import CRdKafka
package import Dispatch
import Logging

/// Renewal after a fatal error, and the end.
extension Producer {
    /// Delivers what is still there until the deadline, takes back the rest, frees everything. `completion` gets the
    /// number of records that were not delivered, on the producer's queue; their own completions come before.
    package func close(deadline: DispatchTime, completion: @escaping @Sendable (_ undelivered: Int) -> Void) {
        queue.async { [self] in
            switch phase {
            case .closing, .closed:
                completion(0)
                return
            case .open, .renewing:
                phase = .closing(Closure(completion: completion))
            }
            queue.asyncAfter(deadline: deadline) { [self] in expire() }
            wake()
        }
    }

    /// After a fatal error an idempotent producer is of no use any more: what it holds is taken back, then a new one
    /// follows. Records fail as retriable; who produces them again may repeat some, which what is downstream has to
    /// recognise. A transactional one is left to its owner.
    func renew() {
        guard case .open = phase, !isTransactional, let connection else { return }
        logger.warning("the Kafka producer failed for good and is renewed")
        phase = .renewing
        takeBack(connection)
    }

    /// Goes on with a renewal or a close, when the last report has been served.
    func advance() {
        guard let connection, connection.outstanding == 0 else { return }
        switch phase {
        case .open, .closed: break
        case .renewing:
            do {
                self.connection = try connect()
                phase = .open
            } catch {
                logger.error("\(error)")
            }
        case .closing(let closure) where waiting.isEmpty || closure.isExpired:
            phase = .closed
            let destroyed = connection.client.destroyed
            self.connection = nil
            destroyed.notify(queue: queue) { closure.completion(closure.undelivered) }
        case .closing: break
        }
    }

    private func expire() {
        guard case .closing(var closure) = phase, let connection else { return }
        let outstanding = connection.outstanding
        let error = KafkaError(.purgedFromQueue, while: "deliver a record", detail: "the producer was closed before")
        closure.undelivered = outstanding + waiting.reduce(0) { $0 + $1.buffer.count - $1.next }
        closure.isExpired = true
        phase = .closing(closure)
        logger.error("the Kafka producer is closed with \(closure.undelivered) records undelivered")
        for submission in waiting { submission.abandon(error) }
        waiting = []
        takeBack(connection)
        wake()
    }

    private func takeBack(_ connection: ProducerConnection) {
        rd_kafka_purge(
            connection.client.pointer,
            RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING)
    }
}
