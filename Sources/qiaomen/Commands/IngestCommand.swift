import ArgumentParser
import Dispatch
import Foundation
import Hotline
import Ingest
import Kafka
import Logging
import Pipeline

struct IngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Reads reports, classifies them and hands each to the responsible department.",
        discussion: """
            Every report gives one lead task, and a task for each supporting department; what cannot be read goes to \
            dead.reports with its bytes and the reason. Any number of workers share the reports: give each an --instance \
            of its own. Channels that appear later are noticed.

            With --drain it ends once everything that is there is done, and prints a summary in JSON: messages, seconds \
            from the first message to the last commit, perSecond, outcomes by kind.

            SIGTERM or SIGINT finishes what is begun, commits it and ends; a second one ends at once with status 2. \
            Nothing is lost either way: what was not committed is taken up again.

            EXAMPLES
              qiaomen ingest --broker 127.0.0.1:9092
              qiaomen ingest --broker kafka:9092 --instance ingest-2
              qiaomen ingest --broker 127.0.0.1:9092 --delivery at-least-once --drain
              qiaomen ingest --broker kafka:9092 --metrics 0.0.0.0:9464
            """)

    @Flag(help: "Ends once everything that is there is done.")
    var drain = false

    @Option(help: ArgumentHelp("Lanes that work on a batch at once. Default: one a core.", valueName: "n"))
    var lanes: Int?

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var metricsOptions: MetricsOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        if let lanes, !(1...256).contains(lanes) { throw ValidationError("--lanes: expected 1 to 256") }
    }

    func run() async throws {
        let settings = try await Settings.load(
            common, broker: brokerOptions, district: districtOptions, model: modelOptions, worker: workerOptions,
            metrics: metricsOptions)
        let district = try await settings.readDistrict()
        let model = try await settings.readModel()
        let logger = Logger(label: "qiaomen.ingest")
        let metrics = try await MetricsListener.start(settings, role: "ingest", logger: logger)
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let admin = try Admin(cluster.configuration, logger: logger)
        guard let clusterID = try await admin.waitForBroker(logger: logger) else { return }
        let delivery = try DeliveryChoice(wanted: settings.delivery, clusterID: clusterID)
        logger.notice("delivery \(delivery.guarantee.rawValue): \(delivery.reason)")
        try await admin.ensureTopics(
            of: district, clusterID: clusterID, logger: logger, where: IngestHandler.isWritten)

        var configuration = WorkerConfiguration(
            ingesting: cluster.configuration, settings: settings, guarantee: delivery.guarantee, lanes: lanes)
        configuration.drains = drain
        let run = try IngestRun(
            configuration, district: district, model: model, logger: logger, metrics: metrics.factory)
        metrics.showIngest { run.handler.figures.tally }
        metrics.isReady { run.readiness }
        Signals.onStop { run.worker.stop() }
        let bulletin = drain ? nil : IngestBulletin(run, logger: logger)
        let summary = try await run.run()
        bulletin?.stop()
        await metrics.stop()
        tell(summary, run.handler.figures.tally, logger: logger)
    }

    private func tell(_ summary: WorkerSummary, _ tally: IngestTally, logger: Logger) {
        guard drain else {
            let outcome = "\(tally.lead) lead tasks, \(tally.supporting) supporting, \(tally.dead) dead letters"
            return logger.notice("ended: \(summary.messages) reports, \(outcome)")
        }
        print(IngestSummary(summary, tally).json)
    }
}

extension IngestHandler {
    /// Whether ingest writes to the topic.
    static func isWritten(_ topic: String) -> Bool { topic.hasPrefix(taskTopicPrefix) || topic == deadTopic }
}
