import Configuration
import Foundation
import Logging
import Pipeline
import Telemetry
import Web

extension Settings {
    /// The one table of defaults. What is not here has none: the command says so when it needs it.
    private static let defaults: [AbsoluteConfigKey: ConfigValue] = [
        ["log-level"]: "info",
        ["log-format"]: "text",
        ["store"]: "sqlite:qiaomen.db",
        ["listen"]: "127.0.0.1:8080",
        // Stable across restarts, and different for each machine or container.
        ["instance"]: ConfigValue(.string(ProcessInfo.processInfo.hostName), isSecret: false),
    ]

    /// Puts the sources together: command line over environment over file over defaults; `--kafka` property by property.
    ///
    /// - Parameters:
    ///   - given: what the command line says.
    ///   - environment: the process's environment. Empty variables count as unset.
    /// - Throws: an error that names the setting and what was expected; for the file also every name it does not know.
    package static func read(
        _ given: GivenOptions, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(SettingsError) -> Settings {
        let environment = environment.filter { $0.key.hasPrefix("QIAOMEN_") && !$0.value.isEmpty }
        let list = try kafkaList(of: environment)
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "command line", values: values(of: given)),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: ["qiaomen"]),
            InMemoryProvider(name: KafkaSettingsKey.environmentList, values: kafkaValues(list)),
        ]
        var properties = Set(given.kafka.map(\.name) + list.map(\.name) + kafkaNames(of: environment))
        if let path = given.file ?? environment["QIAOMEN_CONFIG"] {
            let file = try await SettingsFile(path: path)
            providers.append(file.provider)
            properties.formUnion(file.kafkaProperties)
        }
        providers.append(InMemoryProvider(name: "defaults", values: defaults))
        return try await Settings(ConfigReader(providers: providers), kafkaProperties: properties)
    }

    private init(_ reader: ConfigReader, kafkaProperties names: Set<String>) async throws(SettingsError) {
        broker = try await reader.optional(.broker, expected: BrokerAddress.expectation) { BrokerAddress($0) }
        district = try await reader.optional(.district, expected: "a file's path") { .file($0) } ?? .shipped
        model = try await reader.optional(.model, expected: "a file's path") { .file($0) } ?? .shipped
        store = try await reader.required(.store, expected: StoreAddress.expectation) { StoreAddress($0) }
        delivery = try await reader.optional(.delivery)
        instance = try await reader.required(.instance, expected: Instance.expectation, Instance.valid)
        metrics = try await reader.optional(.metrics, expected: ListenAddress.expectation) { ListenAddress($0) }
        listen = try await reader.required(.listen, expected: ListenAddress.expectation) { ListenAddress($0) }
        access = try await reader.optional(.access, expected: "a file's path") { $0 }
        audit = try await reader.optional(.audit, expected: "a file's path") { $0 }
        publicAddress = try await reader.optional(.publicAddress, expected: PublicAddress.expectation) {
            PublicAddress($0)
        }
        tlsCertificate = try await reader.optional(.tlsCertificate, expected: "a file's path") { $0 }
        tlsKey = try await reader.optional(.tlsKey, expected: "a file's path") { $0 }
        logLevel = try await reader.required(.logLevel)
        logFormat = try await reader.required(.logFormat)
        kafkaProperties = [:]
        for name in names {
            guard let value = try await reader.text(KafkaSettingsKey.key(name), name: "kafka \(name)") else { continue }
            kafkaProperties[name] = value
        }
    }

    private static func values(of given: GivenOptions) -> [AbsoluteConfigKey: ConfigValue] {
        var values = kafkaValues(given.kafka)
        for (key, value) in given.values {
            values[AbsoluteConfigKey(key.key)] = ConfigValue(.string(value), isSecret: false)
        }
        return values
    }

    private static func kafkaValues(_ properties: [KafkaProperty]) -> [AbsoluteConfigKey: ConfigValue] {
        properties.reduce(into: [:]) { values, property in
            values[AbsoluteConfigKey(KafkaSettingsKey.key(property.name))] =
                ConfigValue(.string(property.value), isSecret: KafkaProperty.isSecret(property.name))
        }
    }

    /// `QIAOMEN_KAFKA=security.protocol=SASL_SSL,sasl.mechanisms=PLAIN`.
    private static func kafkaList(of environment: [String: String]) throws(SettingsError) -> [KafkaProperty] {
        guard let list = environment[KafkaSettingsKey.environmentList] else { return [] }
        var properties: [KafkaProperty] = []
        for (index, text) in list.split(separator: ",").enumerated() {
            guard let property = KafkaProperty(text) else {
                throw SettingsError(
                    "\(KafkaSettingsKey.environmentList): entry \(index + 1): expected \(KafkaProperty.expectation); "
                        + "a value with a comma goes into a variable of its own, such as "
                        + "\(KafkaSettingsKey.environmentPrefix)SASL_PASSWORD")
            }
            properties.append(property)
        }
        return properties
    }

    /// `QIAOMEN_KAFKA_SASL_PASSWORD` is `sasl.password`: librdkafka's names have dots, no underscores.
    private static func kafkaNames(of environment: [String: String]) -> [String] {
        environment.keys.filter { $0.hasPrefix(KafkaSettingsKey.environmentPrefix) }.map {
            $0.dropFirst(KafkaSettingsKey.environmentPrefix.count).lowercased().replacing("_", with: ".")
        }
    }
}

/// What names a worker.
package enum Instance {
    /// What it must look like, for error messages.
    package static let expectation = "1 to 64 letters, digits, dots, hyphens or underscores"

    /// The name, if it is one.
    package static func valid(_ text: String) -> String? {
        let isValid =
            (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        return isValid ? text : nil
    }
}

extension ConfigReader {
    fileprivate func optional<Value: RawRepresentable<String> & CaseIterable>(
        _ key: SettingsKey
    ) async throws(SettingsError) -> Value? {
        let expected = "one of " + Value.allCases.map(\.rawValue).joined(separator: ", ")
        return try await optional(key, expected: expected) { Value(rawValue: $0) }
    }

    fileprivate func required<Value: RawRepresentable<String> & CaseIterable>(
        _ key: SettingsKey
    ) async throws(SettingsError) -> Value {
        let expected = "one of " + Value.allCases.map(\.rawValue).joined(separator: ", ")
        return try await required(key, expected: expected) { Value(rawValue: $0) }
    }

    fileprivate func required<Value>(
        _ key: SettingsKey, expected: String, _ parse: (String) -> Value?
    ) async throws(SettingsError) -> Value {
        guard let value = try await optional(key, expected: expected, parse) else {
            throw SettingsError("\(key.rawValue) is missing: expected \(expected) (\(key.places))")
        }
        return value
    }

    fileprivate func optional<Value>(
        _ key: SettingsKey, expected: String, _ parse: (String) -> Value?
    ) async throws(SettingsError) -> Value? {
        guard let text = try await text(key.key, name: key.rawValue) else { return nil }
        guard let value = parse(text) else {
            throw SettingsError("\(key.rawValue): expected \(expected), found \"\(text)\" (\(key.places))")
        }
        return value
    }

    /// The strongest source's text; an error where that is not a single value.
    fileprivate func text(_ key: ConfigKey, name: String) async throws(SettingsError) -> String? {
        do {
            return try await fetchString(forKey: key)
        } catch {
            throw SettingsError("\(name): expected a single value")
        }
    }
}
