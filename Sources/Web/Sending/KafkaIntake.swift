package import Dispatch
package import Kafka
package import Logging
import Synchronization
package import WorkTime

/// The producer behind an ``Intake``. It has to be closed.
package final class KafkaIntake: Sendable {
    /// How long an acknowledgement is waited for; after that the record is not sent any more.
    private static let patience = 10_000

    private let now: @Sendable () -> Instant
    private let producer: Producer
    private let isReachable: Reachability

    private final class Reachability: Sendable {
        let value = Atomic(true)
    }

    /// - Parameter now: the time that records bear, unless the broker stamps them itself.
    package init(
        _ configuration: ClientConfiguration, now: @escaping @Sendable () -> Instant, logger: Logger
    ) throws(KafkaError) {
        self.now = now
        let reachability = Reachability()
        // Under any of librdkafka's names the user's own wins.
        var properties = configuration.properties
        if properties["delivery.timeout.ms"] == nil, properties["message.timeout.ms"] == nil {
            properties["message.timeout.ms"] = "\(Self.patience)"
        }
        var own = ClientConfiguration(brokers: configuration.brokers, properties: properties)
        own.tellsOutages = true
        own.onReachability = { reachability.value.store($0, ordering: .relaxed) }
        producer = try Producer(own, logger: logger)
        isReachable = reachability
    }

    /// Whether a broker can be reached, as far as is known.
    package var reachesBroker: Bool { isReachable.value.load(ordering: .relaxed) }

    /// What routes use.
    package var intake: Intake {
        Intake { [producer, now, self] record throws(IntakeError) in
            var record = record
            record.timestamp = now().milliseconds
            do throws(KafkaError) {
                _ = try await producer.send(record)
            } catch {
                throw IntakeError(error, reachesBroker: reachesBroker)
            }
        }
    }

    /// Delivers what is still there, until the deadline.
    ///
    /// - Returns: how many messages were not delivered.
    package func close(deadline: DispatchTime) async -> Int {
        await withCheckedContinuation { continuation in
            producer.close(deadline: deadline) { continuation.resume(returning: $0) }
        }
    }
}

extension IntakeError {
    init(_ error: KafkaError, reachesBroker: Bool) {
        if error.isTooLarge {
            self = .tooLarge
        } else if error.isOutage {
            self = reachesBroker ? .timedOut : .brokerAway
        } else if error.isRetriable || error.isPurged {
            self = .brokerAway
        } else {
            self = .refused(error.description)
        }
    }
}
