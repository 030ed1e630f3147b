package import Hotline
package import WorkTime

/// An event that was refused, as the store remembers it.
package struct EventRecord: Sendable, Hashable {
    /// What it is known by.
    package let identity: EventIdentity
    /// The case that refused it.
    package let number: CaseNumber
    /// When it was done, as its sender says.
    package let at: Instant
    /// Its record's timestamp.
    package let recordedAt: Instant
    /// What was to be done.
    package let action: ProgressAction
    /// `BodyHash.hex` of it.
    package let body: String

    package init(
        _ identity: EventIdentity, number: CaseNumber, at: Instant, recordedAt: Instant, action: ProgressAction,
        body: String
    ) {
        self.identity = identity
        self.number = number
        self.at = at
        self.recordedAt = recordedAt
        self.action = action
        self.body = body
    }

    /// The record of an event that the case `number` refused.
    package init(refused received: ReceivedProgress, number: CaseNumber) {
        self.init(
            received.identity, number: number, at: received.event.at, recordedAt: received.recordedAt,
            action: received.event.action, body: BodyHash(received.event).hex)
    }
}

/// What the store knows of an event.
package struct KnownEvent: Sendable, Hashable {
    /// The case that it was applied to or refused by: after a merge, the root.
    package let number: CaseNumber
    /// The entry of the case's history that it became; nil if it was refused.
    package let seq: Int?
    /// `BodyHash.hex` of it.
    package let body: String
}

/// An event whose case has not arrived.
package struct EarlyEvent: Sendable, Hashable {
    /// Where its record lies.
    package struct Place: Sendable, Hashable {
        /// `progress.<department>`.
        package let topic: String
        /// The record's offset in the topic's one partition.
        package let offset: Int64

        package init(_ topic: String, _ offset: Int64) {
            self.topic = topic
            self.offset = offset
        }
    }

    /// Where its record lies.
    package let place: Place
    /// The case that it waits for.
    package let number: CaseNumber
    /// The record's timestamp.
    package let recordedAt: Instant
    /// How often it was taken out of the dead letters.
    package let replay: Int
    /// The record's value as it came.
    package let json: [UInt8]

    package init(_ place: Place, number: CaseNumber, recordedAt: Instant, replay: Int = 0, json: [UInt8]) {
        self.place = place
        self.number = number
        self.recordedAt = recordedAt
        self.replay = replay
        self.json = json
    }
}
