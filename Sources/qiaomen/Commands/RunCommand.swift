import ArgumentParser
import Foundation
import Hotline
import Ingest
import Kafka
import Logging
import Notifying
import Pipeline
import Telemetry
import Tracking
import Web

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract:
            "All roles in one process: ingest, track and serve, and notify where the district file names webhooks.",
        discussion: """
            For a small district on one machine. If one role cannot go on, the others end cleanly too, and the command \
            fails with the reason. Bigger ones run qiaomen ingest, track and serve on machines of their own. Who may use \
            the web is what qiaomen keys says.

            EXAMPLES
              qiaomen run --broker 127.0.0.1:9092 --store sqlite:/var/lib/qiaomen/cases.db
              qiaomen run --broker embedded
              qiaomen run --broker 127.0.0.1:9092 --listen 0.0.0.0:8080 --metrics 0.0.0.0:9464
            """)

    @OptionGroup var web: WebSettingsOptions
    @OptionGroup var access: AccessOptions
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
            store: storeOptions, metrics: metricsOptions, web: web, access: access)
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
        let serve = try await WebRun(
            cluster.configuration, settings: settings, district: district,
            registry: metrics.registry ?? MetricRegistry(logger: logger), logger: logger)
        let notify =
            try district.webhooks.isEmpty
            ? nil
            : NotifyRun(
                cluster.configuration, settings: settings, district: district, metrics: metrics.factory, logger: logger)
        metrics.showIngest { ingest.handler.figures.tally }
        metrics.isReady {
            .all(["ingest": ingest.readiness, "track": track.readiness, "serve": serve.health.readiness])
        }
        logger.notice("serving \(serve.link(settings))")
        try await allRoles(ingest, track, serve, notify?.notifier, logger)
        await metrics.stop()
    }

    /// Reports stop coming in before cases stop being followed.
    private func allRoles(
        _ ingest: IngestRun, _ track: TrackRun, _ serve: WebRun, _ notify: Notifier?, _ logger: Logger
    ) async throws {
        Signals.onStop {
            // What the web has taken is sent before the others have read to the end.
            Task {
                await serve.stop()
                ingest.worker.stop()
            }
        }
        let bulletin = IngestBulletin(ingest, logger: logger)
        defer { bulletin.stop() }
        async let tracked = {
            defer {
                ingest.worker.stop()
                notify?.stop()
            }
            return try await track.run()
        }()
        async let told: Void = {
            guard let notify else { return }
            defer { ingest.worker.stop() }
            try await notify.run()
        }()
        async let ingested = {
            defer { track.tracker.stop() }
            return try await ingest.run()
        }()
        let (reports, cases, _) = try await (ingested, tracked, told)
        logger.notice("ingest ended: \(reports.messages) reports")
        track.tell(cases, logger)
    }
}
