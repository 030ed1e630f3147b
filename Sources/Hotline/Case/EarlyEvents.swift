package import WorkTime

/// Events of cases that have not arrived: topics are read one beside the other, so that work may be reported before the
/// report itself was seen. They wait for their case, at most so many and so long.
package struct EarlyEvents: Sendable, Hashable {
    /// How many events wait for one case.
    package static let events = 100
    /// How long they wait, in milliseconds: 7 days.
    package static let patience: Int64 = 7 * 86_400_000

    private var waiting: [CaseNumber: [ReceivedProgress]] = [:]

    package init() {}

    /// How many events wait.
    package var count: Int { waiting.values.reduce(0) { $0 + $1.count } }

    /// How many events wait for one case.
    package func count(for number: CaseNumber) -> Int { waiting[number]?.count ?? 0 }

    /// Keeps an event; a repeat is kept once.
    ///
    /// - Returns: false if too many wait for its case already: then it is to go to the dead letters.
    package mutating func keep(_ received: ReceivedProgress) -> Bool {
        var events = waiting[received.event.caseNumber, default: []]
        if events.contains(where: { $0.topic == received.topic && $0.offset == received.offset }) { return true }
        guard events.count < Self.events else { return false }
        events.append(received)
        waiting[received.event.caseNumber] = events
        return true
    }

    /// The events of a case that has arrived, in the order in which they came.
    package mutating func take(for number: CaseNumber) -> [ReceivedProgress] {
        waiting.removeValue(forKey: number) ?? []
    }

    /// When the first of them will have waited too long.
    package var firstExpiry: Instant? { waiting.values.joined().map { Self.expiry(of: $0) }.min() }

    /// When an event will have waited too long.
    package static func expiry(of received: ReceivedProgress) -> Instant {
        Instant(milliseconds: received.recordedAt.milliseconds + patience + 1)
    }

    /// Events that were recorded more than the patience before `instant`: nobody knows their case.
    package mutating func expire(asOf instant: Instant) -> [ReceivedProgress] {
        var expired: [ReceivedProgress] = []
        for number in waiting.keys.sorted() {
            let events = waiting[number] ?? []
            expired += events.filter { Self.expiry(of: $0) <= instant }
            let rest = events.filter { Self.expiry(of: $0) > instant }
            waiting[number] = rest.isEmpty ? nil : rest
        }
        return expired
    }
}
