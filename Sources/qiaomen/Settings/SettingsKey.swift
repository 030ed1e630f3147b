import Configuration

/// The names of settings: `--log-level`, `QIAOMEN_LOG_LEVEL`, `log-level:` in the file.
package enum SettingsKey: String, CaseIterable, Sendable {
    case broker
    case district
    case model
    case store
    case delivery
    case instance
    case metrics
    case listen
    case access
    case audit
    case publicAddress = "public-address"
    case tlsCertificate = "tls-certificate"
    case tlsKey = "tls-key"
    case logLevel = "log-level"
    case logFormat = "log-format"

    /// The name swift-configuration knows it by: one component, so that files need no nesting.
    var key: ConfigKey { ConfigKey([rawValue]) }

    /// All the places it can be given, for error messages.
    var places: String {
        "--\(rawValue), \(environmentName) or \(rawValue): in the file of --config"
    }

    private var environmentName: String {
        "QIAOMEN_" + rawValue.uppercased().replacing("-", with: "_")
    }
}

/// The names of `--kafka` settings.
enum KafkaSettingsKey {
    /// The file's mapping, and the environment's list.
    static let section = "kafka"
    static let environmentList = "QIAOMEN_KAFKA"
    static let environmentPrefix = "QIAOMEN_KAFKA_"

    static func key(_ property: String) -> ConfigKey { ConfigKey([section, property]) }
}
