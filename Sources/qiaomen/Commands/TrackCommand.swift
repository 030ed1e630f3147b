import ArgumentParser
import Foundation
import Hotline
import Kafka
import Logging
import Tracking
import WorkTime

struct TrackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "track",
        abstract: "Follows every case to its closing: applies progress, runs both clocks, escalates what is late.",
        discussion: """
            Reads tasks.* and progress.*, keeps every case in the store, and writes later tasks, whole cases, results for \
            the hotlines, escalations, and dead letters for what is not allowed. State, history, what is to be sent and \
            how far was read are committed together: a crash costs time only.

            One tracker works on a store; others that are started on the same one stand by until it ends. Records of \
            different topics are applied in the order of their times, also after an outage.

            With --drain it ends once everything that is there is applied, settled, told and sent, and prints a summary in \
            JSON: messages, seconds from the first message to the last commit, perSecond, outcomes by kind.

            EXAMPLES
              qiaomen track --broker kafka:9092 --store sqlite:/var/lib/qiaomen/cases.db
              qiaomen track --drain
              qiaomen track --metrics 0.0.0.0:9465
              qiaomen cases --list due
            """)

    @Flag(help: "Ends once everything that is there is done.")
    var drain = false

    @Option(
        help: ArgumentHelp(
            "With --drain: what time alone does is done up to this time, RFC 3339. Default: now.", valueName: "time"))
    var asOf: String?

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var metricsOptions: MetricsOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard let asOf else { return }
        if !drain { throw ValidationError("--as-of: goes with --drain only") }
        if (try? Instant(rfc3339: asOf)) == nil {
            throw ValidationError("--as-of: expected an RFC 3339 time with offset")
        }
    }

    func run() async throws {
        let settings = try await Settings.load(
            common, broker: brokerOptions, district: districtOptions, store: storeOptions, metrics: metricsOptions)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.track")
        let metrics = try await MetricsListener.start(settings, role: "track", logger: logger)
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let admin = try Admin(cluster.configuration, logger: logger)
        guard let clusterID = try await admin.waitForBroker(logger: logger) else { return }
        try await admin.ensureTopics(of: district, clusterID: clusterID, logger: logger, where: Topics.isWritten)

        let instant = asOf.flatMap { try? Instant(rfc3339: $0) }
        let run = try TrackRun(
            cluster.configuration, settings: settings, district: district, logger: logger, metrics: metrics.tracker()
        ) {
            $0.drains = drain
            if let instant { $0.now = { instant } }
        }
        metrics.isReady { run.readiness }
        Signals.onStop { run.tracker.stop() }
        let line = drain ? TrackProgress(run.tracker) : nil
        let summary: TrackerSummary
        do {
            defer { line?.stop() }
            summary = try await run.run()
        }
        await metrics.stop()
        guard drain else { return run.tell(summary, logger) }
        print(TrackSummary(summary).json)
    }
}

extension Topics {
    /// Whether a tracker writes to the topic.
    static func isWritten(_ topic: String) -> Bool {
        [tasks, results].contains { topic.hasPrefix($0) } || [cases, escalations, dead].contains(topic)
    }
}
