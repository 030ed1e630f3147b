import ArgumentParser
import Kafka
import Logging

struct TopicsCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Creates the topics that are missing; never changes one that is there.",
        discussion: """
            reports.*, tasks.* and progress.* get the broker's time (LogAppendTime), reports.*, tasks.* and dead.* the \
            district's retention, dead.* room for records of 16 MB.
            """)

    @Option(help: ArgumentHelp("Partitions a topic; progress.* always has one.", valueName: "n"))
    var partitions = TopicsCommand.defaultPartitions

    @Option(help: ArgumentHelp("Copies of each partition; by default what the broker does by default.", valueName: "n"))
    var replication: Int?

    @OptionGroup var brokerOptions: BrokerOptions
    @OptionGroup var districtOptions: DistrictOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        guard (1...10_000).contains(partitions) else { throw ValidationError("--partitions: expected 1 to 10000") }
        if let replication, !(1...99).contains(replication) {
            throw ValidationError("--replication: expected 1 to 99")
        }
    }

    func run() async throws {
        let settings = try await Settings.load(common, broker: brokerOptions, district: districtOptions)
        let district = try await settings.readDistrict()
        let logger = Logger(label: "qiaomen.topics")
        let cluster = try await Cluster(settings, district: district, logger: logger)
        let admin = try Admin(cluster.configuration, logger: logger)
        let found = try await FoundTopics(admin)

        var isWell = true
        var missing: [TopicPlan] = []
        for plan in topicPlans(for: district, partitions: partitions) {
            switch found.state(of: plan) {
            case .missing: missing.append(plan)
            case .well: print("there    \(plan.name)")
            case .otherCount(let count):
                print("there    \(plan.name) with \(count) partitions, not \(plan.partitions)")
            case .wrongCount(let count):
                print("WRONG    \(plan.name) has \(count) partitions and must have \(plan.partitions)")
                isWell = false
            }
        }
        if try await !create(missing, admin) { isWell = false }
        if !isWell { throw CommandFailure(said: .failed) }
    }

    private func create(_ plans: [TopicPlan], _ admin: Admin) async throws -> Bool {
        guard !plans.isEmpty else { return true }
        guard try await !EmbeddedBroker.isEmbedded(clusterID: admin.clusterID()) else {
            throw CommandFailure(
                "the embedded broker creates no topics on request: qiaomen broker makes those of its district file at its "
                    + "start; missing: \(plans.map(\.name).joined(separator: " "))")
        }
        return tellResults(try await TopicCreator(admin).create(plans, replication: replication))
    }

    private func tellResults(_ results: [TopicCreation]) -> Bool {
        var isWell = true
        for result in results {
            switch result.outcome {
            case .created: print("created  \(result.name)")
            case .alreadyExists: print("there    \(result.name)")
            case .failed(let error):
                print("FAILED   \(result.name)")
                tell("\(error)")
                isWell = false
            }
        }
        return isWell
    }
}
