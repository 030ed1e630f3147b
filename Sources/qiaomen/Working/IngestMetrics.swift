import Ingest
import Pipeline
import Telemetry
import Web

extension MetricsListener {
    /// Shows what an ingest worker makes of reports, and whether it is at its work.
    func show(_ run: IngestRun) {
        isReady { [weak run] in
            run?.worker.isReady == true ? .ready : .waiting("the group's assignment, or the cluster")
        }
        registry?.onCollect { [weak run] registry in
            guard let tally = run?.handler.figures.tally else { return }
            for (area, count) in tally.byArea { registry.raise(.reports, area, to: Double(count)) }
            for (department, count) in tally.byDepartment {
                registry.raise(.leadTasks, department, to: Double(count))
            }
            registry.raise(.supportingTasks, to: Double(tally.supporting))
            registry.raise(.unreadable, to: Double(tally.dead))
        }
    }
}
