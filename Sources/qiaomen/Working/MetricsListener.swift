import ArgumentParser
import CoreMetrics
import Logging
import Synchronization
import Telemetry
import Web

/// What monitoring sees of a command, for as long as the command works. Without `--metrics` it is nothing, and costs
/// nothing.
///
/// It is started before the broker is waited for, so that a worker that waits is seen to live:
///
///     let metrics = try await MetricsListener.start(settings, role: "track", logger: logger)
///     let run = try TrackRun(…, metrics: metrics.tracker())
///     metrics.isReady { run.readiness }
///     …
///     await metrics.stop()
///
/// A command that fails need not stop it: the process ends.
final class MetricsListener: Sendable {
    private typealias Question = @Sendable () -> Readiness

    /// Where metrics are made.
    let factory: any MetricsFactory
    /// The same, for figures that are kept elsewhere; nil without `--metrics`.
    let registry: MetricRegistry?
    private let server: MetricsServer?

    /// Nobody listens.
    private init() {
        factory = NOOPMetricsHandler.instance
        registry = nil
        server = nil
        question = Questions()
    }

    private init(_ registry: MetricRegistry, _ server: MetricsServer, _ question: Questions) {
        factory = registry
        self.registry = registry
        self.server = server
        self.question = question
    }

    private let question: Questions

    /// What `/readyz` asks, which changes while the command begins.
    private final class Questions: Sendable {
        private let current = Mutex<Question>({ .waiting("the cluster") })

        func ask() -> Readiness { current.withLock { $0 }() }
        func change(_ question: @escaping Question) { current.withLock { $0 = question } }
    }

    /// Listens where `--metrics` says.
    ///
    /// - Parameter role: the command, as the metrics name it.
    /// - Throws: `CommandFailure` if it cannot listen there, with what to do.
    static func start(
        _ settings: Settings, role: String, logger: Logger
    ) async throws(CommandFailure) -> MetricsListener {
        guard let address = settings.metrics else { return MetricsListener() }
        let registry = MetricRegistry(logger: logger)
        ProcessMetrics.register(in: registry, version: QiaomenCommand.configuration.version, role: role)
        let question = Questions()
        let ready = MetricDefinition.ready.gauge(in: registry)
        registry.onCollect { _ in ready.set(question.ask() == .ready ? 1 : 0) }
        do {
            let server = try await MetricsServer(
                address, .init(metrics: { registry.text() }, readiness: { question.ask() }), logger: logger)
            logger.notice("metrics at http://\(address.withPort(server.port))/metrics")
            return MetricsListener(registry, server, question)
        } catch {
            throw CommandFailure("--metrics: \(error)")
        }
    }

    /// Gives what `/readyz` asks from now on: quick, from any thread.
    func isReady(_ question: @escaping @Sendable () -> Readiness) { self.question.change(question) }

    func stop() async { await server?.stop() }
}
