import CRdKafka
import Dispatch
import Synchronization

/// Transactions: each call is one attempt on the blocking queue, whose completion comes on the producer's queue.
/// `KafkaError` says whether the same call may be made again, whether the transaction has to be aborted, or whether
/// the producer is of no more use (`isFenced`: another instance took over).
extension Producer {
    package typealias Completion = @Sendable (Result<Void, KafkaError>) -> Void

    /// Fences earlier instances with our id, and finishes what they left. Once, before the first transaction.
    package func initTransactions(completion: @escaping Completion) {
        attempt("take over the transactional id", completion) { rd_kafka_init_transactions($0, Self.patience) }
    }

    /// Records produced from here on belong to the transaction.
    package func beginTransaction(completion: @escaping Completion) {
        attempt("begin a transaction", completion) { rd_kafka_begin_transaction($0) }
    }

    /// Adds the sources' offsets to the transaction. The caller has checked that they are current; a retry has to have
    /// the same arguments.
    package func sendOffsets(
        _ sources: [BatchSource], of group: ConsumerGroupMetadata, completion: @escaping Completion
    ) {
        attempt("add offsets to the transaction", completion) { client in
            let list = PartitionList(capacity: sources.count)
            for source in sources { list.add(source.partition, offset: source.nextOffset) }
            return rd_kafka_send_offsets_to_transaction(client, list.pointer, group.pointer, Self.patience)
        }
    }

    /// Makes the records and offsets of the transaction visible. Every record's report should have come before.
    package func commitTransaction(completion: @escaping Completion) {
        attempt("commit the transaction", completion) { rd_kafka_commit_transaction($0, Self.patience) }
    }

    /// Drops the transaction's records and offsets.
    package func abortTransaction(completion: @escaping Completion) {
        attempt("abort the transaction", completion) { rd_kafka_abort_transaction($0, Self.patience) }
    }

    /// Milliseconds that one attempt may take.
    private static let patience: Int32 = 15_000
    /// librdkafka does not always keep its time-outs; past this we stop waiting, and the client is of no more use.
    private static let watchdog = DispatchTimeInterval.seconds(20)

    private func attempt(
        _ operation: String, _ completion: @escaping Completion,
        _ call: @escaping @Sendable (OpaquePointer) -> OpaquePointer?
    ) {
        queue.async { [self] in
            guard let client = connection?.client else {
                completion(.failure(KafkaError(.destroyed, while: operation, detail: "the producer is closed")))
                return
            }
            let answer = SingleAnswer(completion)
            blocking.async { [self] in
                let result = Result { () throws(KafkaError) in try check(call(client.pointer), operation) }
                queue.async { answer.give(result) }
            }
            queue.asyncAfter(deadline: .now() + Self.watchdog) {
                answer.give(
                    .failure(
                        KafkaError(.timedOut, while: operation, detail: "librdkafka did not come back", isFatal: true)))
            }
        }
    }
}

/// Calls a completion once, whoever answers first.
private final class SingleAnswer: Sendable {
    private let completion: Mutex<Producer.Completion?>

    init(_ completion: @escaping Producer.Completion) { self.completion = Mutex(completion) }

    func give(_ result: Result<Void, KafkaError>) {
        let waiting = completion.withLock { completion in
            defer { completion = nil }
            return completion
        }
        waiting?(result)
    }
}
