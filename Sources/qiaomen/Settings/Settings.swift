import Foundation
package import Logging
package import Pipeline
package import Telemetry
package import Web

/// What a command is to work with, after the command line, the environment, the file and the defaults were put together.
package struct Settings: Sendable {
    /// The Kafka cluster; nil if none was named.
    package var broker: BrokerAddress?
    /// Further librdkafka properties, by name. They may hold secrets: never print the values.
    package var kafkaProperties: [String: String]
    /// Where the district file is.
    package var district: DistrictSource
    /// Where the classifier's model is.
    package var model: ModelSource
    /// Where the store is.
    package var store: StoreAddress
    /// What a worker promises; nil lets it choose by what the broker can do.
    package var delivery: DeliveryGuarantee?
    /// Names a worker, stable across its restarts and different from every other's.
    package var instance: String
    /// Where monitoring may ask; nil if nowhere.
    package var metrics: ListenAddress?
    /// Where the web listens.
    package var listen: ListenAddress
    /// The access file; nil is the one beside the store.
    package var access: String?
    /// Where the audit's lines go; nil is the log.
    package var audit: String?
    /// Where people reach the web; nil is where it listens.
    package var publicAddress: PublicAddress?
    /// The certificate and the key of the web, in PEM; nil where it is HTTP alone.
    package var tlsCertificate: String?
    package var tlsKey: String?
    /// The least severe level that is logged.
    package var logLevel: Logger.Level
    /// How log lines are written.
    package var logFormat: LogFormat

    /// The broker, for commands that cannot do without.
    package var requiredBroker: BrokerAddress {
        get throws(CommandFailure) {
            guard let broker else {
                throw CommandFailure(
                    "no broker is named: give --broker HOST:PORT, QIAOMEN_BROKER, or broker: in the file of --config",
                    status: .usage)
            }
            return broker
        }
    }
}

/// A setting that cannot be used: which, where it can come from, what was expected.
package struct SettingsError: Error, CustomStringConvertible, Equatable {
    /// The whole sentence.
    package var description: String

    init(_ description: String) { self.description = description }
}
