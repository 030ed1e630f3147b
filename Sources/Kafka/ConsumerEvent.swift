/// What a consumer tells its owner, on the owner's queue, never inside a call of the owner.
package enum ConsumerEvent: Sendable {
    /// There may be something to read: call `drain`. It comes at least every 100 ms, whether or not there is.
    case readable
    /// These partitions are ours from now on, under new epochs and not paused. The list may be empty.
    case assigned([TopicPartition])
    /// These partitions will be given up: finish or abandon their work, commit, then call `finishRevocation()`.
    case revoking([TopicPartition])
    /// These partitions are somebody else's already: never commit what came from them.
    case lost([TopicPartition])
    /// All of the partition has been read (only with `partitionEnds`); it comes again when more was written and read.
    case endReached(TopicPartition)
    /// The consumer cannot go on, or is not allowed to.
    case failed(KafkaError)
}
