import ArgumentParser
import Foundation
import Hotline
import Kafka
import Logging

struct TasksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks",
        abstract: "Shows the tasks that a department was given.",
        discussion: """
            Reads the department's topic from its beginning, in no group, so nothing is taken away from the department's \
            own program. The table holds no personal data; --format json gives the whole tasks, one a line.

            EXAMPLES
              qiaomen tasks --department housing
              qiaomen tasks --department rural --follow
              qiaomen tasks --department desk --format json --limit 1 | python3 -m json.tool
            """)

    @Option(help: ArgumentHelp("The department; its topic is tasks.<department>.", valueName: "id"))
    var department: String

    @Flag(help: "Waits for more until it is stopped.")
    var follow = false

    @Option(help: "table or json.")
    var format = ListFormat.table

    @Option(help: ArgumentHelp("Ends after so many tasks.", valueName: "n"))
    var limit: Int?

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard isIdentifier(department) else {
            throw ValidationError("--department: expected 1 to 64 of a-z, 0-9 and hyphens")
        }
        if let limit, limit < 1 { throw ValidationError("--limit: expected at least 1") }
    }

    func run() async throws {
        let settings = try await Settings.load(common, broker: brokerOptions, district: districtOptions)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.tasks")
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let partitions = try await Admin(cluster.configuration, logger: logger).partitions(of: "tasks.\(department)")

        let stop = StopRequest.bySignal()
        let printer = TaskPrinter(
            format: format, isLive: follow, limit: limit, zone: district.zone, output: StandardOutput(stop: stop))
        let reader = TopicReader(
            cluster.configuration, from: beginning(of: partitions), ending: follow ? .never : .atTheEnd,
            logger: logger, stop: stop
        ) { try printer.print($0) }
        try await whileReaderIsThere {
            try await reader.run()
            try await blocking { try printer.finish() }
        }
    }
}
