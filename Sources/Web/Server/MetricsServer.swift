// Web: what a process shows over HTTP.
//
//     GET /metrics ──> figures(), rendered on a queue of Dispatch's ──> Prometheus' text format
//     GET /healthz ──> 200 as long as anybody answers: the process lives
//     GET /readyz  ──> 200 while it is at its work; 503 with what it waits for
//
// Threading: HTTP runs on Swift concurrency, and nothing there ever blocks. Signals are not heard here: whoever starts
// a server stops it.

import Dispatch
import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Whether a process is at its work.
package enum Readiness: Sendable, Equatable {
    case ready
    /// What it waits for, in words.
    case waiting(String)
}

/// Serves what monitoring and orchestration ask of a worker.
package final class MetricsServer: Sendable {
    /// What is served. Both are called once a request, from any thread, and have to be quick.
    package struct Content: Sendable {
        let metrics: @Sendable () -> String
        let readiness: @Sendable () -> Readiness

        /// - Parameters:
        ///   - metrics: the figures, in Prometheus' text format.
        ///   - readiness: whether the process is at its work.
        package init(metrics: @escaping @Sendable () -> String, readiness: @escaping @Sendable () -> Readiness) {
            self.metrics = metrics
            self.readiness = readiness
        }
    }

    /// Prometheus, a probe or two, and a person: more is a mistake or an attack, and waits.
    private static let connections = 64
    private static let queue = DispatchQueue(label: "web.metrics")

    /// The port it listens on, which matters where any free one was asked for.
    package let port: Int
    private let group: ServiceGroup
    private let serving: Task<Void, any Error>

    /// Begins to listen.
    package init(_ address: ListenAddress, _ content: Content, logger: Logger) async throws(ListenError) {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: Self.router(content),
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connections)),
            onServerRunning: { channel in
                bound.yield(channel.localAddress?.port ?? address.port)
            }, logger: quiet)
        var configuration = ServiceGroupConfiguration(services: [application], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(2)
        let group = ServiceGroup(configuration: configuration)
        let serving = Task {
            defer { bound.finish() }
            try await group.run()
        }
        var found: Int?
        for await port in ports {
            found = port
            break
        }
        guard let found else {
            let failure = await serving.result
            throw ListenError(address, failure)
        }
        port = found
        self.group = group
        self.serving = serving
    }

    /// Takes no connection any more and answers what has been asked, for two seconds at most.
    package func stop() async {
        await group.triggerGracefulShutdown()
        _ = await serving.result
    }

    private static func router(_ content: Content) -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.get("/metrics") { _, _ in
            let text = await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: content.metrics()) }
            }
            return plain(text, type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("/healthz") { _, _ in plain("ok\n") }
        router.get("/readyz") { _, _ in
            switch content.readiness() {
            case .ready: plain("ready\n")
            case .waiting(let reason): plain("waiting: \(reason)\n", status: .serviceUnavailable)
            }
        }
        return router
    }

    private static func plain(
        _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
