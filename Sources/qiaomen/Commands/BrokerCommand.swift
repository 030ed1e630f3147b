import ArgumentParser
import Foundation
import Hotline
import Kafka
import Logging
import Synchronization

struct BrokerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker",
        abstract: "Runs the embedded broker in a process of its own, to try things with.",
        discussion: """
            The first line on standard output is its address; the district's topics are there. It keeps everything in \
            memory, 5 MB or 100,000 message sets a partition, and drops the oldest without a word; it has no transactions, \
            so workers choose at-least-once.

            For fire drills: SIGUSR1 takes it down (all connections break, new ones are refused), another SIGUSR1 brings \
            it up again with everything it held.

            EXAMPLES
              qiaomen broker
              qiaomen broker > address & sleep 1; export QIAOMEN_BROKER=$(head -n 1 address)
              kill -USR1 %1
            """)

    @Option(help: ArgumentHelp("Partitions a topic; progress.* always has one.", valueName: "n"))
    var partitions = TopicsCommand.defaultPartitions

    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard (1...1_000).contains(partitions) else { throw ValidationError("--partitions: expected 1 to 1000") }
    }

    func run() async throws {
        let settings = try await Settings.load(common, district: districtOptions)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.broker")
        let broker = try EmbeddedBroker(logger: logger)
        try await broker.createTopics(topicPlans(for: district, partitions: partitions))

        let isDown = Mutex(false)
        Signals.on(SIGUSR1) {
            let goesDown = isDown.withLock { isDown in
                isDown.toggle()
                return isDown
            }
            goesDown ? broker.setDown() : broker.setUp()
            logger.notice(goesDown ? "down; SIGUSR1 again brings it up" : "up again")
        }
        var output = StandardOutput(stop: StopRequest())
        try output.write(broker.address + "\n")
        try output.flush()
        logger.notice(
            "the embedded broker keeps 5 MB or 100,000 message sets a partition, in memory only, and has no transactions"
        )

        await withCheckedContinuation { continuation in
            Signals.onStop { continuation.resume() }
        }
        broker.stop()
    }
}
