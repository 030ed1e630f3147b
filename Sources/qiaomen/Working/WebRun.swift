import CoreMetrics
import Dispatch
import Foundation
import Hotline
import Kafka
import Logging
import Store
import Telemetry
import Web
import WorkTime

/// The web of a process: from its parts to its end.
final class WebRun: Sendable {
    /// Where it listens.
    let address: ListenAddress
    let health: WebHealth
    private let server: WebServer
    private let sending: KafkaIntake
    private let audit: AuditLog
    private let logger: Logger

    /// Begins to serve, whether the store and a broker are there or not.
    ///
    /// - Parameters:
    ///   - now: the present time; simulations have their own.
    ///   - signsInByAddress: see `AccessControl`.
    ///   - registry: where figures are kept that `/metrics` shows.
    init(
        _ cluster: ClientConfiguration, settings: Settings, district: District,
        now: @escaping @Sendable () -> Instant = { .now }, signsInByAddress: Bool = false, registry: MetricRegistry,
        logger: Logger
    ) async throws {
        raiseOpenFiles()
        let (reads, sending, changes) = try await Self.edges(cluster, settings, district, now, logger)
        let services = try WebServices(
            district: district, reads: reads, intake: sending.intake, changes: changes,
            access: AccessControl(
                settings.accessFile, now: { .now }, logger: logger, signsInByAddress: signsInByAddress), now: now,
            logger: logger)
        let admin = try Admin(cluster, logger: logger)
        let health = WebHealth(services, reachesBroker: { sending.reachesBroker }) { partitions in
            try? await partitions.isEmpty ? admin.answers() : admin.watermarks(partitions)
        }
        health.show(in: registry)
        audit = try AuditLog(path: settings.audit, logger: logger)
        do {
            server = try await WebServer(
                settings.webOptions, services,
                health: HealthContent(metrics: { registry.text() }, readiness: { health.readiness }),
                metrics: registry, audit: audit)
        } catch let error as ListenError {
            throw CommandFailure("--listen: \(error)")
        } catch let error as WebSetupError {
            throw CommandFailure("\(error)", status: .configuration)
        }
        address = settings.listen.withPort(server.port)
        (self.health, self.sending, self.logger) = (health, sending, logger)
    }

    /// Its address for people.
    func link(_ settings: Settings) -> String { (settings.tlsKey == nil ? "http" : "https") + "://\(address)/" }

    /// Takes nothing more in, answers what was asked, and delivers what was taken.
    func stop() async {
        await server.stop()
        health.stop()
        let lost = await sending.close(deadline: .now() + .seconds(10))
        if lost > 0 { logger.error("\(lost) messages were not acknowledged; their senders were told so") }
        await audit.flush()
    }

    /// What blocks for a moment.
    private static func edges(
        _ cluster: ClientConfiguration, _ settings: Settings, _ district: District,
        _ now: @escaping @Sendable () -> Instant, _ logger: Logger
    ) async throws -> (StoreReads, KafkaIntake, StoreChanges) {
        let path = settings.store.path
        return try await blocking {
            let reads = StoreReads(path: path, calendars: Calendars(district.calendars))
            return (reads, try KafkaIntake(cluster, now: now, logger: logger), StoreChanges(reads, logger: logger))
        }
    }
}

extension Admin {
    /// Nothing, once a broker has answered.
    fileprivate func answers() async throws(KafkaError) -> [TopicPartition: Watermarks] {
        _ = try await clusterID()
        return [:]
    }
}

/// Each connection takes an open file, and a shell's limit is lower than what we serve.
private func raiseOpenFiles() {
    var limit = rlimit()
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    guard getrlimit(kind, &limit) == 0, limit.rlim_cur < 8_192 else { return }
    limit.rlim_cur = min(8_192, limit.rlim_max)
    setrlimit(kind, &limit)
}
