import ArgumentParser
import Hotline
import Kafka
import Logging

struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Sends reports from a file or standard input to a channel's topic.",
        discussion: """
            Each line or row is checked first, as ingest would. What is no report is told with its line and the reason on \
            standard error and left out; the rest goes on. The record's key is the report's id.

            CSV has a header row with the fields' names; a dot makes a nested field: \
            id,text,reportedAt,location.lat,location.lon,reporter.phone. An empty cell is an absent field.

            At the end one JSON object on standard output: published (acknowledged by the broker), refused (no reports), \
            failed (refused by the broker), seconds, perSecond. The exit status is 1 if any was refused or failed.

            EXAMPLES
              qiaomen publish --channel hotline reports.jsonl
              qiaomen publish --channel door answers.csv
              tail -f incoming.jsonl | qiaomen publish --channel chat
              qiaomen publish --channel hotline --rate 500 reports.jsonl
              qiaomen publish --channel hotline --timestamps message last-year.jsonl
            """)

    @Option(
        help: ArgumentHelp("The channel that the reports came by; its topic is reports.<channel>.", valueName: "id"))
    var channel: String

    @Option(help: "jsonl or csv; by default what the file's extension says, else jsonl.")
    var format: InputFormat?

    @Flag(help: "Sends what is no report too, byte by byte as it stands; the key is the id if there is one.")
    var asIs = false

    @Option(help: ArgumentHelp("Holds the stream to so many reports a second.", valueName: "n"))
    var rate: Int?

    @Option(help: Timestamps.help)
    var timestamps = Timestamps.now

    @Argument(help: "The file; standard input without it.", completion: .file())
    var file: String?

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard isIdentifier(channel) else {
            throw ValidationError("--channel: expected 1 to 64 of a-z, 0-9 and hyphens")
        }
        if let rate, rate < 1 { throw ValidationError("--rate: expected at least 1") }
    }

    func run() async throws {
        let settings = try await Settings.load(common, broker: brokerOptions, district: districtOptions)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.publish")
        if !district.channels.contains(where: { $0.id == channel }) {
            logger.warning(
                "the district file knows no such channel; its reports are taken with the defaults",
                metadata: ["channel": "\(channel)"])
        }
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let topic = "reports.\(channel)"
        _ = try await Admin(cluster.configuration, logger: logger).partitions(of: topic)

        let plan = ReportSender.Plan(
            topic: topic, format: format ?? .guessed(of: file), isUnchecked: asIs, rate: rate, timestamps: timestamps)
        try await BulkSending(path: file, noun: "reports")
            .run(to: Producer(cluster.configuration, logger: logger)) { input, flight, stop in
                var sender = ReportSender(plan, to: flight, stop: stop)
                try sender.send(input)
                return sender.refused
            }
    }
}
