/// How much a case may hold.
extension Case {
    /// Whether one more event finds room: by number and by length, so that nobody can talk a case to death, and a case
    /// still fits one record.
    func checkRoom(for action: ProgressAction, bytes: Int) throws(Refusal) {
        let events = history.lazy.compactMap(\.progress)
        let isEnding = action.bringsToEnd
        let count = CaseBounds.events - (isEnding ? 0 : CaseBounds.reservedEvents)
        let length = CaseBounds.eventBytes - (isEnding ? 0 : CaseBounds.reservedEventBytes)
        guard events.count < count, events.reduce(bytes, { $0 + $1.bytes }) <= length else {
            throw .tooManyEvents
        }
    }
}

extension ProgressAction {
    /// Whether it can bring a case to its end.
    fileprivate var bringsToEnd: Bool {
        switch self {
        case .accept, .resolve, .resume, .return, .grant, .refuse, .assign, .merge, .close, .evaluate, .withdraw: true
        case .contact, .start, .assignTo, .report, .suspend, .extend, .assist, .setUrgency, .arrive, .contribute,
            .reclassify, .exclude, .reopen, .urge, .supervise:
            false
        }
    }
}

/// How much a case may hold.
package enum CaseBounds {
    /// Events that are applied, the contract's number.
    package static let events = 200
    /// Of these, the last are for those who can bring it to its end.
    package static let reservedEvents = 40
    /// The length of all events' JSON together, so that a whole case stays below Kafka's usual mebibyte.
    package static let eventBytes = 512 << 10
    /// Of this too, the last is for those who can bring it to its end.
    package static let reservedEventBytes = 128 << 10
    /// Refused events that are remembered.
    package static let refused = 100
    /// Endorsements of a wish.
    package static let endorsers = 10_000
    /// Amendments that are written down.
    package static let amendments = 20
    /// Callers, of merged cases too.
    package static let callers = 1_000
    /// The whole JSON that is read; what we write stays far below.
    package static let bytes = 16 << 20
}
