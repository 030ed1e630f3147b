import Foundation
import Hotline
import Kafka
import Logging

/// The Kafka cluster a command works with: one that runs elsewhere, or the embedded one, kept alive as long as this is.
struct Cluster: Sendable {
    let configuration: ClientConfiguration
    /// Its bootstrap servers.
    let address: String
    private let embedded: EmbeddedBroker?

    /// - Throws: `CommandFailure`: status 64 if no broker is named, 78 for Kafka properties that cannot be.
    init(_ settings: Settings, district: District, logger: Logger) async throws {
        let servers: String
        switch try settings.requiredBroker {
        case .servers(let list):
            servers = list
            embedded = nil
        case .embedded:
            let broker = try EmbeddedBroker(logger: logger)
            try await broker.createTopics(topicPlans(for: district, partitions: TopicsCommand.defaultPartitions))
            servers = broker.address
            embedded = broker
        }
        address = servers
        configuration = ClientConfiguration(brokers: servers, properties: settings.kafkaProperties)
        do {
            try configuration.validate()
        } catch {
            throw CommandFailure("\(error)", status: .configuration)
        }
    }
}

extension EmbeddedBroker {
    /// Creates the topics; it knows no settings of topics, and keeps what its producers say of the time.
    func createTopics(_ plans: [TopicPlan]) async throws {
        try await blocking {
            for plan in plans {
                try self.createTopic(plan.name, partitions: plan.partitions)
                // The mock cluster of librdkafka 2.0.2 throws away a wake-up that comes right after its answer, and then
                // sleeps for a second. A pause lets it fall asleep first.
                usleep(1_000)
            }
        }
    }
}
