import Dispatch
import Foundation
import Hotline
import Kafka
import Logging
import Telemetry
import Tracking
import WorkTime

/// One tracker, from the wait for its store to the last commit.
final class TrackRun: Sendable {
    let tracker: Tracker
    private let ending = Answer<TrackerSummary>()

    /// - Parameter configure: what differs from a tracker that works by the machine's clock until it is stopped.
    init(
        _ client: ClientConfiguration, settings: Settings, district: District, logger: Logger,
        metrics: TrackerMetrics? = nil, configure: (inout TrackerConfiguration) -> Void = { _ in }
    ) throws(CommandFailure) {
        let lanes = ProcessInfo.processInfo.activeProcessorCount
        var configuration = TrackerConfiguration(client: client, path: settings.store.path, lanes: lanes) { .now }
        configure(&configuration)
        let context = try Self.context(of: district, lanes: configuration.lanes)
        tracker = Tracker(
            configuration, context: context, threshold: district.threshold, logger: logger, metrics: metrics
        ) { [ending] in ending.give($0.mapError { $0 as any Error }) }
    }

    /// What a tracker knows of its district.
    static func context(of district: District, lanes: Int) throws(CommandFailure) -> TrackingContext {
        guard let zone = UTCOffsets(zone: district.timeZone) else {
            throw CommandFailure(
                "timeZone: this machine knows no zone \(district.timeZone); install tzdata", status: .configuration)
        }
        return TrackingContext(policy: CasePolicy(district), ladders: district.ladders, zone: zone, lanes: lanes)
    }

    /// Works until it is stopped, has drained, or cannot go on.
    func run() async throws(CommandFailure) -> TrackerSummary {
        tracker.start()
        do {
            return try await ending.wait()
        } catch {
            throw CommandFailure("\(error)", status: (error as? TrackerError)?.exitStatus ?? .failed)
        }
    }
}

extension TrackerError {
    fileprivate var exitStatus: ExitStatus {
        if case .refused(let error) = self, error.isAuthorization { return .configuration }
        return .failed
    }
}

extension TrackRun {
    /// Says how it ended.
    func tell(_ summary: TrackerSummary, _ logger: Logger) {
        let tally = summary.tally
        let outcome =
            "\(tally[.opened]) cases, \(tally[.applied]) events, \(tally[.refused] + tally[.dead]) dead letters"
        logger.notice("ended: \(summary.messages) records, \(outcome), \(tally.told) rungs told")
    }
}
