import Configuration
import Foundation
import Synchronization

/// The YAML file of `--config`. A name it does not know is an error: a misspelt setting must not be ignored in silence.
struct SettingsFile {
    let provider: FileProvider<YAMLSnapshot>
    /// The librdkafka properties under `kafka:`.
    let kafkaProperties: [String]

    init(path: String) async throws(SettingsError) {
        // YAMLSnapshot does not list its keys, but asks of each whether it is secret.
        let seen = SeenKeys()
        let options = YAMLSnapshot.ParsingOptions(
            secretsSpecifier: .dynamic { key, _ in
                seen.insert(key)
                return KafkaProperty.isSecret(key)
            })
        do {
            let location = InMemoryProvider(values: ["filePath": ConfigValue(.string(path), isSecret: false)])
            provider = try await FileProvider(parsingOptions: options, config: ConfigReader(provider: location))
        } catch {
            throw SettingsError("\(path): \(error)")
        }
        let prefix = KafkaSettingsKey.section + "."
        let known = Set(SettingsKey.allCases.map(\.rawValue))
        let unknown = seen.keys.filter { !known.contains($0) && !$0.hasPrefix(prefix) }
        guard unknown.isEmpty else {
            let expected = known.sorted().joined(separator: ", ")
            throw SettingsError(
                "\(path): unknown setting \(unknown.sorted().joined(separator: ", ")): expected \(expected), "
                    + "or kafka: with librdkafka's properties as NAME: VALUE")
        }
        kafkaProperties = seen.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    }
}

private final class SeenKeys: Sendable {
    private let storage = Mutex<Set<String>>([])
    func insert(_ key: String) { storage.withLock { _ = $0.insert(key) } }
    var keys: Set<String> { storage.withLock { $0 } }
}
