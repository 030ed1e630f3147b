import Hotline
import Kafka
import Logging

extension Admin {
    /// Creates what a role writes to and is not there yet, before the first message comes. The embedded broker has its
    /// topics already.
    ///
    /// - Throws: `CommandFailure` with status 78 if the broker refuses, with what to do.
    func ensureTopics(
        of district: District, clusterID: String, logger: Logger, where isWanted: (String) -> Bool
    ) async throws {
        guard !EmbeddedBroker.isEmbedded(clusterID: clusterID) else { return }
        let wanted = topicPlans(for: district, partitions: TopicsCommand.defaultPartitions).filter { isWanted($0.name) }
        for result in try await TopicCreator(self).createMissing(wanted) {
            switch result.outcome {
            case .created: logger.notice("created topic \(result.name)")
            case .alreadyExists: break
            case .failed(let error):
                throw CommandFailure(
                    "topic \(result.name) is missing and could not be created: \(error); see qiaomen topics create",
                    status: .configuration)
            }
        }
    }
}
