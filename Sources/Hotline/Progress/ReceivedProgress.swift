package import WorkTime

/// An event as it came out of its topic.
package struct ReceivedProgress: Sendable, Hashable {
    /// What the record said.
    package var event: ProgressEvent
    /// `progress.<department>`.
    package var topic: String
    /// The record's place in the topic's one partition.
    package var offset: Int64
    /// The record's timestamp, which the broker set.
    package var recordedAt: Instant
    /// The header `qiaomen-replay`: how often it was taken out of the dead letters. Each time is a new identity.
    package var replay: Int

    package init(event: ProgressEvent, topic: String, offset: Int64, recordedAt: Instant, replay: Int = 0) {
        self.event = event
        self.topic = topic
        self.offset = offset
        // A broker may hold any number; what no calendar can write is taken as the nearest that it can.
        self.recordedAt = max(.earliest, min(.latest, recordedAt))
        self.replay = replay
    }

    /// What a repeat is known by.
    package var identity: EventIdentity {
        EventIdentity(topic: topic, id: event.id, replay: replay)
    }
}

/// What a repeated event is known by. Ids compare by bytes, not by Unicode's equivalence.
package struct EventIdentity: Sendable, Hashable {
    /// The topic it came in.
    package let topic: String
    /// The sender's id.
    package let id: String
    /// How often it was taken out of the dead letters.
    package let replay: Int

    package init(topic: String, id: String, replay: Int = 0) {
        self.topic = topic
        self.id = id
        self.replay = replay
    }

    /// Whether both are the same event's.
    package static func == (left: EventIdentity, right: EventIdentity) -> Bool {
        left.replay == right.replay && left.topic == right.topic && left.id.utf8.elementsEqual(right.id.utf8)
    }
}
