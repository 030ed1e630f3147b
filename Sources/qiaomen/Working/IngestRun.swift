import Foundation
import Hotline
import Ingest
import Kafka
import Logging
import Pipeline
import Synchronization

/// One ingest worker, from the first look at the broker to the last commit.
final class IngestRun: Sendable {
    typealias Outcome = Result<WorkerSummary, WorkerError>

    let handler: IngestHandler
    let worker: Worker<IngestHandler>
    private let ending: Ending

    /// Where the worker leaves its outcome, and who waits for it.
    private final class Ending: Sendable {
        private struct State {
            var outcome: Outcome?
            var waiting: CheckedContinuation<Outcome, Never>?
        }
        private let state = Mutex(State())

        func end(_ outcome: Outcome) {
            let waiting = state.withLock { state in
                state.outcome = outcome
                defer { state.waiting = nil }
                return state.waiting
            }
            waiting?.resume(returning: outcome)
        }

        func wait() async -> Outcome {
            await withCheckedContinuation { continuation in
                let outcome = state.withLock { state in
                    if state.outcome == nil { state.waiting = continuation }
                    return state.outcome
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        }
    }

    init(_ configuration: WorkerConfiguration, district: District, logger: Logger) throws(CommandFailure) {
        guard let handler = IngestHandler(district: district) else {
            throw CommandFailure(
                "timeZone: this machine knows no zone \(district.timeZone); install tzdata", status: .configuration)
        }
        let ending = Ending()
        self.handler = handler
        self.ending = ending
        worker = Worker(configuration, handler: handler, logger: logger) { ending.end($0) }
    }

    /// Works until it is stopped, has drained, or cannot go on.
    func run() async throws(CommandFailure) -> WorkerSummary {
        worker.start()
        do {
            return try await ending.wait().get()
        } catch {
            throw CommandFailure("\(error)", status: error.exitStatus)
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
    }
}

extension WorkerError {
    fileprivate var exitStatus: ExitStatus {
        if case .refused(let error) = self, error.isAuthorization { return .configuration }
        return .failed
    }
}
