import Foundation
import Hotline
import Ingest
import Kafka
import Logging
import Pipeline
import Tracking
import Web
import WorkTime

/// All that a demonstration consists of: a broker, ingest workers, a tracker, and a district that lives.
struct DemoDistrict {
    let cluster: Cluster
    let workers: [IngestRun]
    let tracker: TrackRun
    let live: LiveDistrict
    let clock: FastClock
    private let readers: [TopicReader]
    private let ending: StopRequest
    /// Made when the tracker tracks no more, for whatever reason.
    let isOver = StopRequest()

    /// - Parameters:
    ///   - path: the store's file.
    ///   - speed: simulated seconds a second.
    ///   - limit: nobody reports any more after so many reports.
    ///   - metrics: sees the tracker, and what the workers make of reports; not the two workers' own figures, of which a
    ///     process shows those of one.
    init(
        _ settings: Settings, path: String, seed: UInt64, speed: Double, limit: Int?, logger: Logger,
        metrics: MetricsListener
    ) async throws {
        var settings = settings
        let district = try await settings.readDistrict()
        guard let zone = UTCOffsets(zone: district.timeZone), let simulated = SimulatedDistrict(district, seed: seed)
        else {
            throw CommandFailure(
                "a demonstration needs a department besides the desk, and a machine that knows \(district.timeZone)",
                status: .configuration)
        }
        let model = try await settings.readModel()
        cluster = try await Cluster(settings, district: district, logger: logger)
        let configuration = cluster.configuration
        let admin = try Admin(configuration, logger: logger)
        guard EmbeddedBroker.isEmbedded(clusterID: try await admin.clusterID()) else {
            throw CommandFailure(
                "--broker: expected an embedded broker (qiaomen broker); no real Kafka is given made-up reports",
                status: .usage)
        }
        clock = FastClock(from: Self.morning(simulated.calendar), speed: speed)
        workers = try ["demo-1", "demo-2"].map { name in
            settings.instance = name
            return try IngestRun(
                WorkerConfiguration(ingesting: configuration, settings: settings, guarantee: .atLeastOnce, lanes: 1),
                district: district, model: model, logger: logger)
        }
        tracker = try TrackRun(
            configuration, settings: settings, district: district, logger: logger, metrics: metrics.tracker()
        ) { [clock] in
            $0.path = path
            $0.now = { clock.now }
            // A demonstration shares its machine with the broker and the district.
            $0.lanes = 1
            $0.cacheBytes = 32 << 20
            $0.similarReports = 10_000
        }
        let residents = ResidentSimulation(
            seed: seed, channels: district.channels.map(\.id), brokenShare: 0.03, entersLate: true)
        metrics.showIngest { [workers] in workers.tally }
        metrics.isReady { [workers, tracker] in
            .all(["ingest": workers.readiness, "track": tracker.readiness])
        }
        let live = LiveDistrict(
            simulated, residents: residents, zone: zone, clock: clock, to: try Producer(configuration, logger: logger),
            limit: limit)
        self.live = live
        let ending = StopRequest()
        self.ending = ending
        func reader(of topic: String, _ take: @escaping @Sendable (Batch) -> Void) async throws -> TopicReader {
            TopicReader(
                configuration, from: beginning(of: try await admin.partitions(of: topic)), ending: .never,
                logger: logger, stop: ending
            ) {
                take($0)
                return true
            }
        }
        readers = [
            try await reader(of: "cases") { live.hear(cases: $0) },
            try await reader(of: "escalations") { live.hear(escalations: $0) },
        ]
    }

    /// Lets it live while `watch` watches; then ends it in order: nobody reports, what is read is worked off, what is
    /// tracked is told.
    func run(rate: Double, while watch: () async -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let ingesting = Task { [workers] in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for worker in workers { group.addTask { _ = try await worker.run() } }
                    try await group.waitForAll()
                }
            }
            let tracking = Task { [tracker, isOver] in
                defer { isOver.make() }
                _ = try await tracker.run()
            }
            for reader in readers { group.addTask { try await reader.run() } }
            live.start(rate: rate)
            await watch()
            live.stop()
            for worker in workers { worker.worker.stop() }
            try await ingesting.value
            tracker.tracker.stop()
            try await tracking.value
            ending.make()
            try await group.waitForAll()
        }
    }

    /// What ingest has done.
    var tally: IngestTally { workers.tally }

    /// Shortly before work begins on this or the next working day: nobody wants to wait for a night to pass.
    private static func morning(_ calendar: WorkCalendar) -> Instant {
        let offset = Int64(calendar.utcOffset(at: .now)) * 1_000
        let midnight = (Instant.now.milliseconds + offset) / 86_400_000 * 86_400_000 - offset
        let opening = try? calendar.firstWorkingInstant(from: Instant(milliseconds: midnight))
        return (opening ?? .now).adding(milliseconds: -10 * 60_000)
    }
}

extension [IngestRun] {
    /// What the first waits for that is not at its work.
    fileprivate var readiness: Readiness { lazy.map(\.readiness).first { $0 != .ready } ?? .ready }

    /// What all of them have done.
    fileprivate var tally: IngestTally {
        reduce(into: IngestTally()) { $0.add($1.handler.figures.tally) }
    }
}
