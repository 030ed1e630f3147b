/// The tracker: events applied to cases, steps committed, records sent, rungs told.
extension MetricDefinition {
    package static let trackerActive = Self(
        "qiaomen_tracker_active", .gauge, "1 while it has the store's lock and reads, 0 on a standby.")
    package static let trackedRecords = Self(
        "qiaomen_tracker_records_total", .counter, labels: ["outcome"], limit: 20,
        "Records of tasks and progress by what became of them.")
    package static let appliedEvents = Self(
        "qiaomen_tracker_applied_events_total", .counter, labels: ["action"], limit: 60,
        "Events that changed their case, by action.")
    package static let refusedEvents = Self(
        "qiaomen_tracker_refused_events_total", .counter, labels: ["reason"], limit: 60,
        "Events that their case's state or the sender's right does not allow, by reason.")
    package static let earlyEvents = Self(
        "qiaomen_tracker_early_events", .gauge, "Events that wait for their case.")
    package static let outboxRecords = Self(
        "qiaomen_tracker_outbox_records", .gauge, "Records of the outbox that are not sent yet.")
    package static let relayedRecords = Self(
        "qiaomen_tracker_relayed_records_total", .counter, "Records of the outbox that the broker has taken.")
    package static let setAsideRecords = Self(
        "qiaomen_tracker_set_aside_records_total", .counter, "Records of the outbox that no broker would take.")
    package static let stepRecords = Self(
        "qiaomen_tracker_step_records", .histogram(.records), "Records applied and committed in one step.")
    package static let stepDuration = Self(
        "qiaomen_tracker_step_duration_seconds", .histogram(.commit), "Applying and committing one step.")
    package static let storeCommitDuration = Self(
        "qiaomen_tracker_store_commit_duration_seconds", .histogram(.commit), "The store's transaction of one step.")
    package static let cases = Self(
        "qiaomen_tracker_cases", .gauge, labels: ["state"], limit: 20, "Cases by state.")
    package static let overdueCases = Self(
        "qiaomen_tracker_overdue_cases", .gauge, "Open cases past their promise to the resident.")
    package static let closureTime = Self(
        "qiaomen_tracker_closure_seconds", .histogram(.closure), labels: ["area"],
        "The resident's clock at a resolve, pauses left out, by area.")
    package static let escalations = Self(
        "qiaomen_tracker_escalations_total", .counter, labels: ["ladder", "percent"], limit: 40,
        "Rungs told, by ladder and by the share of the limit that was used up.")

    static let tracker = [
        trackerActive, trackedRecords, appliedEvents, refusedEvents, earlyEvents, outboxRecords, relayedRecords,
        setAsideRecords, stepRecords, stepDuration, storeCommitDuration, cases, overdueCases, closureTime, escalations,
    ]
}
