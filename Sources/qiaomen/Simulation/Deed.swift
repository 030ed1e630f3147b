package import Hotline
package import WorkTime

/// Something that somebody in the simulated district is about to do.
package struct Deed: Sendable {
    /// Who does it.
    package enum Doer: Sendable, Hashable {
        case department(String)
        case desk, hotline, resident, manager
    }

    /// What it is called, unlike all others in all lives; the event's id, but for mischief with ids.
    package var name: String
    /// When.
    package var at: Instant
    /// The department whose topic it goes to.
    package var department: String
    /// What is done. Its `at` is the deed's.
    package var event: ProgressEvent

    /// The event as it comes out of its topic.
    package func received(offset: Int64) -> ReceivedProgress {
        ReceivedProgress(event: event, topic: "progress.\(department)", offset: offset, recordedAt: at)
    }
}
