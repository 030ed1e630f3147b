import Dispatch

/// Runs what blocks on a thread of Dispatch, never of Swift's cooperative pool.
func offPool<Value: Sendable>(
    _ body: @escaping @Sendable () throws(KafkaError) -> Value
) async throws(KafkaError) -> Value {
    let result: Result<Value, KafkaError> = await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
            continuation.resume(returning: Result { () throws(KafkaError) in try body() })
        }
    }
    return try result.get()
}
