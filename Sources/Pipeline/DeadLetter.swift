/// Why a message could not be worked on.
package struct DeadLetter: Sendable, Equatable {
    /// Where in the work it failed: `decode`, `produce`.
    package var stage: String
    /// The kind of failure, stable, for counting: a type's or an error code's name.
    package var errorClass: String
    /// For people: the field, what was expected. Never the value, which may be personal.
    package var reason: String

    package init(stage: String, errorClass: String, reason: String) {
        self.stage = stage
        self.errorClass = errorClass
        self.reason = reason
    }
}

/// Names of the headers of a dead letter: Kafka Connect's where it has one.
package enum DeadLetterHeader {
    package static let topic: StaticString = "__connect.errors.topic"
    package static let partition: StaticString = "__connect.errors.partition"
    package static let offset: StaticString = "__connect.errors.offset"
    package static let stage: StaticString = "__connect.errors.stage"
    package static let errorClass: StaticString = "__connect.errors.exception.class.name"
    package static let message: StaticString = "__connect.errors.exception.message"
    package static let attempts: StaticString = "qiaomen-attempts"
    package static let firstFailed: StaticString = "qiaomen-first-failed"
    package static let group: StaticString = "qiaomen-group"
    /// Present, with the size in bytes, where the broker would not take the value: it stays in its topic.
    package static let omitted: StaticString = "qiaomen-value-omitted"
    /// How many times the message has been sent to its topic again.
    package static let replay: StaticString = "qiaomen-replay"
}
