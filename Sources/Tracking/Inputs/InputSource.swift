package import Kafka

/// One partition of an input, ordered as the merge wants it: tasks before progress, so that of one instant a case opens
/// before something happens to it.
package struct InputSource: Sendable, Hashable, Comparable {
    /// What an input's records are.
    package enum Kind: Int, Sendable {
        case tasks, progress
    }

    package let kind: Kind
    package let partition: TopicPartition

    /// Nil for a topic that is no input of a tracker.
    package init?(_ partition: TopicPartition) {
        guard let kind = Kind(topic: partition.topic) else { return nil }
        self.kind = kind
        self.partition = partition
    }

    package static func < (left: InputSource, right: InputSource) -> Bool {
        left.kind == right.kind ? left.partition < right.partition : left.kind.rawValue < right.kind.rawValue
    }
}

extension InputSource.Kind {
    /// What the records of a topic are; nil for a topic that is no input of a tracker.
    package init?(topic: String) {
        if topic.hasPrefix(Topics.tasks) {
            self = .tasks
        } else if topic.hasPrefix(Topics.progress) {
            self = .progress
        } else {
            return nil
        }
    }
}
