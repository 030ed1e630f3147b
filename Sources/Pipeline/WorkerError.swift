package import Kafka

/// Why a worker ended before it was told to. Whatever was not committed comes again after a restart.
package enum WorkerError: Error, Sendable, CustomStringConvertible {
    /// Another worker with the same instance name has taken over.
    case fenced(instance: String, KafkaError)
    /// The broker refuses for good: no right, wrong settings, a producer that broke.
    case refused(KafkaError)
    /// Work in the lanes made no progress: a defect in the handler.
    case stuck(messages: Int, seconds: Double)
    /// A stop waited in vain for what was open.
    case unfinished(messages: Int, seconds: Double)
    /// With `drains`: the group gave out no partitions.
    case noAssignment(group: String, seconds: Double)

    package var description: String {
        switch self {
        case .fenced(let instance, let error):
            "another worker runs as instance '\(instance)' and has fenced this one (\(error)); "
                + "give each worker an --instance of its own"
        case .refused(let error):
            error.isAuthorization
                ? "the broker does not allow it: \(error); see `qiaomen topics acls`" : "\(error)"
        case .stuck(let messages, let seconds):
            "no progress on a batch of \(messages) messages for \(Int(seconds)) s; they will be taken up again after a restart"
        case .unfinished(let messages, let seconds):
            "gave up after \(Int(seconds)) s with \(messages) messages not committed; they will be taken up again"
        case .noAssignment(let group, let seconds):
            "group '\(group)' gave out no partitions within \(Int(seconds)) s"
        }
    }
}
