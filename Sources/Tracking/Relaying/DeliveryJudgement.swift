package import Kafka

/// What becomes of the outbox's records that the broker did not take.
///
/// Nothing may hold up the rest for ever: what can never be sent is set aside at once. What may be sent later is sent
/// again, with all that follow it: repeats are recognised by their ids, an older state behind a newer one would not be.
///
/// A plain value: failures go in, what must follow comes out.
package struct DeliveryJudgement: Sendable {
    /// Records, by their place in the buffer, that no broker will ever take.
    package private(set) var hopeless: [(index: Int, error: KafkaError)] = []
    /// The first record that is to be sent again, with all that follow; nil if there is none.
    package private(set) var firstAgain: Int?
    /// The broker lets us write nothing: a matter for people.
    package private(set) var denial: KafkaError?
    /// Why something is sent again.
    package private(set) var trouble: KafkaError?

    package init(_ failures: [DeliveryFailure]) {
        for failure in failures.sorted(by: { $0.source < $1.source }) {
            let error = failure.error
            if error.isAuthorization {
                denial = denial ?? error
            } else if error.isTooLarge || error.isUnknownTopic {
                hopeless.append((failure.source, error))
            } else {
                firstAgain = firstAgain ?? failure.source
                trouble = trouble ?? error
            }
        }
    }
}
