package import Kafka
package import Store

/// Why a tracker ended before it was told to. Nothing is lost: what was not committed is read again.
package enum TrackerError: Error, Sendable, CustomStringConvertible {
    /// The store cannot be used.
    case store(StoreError)
    /// Another tracker has written to the store: this one has to end.
    case fenced(StoreError)
    /// Records that were not read yet are gone: they were deleted before a tracker saw them, or the topic was made anew.
    case recordsGone(KafkaError)
    /// The broker refuses for good: no right, wrong settings.
    case refused(KafkaError)
    /// A stop waited in vain for what was open.
    case unfinished(seconds: Double)

    package var description: String {
        switch self {
        case .store(let error): "\(error)"
        case .fenced(let error): "\(error); this tracker ends"
        case .recordsGone(let error):
            "records that were not read yet are gone (\(error)): the topic's retention was shorter than the tracker was "
                + "away, or it was made anew; `qiaomen rebuild` makes the store anew from what is there"
        case .refused(let error):
            error.isAuthorization
                ? "the broker does not allow it: \(error); see `qiaomen topics acls`" : "\(error)"
        case .unfinished(let seconds):
            "gave up after \(Int(seconds)) s with work not committed; it will be taken up again"
        }
    }
}
