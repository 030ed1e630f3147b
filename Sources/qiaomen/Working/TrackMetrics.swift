import Telemetry
import Tracking
import Web

extension MetricsListener {
    /// Where a tracker counts; nil without `--metrics`.
    func tracker() -> TrackerMetrics? { registry.map { TrackerMetrics($0) } }
}

extension TrackRun {
    /// Whether it is at its work.
    var readiness: Readiness {
        switch tracker.stage {
        case .reading: .ready
        case .standingBy: .waiting("the store's lock, which another tracker holds: it stands by")
        case .opening: .waiting("the store, the cluster, or its partitions")
        case .unreachable: .waiting("the cluster")
        case .ending: .waiting("its end")
        }
    }
}

extension Readiness {
    /// Of a process with several roles: it is ready when all of them are.
    ///
    /// - Parameter roles: what each is called, and whether it is at its work.
    static func all(_ roles: KeyValuePairs<String, Readiness>) -> Readiness {
        let waiting = roles.compactMap { role, readiness in
            if case .waiting(let what) = readiness { "\(role) for \(what)" } else { nil }
        }
        return waiting.isEmpty ? .ready : .waiting(waiting.joined(separator: "; "))
    }
}
