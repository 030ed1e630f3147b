import Dispatch

/// Runs work that blocks (files, pipes, waiting for room) on a thread of Dispatch's, so that Swift's cooperative pool,
/// which has as few threads as the machine has cores, never waits for it.
package func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
            continuation.resume(with: Result { try work() })
        }
    }
}
