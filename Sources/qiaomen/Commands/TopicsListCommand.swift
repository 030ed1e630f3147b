import ArgumentParser
import Kafka
import Logging

struct TopicsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Shows which topics there should be and which there are.")

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(common, broker: brokerOptions, district: districtOptions)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.topics")
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let found = try await FoundTopics(Admin(cluster.configuration, logger: logger))
        let plans = topicPlans(for: district, partitions: TopicsCommand.defaultPartitions)

        var table = TextTable(["topic", "partitions", "state"])
        for plan in plans {
            let count = found.counts[plan.name].map(String.init) ?? "-"
            switch found.state(of: plan) {
            case .well, .otherCount: table.add([plan.name, count, "there"])
            case .missing: table.add([plan.name, count, "missing"])
            case .wrongCount: table.add([plan.name, count, "WRONG: must have \(plan.partitions)"])
            }
        }
        for name in found.unplanned(plans) {
            table.add([name, String(found.counts[name] ?? 0), "not in the district file"])
        }
        print(table.takeText(), terminator: "")
    }
}
