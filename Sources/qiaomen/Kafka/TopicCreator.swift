import Kafka

/// Makes the topics that are missing; never changes one that is there.
struct TopicCreator {
    private let admin: Admin

    init(_ admin: Admin) {
        self.admin = admin
    }

    /// - Returns: an outcome for each topic that was missing.
    func createMissing(_ plans: [TopicPlan], replication: Int? = nil) async throws(KafkaError) -> [TopicCreation] {
        let there = Set(try await admin.listTopics().map(\.name))
        return try await create(plans.filter { !there.contains($0.name) }, replication: replication)
    }

    /// - Parameter replication: copies of each partition; nil leaves it to the broker.
    func create(_ plans: [TopicPlan], replication: Int?) async throws(KafkaError) -> [TopicCreation] {
        guard !plans.isEmpty else { return [] }
        var results = try await admin.createTopics(plans.map { specification($0, replication ?? -1) })
        // Brokers before 2.4 have no default to be asked for.
        let retried = results.filter { $0.wantsReplication && replication == nil }.map(\.name)
        if !retried.isEmpty {
            results.removeAll { retried.contains($0.name) }
            let again = plans.filter { retried.contains($0.name) }.map { specification($0, 1) }
            results += try await admin.createTopics(again)
        }
        return results
    }

    private func specification(_ plan: TopicPlan, _ replication: Int) -> TopicSpecification {
        TopicSpecification(
            name: plan.name, partitions: plan.partitions, replication: replication, configuration: plan.configuration)
    }
}

extension TopicCreation {
    /// Whether the broker wants to be told how many copies to keep.
    fileprivate var wantsReplication: Bool {
        guard case .failed(let error) = outcome else { return false }
        let invalidReplicationFactor = KafkaErrorCode(rawValue: 38)
        return error.code == invalidReplicationFactor || error.code == .unsupportedVersion
    }
}
