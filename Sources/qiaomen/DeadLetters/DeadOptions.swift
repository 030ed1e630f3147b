import ArgumentParser
import Hotline
import Kafka
import Logging

/// What the commands over dead letters share.
struct DeadOptions: ParsableArguments {
    @Option(help: "The dead letters' topic.")
    var topic = "dead.reports"

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    /// Opens the dead letters' topic.
    func open() async throws -> DeadLetterTopic {
        let settings = try await Settings.load(common, broker: brokerOptions, district: districtOptions)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.dead")
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let admin = try Admin(cluster.configuration, logger: logger)
        return DeadLetterTopic(
            cluster: cluster, admin: admin, partitions: try await admin.partitions(of: topic), district: district,
            logger: logger)
    }
}
