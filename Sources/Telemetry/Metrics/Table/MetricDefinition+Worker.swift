/// A worker of the pipeline: poll a batch, work on it in lanes, commit it whole.
extension MetricDefinition {
    package static let consumed = Self(
        "qiaomen_worker_consumed_records_total", .counter,
        "Records taken in; those that come again after a rebalance count again.")
    package static let committed = Self(
        "qiaomen_worker_committed_records_total", .counter, "Records whose effects and offsets are committed.")
    package static let produced = Self(
        "qiaomen_worker_produced_records_total", .counter, "Records written, dead letters among them, and committed.")
    package static let deadLetters = Self(
        "qiaomen_worker_dead_letters_total", .counter, labels: ["stage", "class"],
        "Dead letters, by where the work failed and the kind of failure.")
    package static let deliveryErrors = Self(
        "qiaomen_worker_delivery_errors_total", .counter, labels: ["error"],
        "Records that the broker did not take at an attempt, by error; most are tried again.")
    package static let batches = Self(
        "qiaomen_worker_batches_total", .counter, labels: ["outcome"], limit: 4,
        "Batches by outcome: committed, reworked (worked on again), dropped (left to another worker).")
    package static let batchRecords = Self(
        "qiaomen_worker_batch_records", .histogram(.records), "Records of a batch.")
    package static let batchDuration = Self(
        "qiaomen_worker_batch_duration_seconds", .histogram(.commit), "From a batch's poll to its commit.")
    package static let laneDuration = Self(
        "qiaomen_worker_lane_duration_seconds", .histogram(.work), "Work on one lane of a batch.")
    package static let commitDuration = Self(
        "qiaomen_worker_commit_duration_seconds", .histogram(.commit),
        "Producing, acknowledging and committing one batch, with its repeats.")
    package static let openBatches = Self(
        "qiaomen_worker_open_batches", .gauge, "Batches between poll and commit: 2 means that it works at its limit.")
    package static let producerQueue = Self(
        "qiaomen_worker_producer_queue_records", .gauge, "Records handed to the producer and not answered yet.")

    static let worker = [
        consumed, committed, produced, deadLetters, deliveryErrors, batches, batchRecords, batchDuration, laneDuration,
        commitDuration, openBatches, producerQueue,
    ]
}
