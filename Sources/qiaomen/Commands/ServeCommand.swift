import ArgumentParser
import Logging
import Telemetry
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "The web: Open311 for hotlines, worklists for departments, figures for managers.",
        discussion: """
            Reads the store that qiaomen track keeps, and writes to Kafka alone: what somebody does here becomes a message, \
            and shows once the tracker has applied it. Any number may serve one store. It need not be there yet: /readyz \
            says what is waited for.

            Nobody may read anything without a user or an API key, which qiaomen keys makes. /healthz and /readyz are open; \
            /metrics wants a manager's key, or --metrics serves it on a port of its own.

            In front of residents, put --tls-certificate and --tls-key, or a proxy that speaks HTTPS and sees to it that \
            nobody asks too often: behind a proxy all who are not signed in count as one. Say then with --public-address \
            where people reach it.

            EXAMPLES
              qiaomen keys user li --role manager
              qiaomen serve --broker kafka:9092 --store sqlite:/var/lib/qiaomen/cases.db
              qiaomen serve --listen 0.0.0.0:8443 --tls-certificate chain.pem --tls-key key.pem --audit audit.jsonl
              curl -H "Authorization: Bearer $KEY" http://127.0.0.1:8080/metrics
            """)

    @OptionGroup var web: WebSettingsOptions
    @OptionGroup var access: AccessOptions
    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var metricsOptions: MetricsOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(
            common, broker: brokerOptions, district: districtOptions, store: storeOptions, metrics: metricsOptions,
            web: web, access: access)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.serve")
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let metrics = try await MetricsListener.start(settings, role: "serve", logger: logger)
        let registry = metrics.registry ?? MetricRegistry(logger: logger)
        if metrics.registry == nil {
            ProcessMetrics.register(in: registry, version: QiaomenCommand.configuration.version, role: "serve")
        }
        let run = try await WebRun(
            cluster.configuration, settings: settings, district: district, registry: registry, logger: logger)
        metrics.isReady { run.health.readiness }
        logger.notice("serving \(run.link(settings))")
        await withCheckedContinuation { continuation in Signals.onStop { continuation.resume() } }
        await run.stop()
        await metrics.stop()
    }
}
