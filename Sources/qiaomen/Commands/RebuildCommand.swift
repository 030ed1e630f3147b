import ArgumentParser
import Foundation
import Hotline
import Kafka
import Logging
import Tracking

struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Makes the store anew from Kafka, when its file is damaged or lost.",
        discussion: """
            Whole cases come from the topic cases, told rungs from escalations; then tasks and progress are read again \
            from their start, where everything that was applied is recognised, and reports and links are found again. \
            Nothing is sent meanwhile: what the old store had not told yet waits for the next qiaomen track.

            The new store is made beside the old one, as PATH.new, and takes its place at the end in one step; the old one \
            is kept as PATH.old. While a tracker works on the store, rebuild refuses. Processes that only read it have to \
            be started again. Personal data that Kafka no longer keeps, nobody can restore.

            At the end one JSON object on standard output: cases, rungs, records, events applied that the cases did not \
            have yet, seconds.

            EXAMPLES
              qiaomen rebuild --broker kafka:9092 --store sqlite:/var/lib/qiaomen/cases.db
              qiaomen rebuild && qiaomen cases --verify
            """)

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var storeOptions: StoreOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(
            common, broker: brokerOptions, district: districtOptions, store: storeOptions)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.rebuild")
        let stop = StopRequest.bySignal()
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let admin = try Admin(cluster.configuration, logger: logger)
        guard let clusterID = try await admin.waitForBroker(logger: logger) else { return }
        let start = ContinuousClock.now
        let run = try RebuildRun(cluster, settings: settings, district: district, logger: logger, stop: stop)
        let found = try await run.run(cluster: clusterID)
        let (tally, seconds) = (found.inputs.tally, (ContinuousClock.now - start) / .seconds(1))
        if found.unreadable > 0 { logger.error("\(found.unreadable) cases could not be read, and were opened anew") }
        print(
            """
            {"cases":\(found.cases),"rungs":\(found.rungs),"records":\(found.inputs.messages),\
            "opened":\(tally[.opened]),"applied":\(tally[.applied]),"seconds":\(rounded(seconds))}
            """)
    }
}
