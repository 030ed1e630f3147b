import Dispatch
import Kafka
import Logging
import Pipeline

extension Admin {
    /// The cluster's id, waited for as long as no broker answers, which is said once.
    ///
    /// - Returns: nil as soon as the process is asked to stop.
    func waitForBroker(logger: Logger) async throws -> String? {
        let answer = Answer<String?>()
        let asking = Task {
            var backoff = Backoff(base: 0.5, limit: 5)
            while !Task.isCancelled {
                do throws(KafkaError) {
                    return answer.give(.success(try await clusterID()))
                } catch {
                    guard error.isRetriable || error.isOutage else { return answer.give(.failure(error)) }
                    if backoff.failures == 0 { logger.notice("waiting for a broker to answer") }
                    guard case .milliseconds(let pause) = backoff.next() else { continue }
                    try? await Task.sleep(for: .milliseconds(pause))
                }
            }
        }
        Signals.onStop {
            asking.cancel()
            answer.give(.success(nil))
        }
        return try await answer.wait()
    }
}
