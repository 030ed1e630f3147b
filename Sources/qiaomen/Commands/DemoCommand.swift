import ArgumentParser
import Foundation
import Hotline
import Ingest
import Logging
import Tracking
import Web

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Shows it all on a made-up district that lives: reports, departments at work, clocks that run fast.",
        discussion: """
            Starts the embedded broker in this process, two ingest workers and a tracker, and lets a made-up district \
            live: residents report on its channels (one report in thirty is broken on purpose), departments accept, \
            contact, work, return, suspend and resolve, the desk assigns, grants and merges, residents urge and evaluate, \
            managers supervise; some do what nobody may. Two hours pass in a second. On a terminal one live screen shows \
            cases by state, what is overdue, the last events and whom an escalation told; elsewhere plain lines.

            The addresses of pages are printed at the start, one for each role, signed in; whoever can reach the port can \
            come in by them, so it listens on this machine alone. So is the broker's, for other commands to look in:
              qiaomen tasks --broker ADDRESS --department housing

            EXAMPLES
              qiaomen demo
              qiaomen demo --language en --rate 20
              qiaomen demo --for 60 --keep demo.db
              qiaomen demo --reports 1000 | cat
            """)

    @Option(help: ArgumentHelp("Reports a second.", valueName: "n"))
    var rate = 5.0

    @Option(help: ArgumentHelp("Ends after so many reports; otherwise it runs until it is stopped.", valueName: "n"))
    var reports: Int?

    @Option(name: .customLong("for"), help: ArgumentHelp("Ends after so many seconds.", valueName: "seconds"))
    var duration: Double?

    @Option(
        help: ArgumentHelp(
            "An embedded broker that runs elsewhere (qiaomen broker), new and empty.", valueName: "host:port"))
    var broker: BrokerAddress?

    @Option(help: ArgumentHelp("How many seconds pass in the district in one of ours.", valueName: "n"))
    var speed = 7_200.0

    @Option(help: "zh or en.")
    var language = DemoLanguage.chinese

    @Option(help: ArgumentHelp("The same number gives the same residents.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "Keeps the tracker's store in this new file; otherwise it goes with the rest.", valueName: "file"),
        completion: .file())
    var keep: String?

    @Option(help: ArgumentHelp("Where the pages are. Default: 127.0.0.1, any free port.", valueName: "host:port"))
    var listen: ListenAddress?

    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var modelOptions: ModelOptions
    @OptionGroup var metricsOptions: MetricsOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard rate > 0, rate <= 20_000 else { throw ValidationError("--rate: expected more than 0, at most 20000") }
        guard speed >= 1, speed <= 86_400 else { throw ValidationError("--speed: expected 1 to 86400") }
        if let reports, reports < 1 { throw ValidationError("--reports: expected at least 1") }
        if let duration, duration <= 0 { throw ValidationError("--for: expected more than 0") }
        if let keep, FileManager.default.fileExists(atPath: keep) {
            throw ValidationError("--keep: \(keep) is there already, expected a new file")
        }
    }

    func run() async throws {
        var settings = try await Settings.load(
            quietCommon, district: districtOptions, model: modelOptions, metrics: metricsOptions)
        // A broker of the environment's is not meant: it may be the city's.
        settings.broker = broker ?? .embedded
        let district = try await settings.readDistrict()
        let stop = StopRequest.bySignal()
        let folder = FileManager.default.temporaryDirectory.appending(path: "qiaomen-demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let logger = Logger(label: "qiaomen.demo")
        let metrics = try await MetricsListener.start(settings, role: "demo", logger: logger)
        let path = keep ?? folder.appending(path: "cases.db").path
        let demo = try await DemoDistrict(
            settings, path: path, seed: seed, speed: speed, limit: reports,
            logger: logger, metrics: metrics)
        tell("the broker is at \(demo.cluster.address)")
        settings.listen = listen ?? .anyPort
        settings.store = StoreAddress(path: path)
        settings.access = folder.appending(path: "access.json").path
        settings.audit = folder.appending(path: "audit.jsonl").path
        let web = try await DemoWeb(
            demo.cluster.configuration, settings: settings, district: district, clock: demo.clock, logger: logger)
        for link in web.links { tell("\(language.word(for: link.role)): \(link.address)") }
        let view = DemoView(
            district: district, language: language, address: demo.cluster.address, web: web.address)
        try await demo.run(rate: rate) { await show(demo, view, until: stop) }
        await web.stop()
        await metrics.stop()
        let (tally, tracked) = (demo.tally, demo.tracker.tracker.summary.tally)
        tell(
            "\(grouped(tally.lead)) lead tasks, \(grouped(tally.supporting)) supporting, \(grouped(tally.dead)) dead "
                + "letters of \(grouped(demo.live.published)) reports; \(grouped(tracked[.opened])) cases, "
                + "\(grouped(tracked[.applied])) events, \(grouped(tracked[.refused])) refused, "
                + "\(grouped(tracked.told)) escalations")
    }

    /// On a terminal log lines would be written across the screen: only what matters is.
    private var quietCommon: CommonOptions {
        var options = common
        if isatty(STDOUT_FILENO) == 1, isatty(STDERR_FILENO) == 1 { options.logLevel = options.logLevel ?? .error }
        return options
    }

    /// Draws until the process is asked to stop, the time is over, or all reports that were wanted are done.
    private func show(_ demo: DemoDistrict, _ view: DemoView, until stop: StopRequest) async {
        var screen = DemoScreen(view)
        var rate = RecentRate()
        let start = ContinuousClock.now
        while !stop.isMade, !demo.isOver.isMade {
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let tally = demo.tally
            let done = tally.lead + tally.dead
            let published = demo.live.published
            screen.show(
                DemoSnapshot(
                    elapsed: Int(seconds), now: demo.clock.now, published: published,
                    rate: rate.rate(done, at: seconds), lag: published - done, tally: tally,
                    tracked: demo.tracker.tracker.summary.tally, census: demo.live.census, latest: demo.live.latest))
            if let reports, done >= reports { break }
            if let duration, seconds >= duration { break }
            try? await Task.sleep(for: .milliseconds(200))
        }
        screen.close()
    }
}
