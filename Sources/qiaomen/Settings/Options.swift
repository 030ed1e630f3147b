import ArgumentParser
import Foundation
import Logging
import Pipeline
import Telemetry
import Web

/// Options every command has.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A YAML file with settings, under the options' names without the hyphens; kafka: holds NAME: VALUE.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var config: String?

    @Option(
        help: ArgumentHelp(
            "The least severe level that is logged: \(Logger.Level.names). Default: info.", valueName: "level"),
        completion: .list(Logger.Level.allCases.map(\.rawValue)), transform: Logger.Level.parse)
    var logLevel: Logger.Level?

    @Option(help: ArgumentHelp("How log lines are written to standard error.", valueName: "format"))
    var logFormat: LogFormat?
}

/// Options of commands that speak to Kafka.
struct BrokerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The Kafka cluster's bootstrap servers; 'embedded' starts a mock cluster inside the process.",
            valueName: "host:port,…"))
    var broker: BrokerAddress?

    @Option(
        help: ArgumentHelp(
            "A librdkafka property (TLS, SASL, tuning); repeatable. Give passwords in the environment or the file.",
            valueName: "key=value"))
    var kafka: [KafkaProperty] = []
}

/// Options of commands that need to know the district.
struct DistrictOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The district file; without it, the shipped pilot district.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var district: String?
}

/// Options of commands that classify.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The classifier's model, made by qiaomen train; without it, the shipped one.", valueName: "file"),
        completion: .file())
    var model: String?
}

/// Options of workers.
struct WorkerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "exactly-once (Kafka transactions) or at-least-once; by default what the broker can do.",
            valueName: "guarantee"))
    var delivery: DeliveryGuarantee?

    @Option(
        help: ArgumentHelp(
            "Names this worker: stable across its restarts, different from every other's. Default: the host's name.",
            valueName: "name"))
    var instance: String?

    mutating func validate() throws {
        if let instance, Instance.valid(instance) == nil {
            throw ValidationError("--instance: expected \(Instance.expectation)")
        }
    }
}

extension Settings {
    /// Puts the options given, environment, file and defaults together, and starts the log.
    ///
    /// - Throws: `CommandFailure` with status 78 that names the setting and what was expected.
    static func load(
        _ common: CommonOptions, broker: BrokerOptions? = nil, district: DistrictOptions? = nil,
        model: ModelOptions? = nil, worker: WorkerOptions? = nil, store: StoreOptions? = nil,
        metrics: MetricsOptions? = nil, web: WebSettingsOptions? = nil, access: AccessOptions? = nil,
        publicAddress: PublicAddress? = nil
    ) async throws(CommandFailure) -> Settings {
        var given = GivenOptions()
        given.file = common.config
        given.kafka = broker?.kafka ?? []
        given.values[.logLevel] = common.logLevel?.rawValue
        given.values[.logFormat] = common.logFormat?.rawValue
        given.values[.broker] = broker?.broker?.description
        given.values[.district] = district?.district
        given.values[.model] = model?.model
        given.values[.delivery] = worker?.delivery?.rawValue
        given.values[.instance] = worker?.instance
        given.values[.store] = store?.store?.description
        given.values[.metrics] = metrics?.metrics?.description
        given.values[.listen] = web?.listen?.description
        given.values[.audit] = web?.audit
        given.values[.publicAddress] = (web?.publicAddress ?? publicAddress)?.description
        given.values[.tlsCertificate] = web?.tlsCertificate
        given.values[.tlsKey] = web?.tlsKey
        given.values[.access] = access?.access
        do {
            let settings = try await read(given)
            bootstrapLogging(level: settings.logLevel, format: settings.logFormat)
            return settings
        } catch {
            throw CommandFailure(error.description, status: .configuration)
        }
    }
}

extension BrokerAddress: ExpressibleByArgument, CustomStringConvertible {
    package init?(argument: String) { self.init(argument) }

    /// As `--broker` takes it.
    package var description: String {
        switch self {
        case .embedded: "embedded"
        case .servers(let list): list
        }
    }
}

extension KafkaProperty: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension LogFormat: ExpressibleByArgument {}
extension DeliveryGuarantee: ExpressibleByArgument {}

extension Logger.Level {
    fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

    fileprivate static func parse(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else { throw ValidationError("expected one of \(names)") }
        return level
    }
}
