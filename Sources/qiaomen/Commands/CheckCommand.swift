import ArgumentParser
import Hotline
import Kafka
import Logging

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether the district file, the configuration, the broker and its topics are as they should be.",
        discussion: """
            Every mistake in the district file is told, with its line and what was expected. The broker is asked if one is \
            named; who may not ask it for the topics' settings is told that they are not known. The exit status is 78 if the configuration or the district file is wrong, 1 if the broker or a topic is.

            EXAMPLES
              qiaomen check --district my-district.yaml
              qiaomen check --broker k1:9092
            """)

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var workerOptions: WorkerOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try await Settings.load(
            common, broker: brokerOptions, district: districtOptions, worker: workerOptions)
        print("well   configuration: log level \(settings.logLevel), instance \(settings.instance)")
        let district = try await settings.readDistrict()
        print(
            """
            well   district file \(settings.district.name): \(district.name.zh), version \(district.version), \
            \(district.areas.count) areas, \(district.departments.count) departments, \
            \(district.communities.count) communities, \(district.channels.count) channels, \(district.rules.count) rules, \(district.calendars.count) calendars, \
            \(district.limits.count) rules for limits, \(district.ladders.count) ladders
            """)
        guard let broker = settings.broker else {
            return print("-      broker: none named, not asked")
        }
        let logger = Logger(label: "qiaomen.check")
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let admin = try Admin(cluster.configuration, logger: logger)
        let clusterID = try await admin.clusterID()
        print("well   broker \(broker): cluster \(clusterID)")
        let delivery = EmbeddedBroker.isEmbedded(clusterID: clusterID) ? "at-least-once" : "exactly-once"
        print("       by default, workers deliver \(delivery) here")
        let plans = topicPlans(for: district, partitions: TopicsCommand.defaultPartitions)
        let found = try await FoundTopics(admin)
        let topicsAreWell = tellTopics(found, plans)
        let settingsAreWell = await tellSettings(plans.filter { found.state(of: $0) != .missing }, admin)
        guard topicsAreWell && settingsAreWell else { throw CommandFailure(said: .failed) }
    }

    private func tellTopics(_ found: FoundTopics, _ plans: [TopicPlan]) -> Bool {
        var isWell = true
        var there = 0
        for plan in plans {
            switch found.state(of: plan) {
            case .well, .otherCount: there += 1
            case .missing:
                print("WRONG  topic \(plan.name): missing; qiaomen topics create makes it")
                isWell = false
            case .wrongCount(let count):
                print("WRONG  topic \(plan.name): has \(count) partitions, must have \(plan.partitions)")
                isWell = false
            }
        }
        print("\(isWell ? "well " : "     ")  topics: \(there) of \(plans.count) are there")
        for name in found.unplanned(plans) { print("       topic \(name) is not in the district file") }
        return isWell
    }
    /// A broker that does not tell the settings, or not to us, is no mistake: then they are not known.
    private func tellSettings(_ plans: [TopicPlan], _ admin: Admin) async -> Bool {
        do {
            let finding = SettingsFinding(plans, told: try await admin.topicConfiguration(plans.map(\.name)))
            for line in finding.lines { print(line) }
            return finding.isWell
        } catch {
            print("-      topics' time and retention: not known, \(error.detail)")
            return true
        }
    }
}
