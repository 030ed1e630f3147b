import Classification
import CoreMetrics
import Foundation
import Hotline
import Ingest
import Kafka
import Logging
import Pipeline

/// One ingest worker, from the first look at the broker to the last commit.
final class IngestRun: Sendable {
    let handler: IngestHandler
    let worker: Worker<IngestHandler>
    private let ending = Answer<WorkerSummary>()

    init(
        _ configuration: WorkerConfiguration, district: District, model: Model, logger: Logger,
        metrics: any MetricsFactory = NOOPMetricsHandler.instance
    ) throws(CommandFailure) {
        guard let handler = IngestHandler(district: district, model: model) else {
            throw CommandFailure(
                "timeZone: this machine knows no zone \(district.timeZone); install tzdata", status: .configuration)
        }
        self.handler = handler
        worker = Worker(configuration, handler: handler, logger: logger, metrics: metrics) { [ending] in
            ending.give($0.mapError { $0 as any Error })
        }
    }

    /// Works until it is stopped, has drained, or cannot go on.
    func run() async throws(CommandFailure) -> WorkerSummary {
        worker.start()
        do {
            return try await ending.wait()
        } catch {
            throw CommandFailure("\(error)", status: (error as? WorkerError)?.exitStatus ?? .failed)
        }
    }
}

extension WorkerConfiguration {
    /// What every ingest worker shares.
    init(ingesting client: ClientConfiguration, settings: Settings, guarantee: DeliveryGuarantee, lanes: Int?) {
        self.init(
            client: client, topics: [IngestHandler.reportTopics],
            group: settings.kafkaProperties["group.id"] ?? "qiaomen-ingest", instance: settings.instance,
            guarantee: guarantee, deadTopic: IngestHandler.deadTopic,
            lanes: lanes ?? ProcessInfo.processInfo.activeProcessorCount)
        // The same whatever the group is called, so that a predecessor is fenced.
        transactionalID = "qiaomen-ingest-\(settings.instance)"
    }
}

extension WorkerError {
    fileprivate var exitStatus: ExitStatus {
        if case .refused(let error) = self, error.isAuthorization { return .configuration }
        return .failed
    }
}
