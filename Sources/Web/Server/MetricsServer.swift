import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore

/// Serves what monitoring and orchestration ask of a worker, on a port of its own that residents cannot reach.
package final class MetricsServer: Sendable {
    package typealias Content = HealthContent

    /// Prometheus, a probe or two, and a person: more is a mistake or an attack, and waits.
    private static let connections = 64

    /// The port it listens on, which matters where any free one was asked for.
    package var port: Int { listener.port }
    private let listener: HTTPListener

    /// Begins to listen.
    package init(_ address: ListenAddress, _ content: Content, logger: Logger) async throws(ListenError) {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.addMetrics(content)
        router.addHealth(content)
        listener = try await HTTPListener(
            address, router.buildResponder(), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            connections: Self.connections, grace: .seconds(2), logger: logger)
    }

    /// Takes no connection any more and answers what has been asked, for two seconds at most.
    package func stop() async { await listener.stop() }
}
