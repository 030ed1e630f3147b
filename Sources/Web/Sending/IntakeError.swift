/// Why a message was not put on Kafka.
package enum IntakeError: Error, Sendable, Hashable {
    /// No broker can be reached.
    case brokerAway
    /// The message is larger than Kafka takes.
    case tooLarge
    /// Nobody acknowledged it in time. It is not sent any more, but may have arrived.
    case timedOut
    /// Kafka does not take it, as where the topic is missing or not ours to write; for the log.
    case refused(String)
}
