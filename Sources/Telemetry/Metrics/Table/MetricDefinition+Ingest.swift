/// What ingest makes of reports.
extension MetricDefinition {
    package static let reports = Self(
        "qiaomen_ingest_reports_total", .counter, labels: ["area"],
        "Reports that gave a lead task, by area; the area other is also where the limit of labels sends the rest.")
    package static let leadTasks = Self(
        "qiaomen_ingest_lead_tasks_total", .counter, labels: ["department"], limit: 200,
        "Lead tasks by department.")
    package static let supportingTasks = Self(
        "qiaomen_ingest_supporting_tasks_total", .counter, "Tasks for supporting departments.")
    package static let unreadable = Self(
        "qiaomen_ingest_unreadable_reports_total", .counter, "Messages that could not be read as reports.")

    static let ingest = [reports, leadTasks, supportingTasks, unreadable]
}
