import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// A server of this process: listens, and ends gracefully. Signals are not heard here: whoever starts it stops it.
final class HTTPListener: Sendable {
    /// The port it listens on, which matters where any free one was asked for.
    let port: Int
    private let group: ServiceGroup
    private let serving: Task<Void, any Error>

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - connections: how many there may be; more wait.
    ///   - grace: for how long what has been asked is answered after ``stop()``.
    init(
        _ address: ListenAddress,
        _ responder: some HTTPResponder<some InitializableFromSource<ApplicationRequestContextSource>>,
        server: HTTPServerBuilder, connections: Int,
        grace: Duration, logger: Logger
    ) async throws(ListenError) {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: responder, server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(connections)),
            onServerRunning: { channel in
                bound.yield(channel.localAddress?.port ?? address.port)
            }, logger: quiet)
        var configuration = ServiceGroupConfiguration(services: [application], logger: quiet)
        configuration.maximumGracefulShutdownDuration = grace
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

    /// Takes no connection any more and answers what has been asked.
    func stop() async {
        await group.triggerGracefulShutdown()
        _ = await serving.result
    }
}
