import ArgumentParser
import Foundation
import Hotline
import Ingest
import Kafka
import Logging
import Pipeline

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Shows it all on a made-up day: residents report, departments get their tasks.",
        discussion: """
            Starts the embedded broker in this process, lets made-up residents report on the district's channels (one \
            report in thirty is broken on purpose), and runs two ingest workers. On a terminal one live screen shows \
            counts by area and department, the rate, what waits, and the latest tasks; elsewhere plain lines.

            The broker's address is printed at the start, so that other commands can look in from outside:
              qiaomen tasks --broker ADDRESS --department housing

            EXAMPLES
              qiaomen demo
              qiaomen demo --language en --rate 200
              qiaomen demo --reports 1000 | cat
            """)

    @Option(help: ArgumentHelp("Reports a second.", valueName: "n"))
    var rate = 5.0

    @Option(help: ArgumentHelp("Ends after so many reports; otherwise it runs until it is stopped.", valueName: "n"))
    var reports: Int?

    @Option(help: "zh or en.")
    var language = DemoLanguage.chinese

    @Option(help: ArgumentHelp("The same number gives the same residents.", valueName: "n"))
    var seed: UInt64 = 1

    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard rate > 0, rate <= 20_000 else { throw ValidationError("--rate: expected more than 0, at most 20000") }
        if let reports, reports < 1 { throw ValidationError("--reports: expected at least 1") }
    }

    func run() async throws {
        var settings = try await Settings.load(quietCommon, district: districtOptions, model: modelOptions)
        settings.broker = .embedded
        let district = try await settings.readDistrict()
        let model = try await settings.readModel()
        let logger = Logger(label: "qiaomen.demo")
        let stop = StopRequest.bySignal()
        let cluster = try await Cluster(settings, district: district, logger: logger)
        tell("the embedded broker is at \(cluster.address)")

        let workers = try ["demo-1", "demo-2"].map { name in
            var own = settings
            own.instance = name
            return try IngestRun(
                WorkerConfiguration(
                    ingesting: cluster.configuration, settings: own, guarantee: .atLeastOnce, lanes: 1),
                district: district, model: model, logger: logger)
        }
        let feed = ResidentFeed(
            ResidentSimulation(seed: seed, channels: district.channels.map(\.id), brokenShare: 0.03),
            to: try Producer(cluster.configuration, logger: logger), limit: reports)
        let latest = LatestTasks(capacity: 40)
        let reader = try await taskReader(of: district, on: cluster, logger: logger, stop: stop, into: latest)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in workers { group.addTask { _ = try await worker.run() } }
            group.addTask { try await reader.run() }
            feed.start(rate: rate)
            await show(
                workers, feed, latest, DemoView(district: district, language: language, address: cluster.address),
                until: stop)
            feed.stop()
            stop.make()
            for worker in workers { worker.worker.stop() }
            try await group.waitForAll()
        }
        let tally = Self.tally(of: workers)
        tell(
            "\(grouped(tally.lead)) lead tasks, \(grouped(tally.supporting)) supporting, \(grouped(tally.dead)) dead letters "
                + "of \(grouped(feed.published)) reports")
    }

    /// On a terminal log lines would be written across the screen: only what matters is.
    private var quietCommon: CommonOptions {
        var options = common
        if isatty(STDOUT_FILENO) == 1, isatty(STDERR_FILENO) == 1 { options.logLevel = options.logLevel ?? .error }
        return options
    }

    /// Draws until the process is asked to stop, or all reports that were wanted are done.
    private func show(
        _ workers: [IngestRun], _ feed: ResidentFeed, _ latest: LatestTasks, _ view: DemoView,
        until stop: StopRequest
    ) async {
        var screen = DemoScreen(view)
        var rate = RecentRate()
        let start = ContinuousClock.now
        while !stop.isMade {
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let tally = Self.tally(of: workers)
            let done = tally.lead + tally.dead
            screen.show(
                DemoSnapshot(
                    elapsed: Int(seconds), published: feed.published, rate: rate.rate(done, at: seconds),
                    lag: feed.published - done, tally: tally, latest: latest.all))
            if let reports, done >= reports { break }
            try? await Task.sleep(for: .milliseconds(200))
        }
        screen.close()
    }

    private func taskReader(
        of district: District, on cluster: Cluster, logger: Logger, stop: StopRequest, into latest: LatestTasks
    ) async throws -> TopicReader {
        let admin = try Admin(cluster.configuration, logger: logger)
        var positions: [TopicPartition: Int64] = [:]
        for department in district.departments {
            for partition in try await admin.partitions(of: IngestHandler.taskTopicPrefix + department.id) {
                positions[partition] = 0
            }
        }
        return TopicReader(cluster.configuration, from: positions, ending: .never, logger: logger, stop: stop) {
            latest.take($0)
            return true
        }
    }

    private static func tally(of workers: [IngestRun]) -> IngestTally {
        workers.reduce(into: IngestTally()) { $0.add($1.handler.figures.tally) }
    }
}
