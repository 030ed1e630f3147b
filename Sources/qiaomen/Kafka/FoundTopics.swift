import Kafka

/// What topics there are, held against what there should be.
struct FoundTopics: Sendable {
    /// How a topic compares with its plan.
    enum State: Equatable {
        case well
        case missing
        /// Another number of partitions, which is a matter of throughput only.
        case otherCount(Int)
        /// Another number of partitions, which breaks an order we rely on.
        case wrongCount(Int)
    }

    /// Partitions by topic.
    let counts: [String: Int]

    init(_ admin: Admin) async throws(KafkaError) {
        counts = Dictionary(uniqueKeysWithValues: try await admin.listTopics().map { ($0.name, $0.partitionCount) })
    }

    /// How the topic compares with its plan.
    func state(of plan: TopicPlan) -> State {
        guard let count = counts[plan.name] else { return .missing }
        if count == plan.partitions { return .well }
        return plan.partitionsAreFixed ? .wrongCount(count) : .otherCount(count)
    }

    /// Topics that look like ours and that the plans do not know, by name: an unknown channel's, for example.
    func unplanned(_ plans: [TopicPlan]) -> [String] {
        let known = Set(plans.map(\.name))
        let prefixes = ["reports.", "tasks.", "progress.", "results.", "dead."]
        return counts.keys.filter { name in !known.contains(name) && prefixes.contains { name.hasPrefix($0) } }.sorted()
    }
}
