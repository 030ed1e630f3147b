import ArgumentParser
import Foundation
import Hotline
import Ingest
import Kafka
import Logging
import Pipeline
import Tracking

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "All roles in one process: ingest and track.",
        discussion: """
            For a small district on one machine. If one role cannot go on, the other ends cleanly too, and the command \
            fails with the reason. Bigger ones run qiaomen ingest and qiaomen track on machines of their own.

            EXAMPLES
              qiaomen run --broker 127.0.0.1:9092 --store sqlite:/var/lib/qiaomen/cases.db
              qiaomen run --broker embedded
              qiaomen run --broker 127.0.0.1:9092 --metrics 0.0.0.0:9464
            """)

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var metricsOptions: MetricsOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(
            common, broker: brokerOptions, district: districtOptions, model: modelOptions, worker: workerOptions,
            store: storeOptions, metrics: metricsOptions)
        let district = try await settings.readDistrict()
        let model = try await settings.readModel()
        let logger = Logger(label: "qiaomen.run")
        let metrics = try await MetricsListener.start(settings, role: "run", logger: logger)
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let admin = try Admin(cluster.configuration, logger: logger)
        guard let clusterID = try await admin.waitForBroker(logger: logger) else { return }
        let delivery = try DeliveryChoice(wanted: settings.delivery, clusterID: clusterID)
        logger.notice("delivery \(delivery.guarantee.rawValue): \(delivery.reason)")
        try await admin.ensureTopics(of: district, clusterID: clusterID, logger: logger) {
            IngestHandler.isWritten($0) || Topics.isWritten($0)
        }
        logger.notice("broker at \(cluster.address)")

        let ingest = try IngestRun(
            WorkerConfiguration(
                ingesting: cluster.configuration, settings: settings, guarantee: delivery.guarantee, lanes: nil),
            district: district, model: model, logger: logger, metrics: metrics.factory)
        let track = try TrackRun(
            cluster.configuration, settings: settings, district: district, logger: logger, metrics: metrics.tracker())
        metrics.showIngest { ingest.handler.figures.tally }
        metrics.isReady { .all(["ingest": ingest.readiness, "track": track.readiness]) }
        try await bothRoles(ingest, track, logger)
        await metrics.stop()
    }

    /// Reports stop coming in before cases stop being followed.
    private func bothRoles(_ ingest: IngestRun, _ track: TrackRun, _ logger: Logger) async throws {
        Signals.onStop { ingest.worker.stop() }
        let bulletin = IngestBulletin(ingest, logger: logger)
        defer { bulletin.stop() }
        async let tracked = {
            defer { ingest.worker.stop() }
            return try await track.run()
        }()
        async let ingested = {
            defer { track.tracker.stop() }
            return try await ingest.run()
        }()
        let (reports, cases) = try await (ingested, tracked)
        logger.notice("ingest ended: \(reports.messages) reports")
        track.tell(cases, logger)
    }
}
