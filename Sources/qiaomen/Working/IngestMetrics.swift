import Ingest
import Pipeline
import Telemetry
import Web

extension MetricsListener {
    /// Shows what ingest makes of reports.
    ///
    /// - Parameter tally: what it has made of them so far; of several workers in one process, of all together.
    func showIngest(_ tally: @escaping @Sendable () -> IngestTally) {
        registry?.onCollect { registry in
            let tally = tally()
            for (area, count) in tally.byArea { registry.raise(.reports, area, to: Double(count)) }
            for (department, count) in tally.byDepartment {
                registry.raise(.leadTasks, department, to: Double(count))
            }
            registry.raise(.supportingTasks, to: Double(tally.supporting))
            registry.raise(.unreadable, to: Double(tally.dead))
        }
    }
}

extension IngestRun {
    /// Whether it is at its work.
    var readiness: Readiness {
        worker.isReady ? .ready : .waiting("the group's assignment, or the cluster")
    }
}
