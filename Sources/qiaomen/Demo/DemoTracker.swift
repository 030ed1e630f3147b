import Foundation
import Hotline
import Kafka
import Logging
import Tracking
import WorkTime

/// The demonstration's tracker, by the demonstration's clock.
final class DemoTracker: Sendable {
    let tracker: Tracker
    private let ending = Answer<TrackerSummary>()
    private let hasEnded: StopRequest

    /// Whether it tracks no more, for whatever reason.
    var isOver: Bool { hasEnded.isMade }

    /// - Parameter path: the store's file.
    init(
        _ client: ClientConfiguration, path: String, district: District, zone: UTCOffsets, clock: FastClock,
        logger: Logger
    ) {
        let configuration = TrackerConfiguration(client: client, path: path, lanes: 1) { clock.now }
        let hasEnded = StopRequest()
        self.hasEnded = hasEnded
        tracker = Tracker(
            configuration, context: TrackingContext(policy: CasePolicy(district), zone: zone, lanes: 1),
            threshold: district.threshold, logger: logger
        ) { [ending] in
            hasEnded.make()
            ending.give($0.mapError { $0 as any Error })
        }
    }

    /// Tracks until it is stopped, or cannot go on.
    func run() async throws(CommandFailure) {
        tracker.start()
        do {
            _ = try await ending.wait()
        } catch {
            throw CommandFailure("\(error)")
        }
    }
}
