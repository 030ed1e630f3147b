import Foundation
import Logging
import Pipeline
import Telemetry
import Testing
import Web
import qiaomen

@Suite(.timeLimit(.minutes(1)))
struct SettingsTests {
    private func read(
        _ values: [SettingsKey: String] = [:], kafka: [String] = [], environment: [String: String] = [:],
        file: String? = nil
    ) async throws -> Settings {
        var given = GivenOptions()
        given.values = values
        given.kafka = kafka.compactMap { KafkaProperty($0) }
        guard let file else { return try await Settings.read(given, environment: environment) }
        let path = FileManager.default.temporaryDirectory.appending(path: "qiaomen-\(UUID().uuidString).yaml")
        try Data(file.utf8).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        given.file = path.path
        return try await Settings.read(given, environment: environment)
    }

    private func error(
        _ values: [SettingsKey: String] = [:], environment: [String: String] = [:], file: String? = nil
    ) async -> String {
        do {
            _ = try await read(values, environment: environment, file: file)
            return "no error"
        } catch { return "\(error)" }
    }

    @Test func `With nothing given the defaults hold, and no broker is guessed`() async throws {
        let settings = try await read()
        #expect(settings.broker == nil)
        #expect(settings.district == .shipped)
        #expect(settings.model == .shipped)
        #expect(settings.store.path == "qiaomen.db")
        #expect(settings.delivery == nil)
        #expect(settings.logLevel == .info)
        #expect(settings.logFormat == .text)
        #expect(!settings.instance.isEmpty)
        #expect(settings.metrics == nil)
        #expect(settings.kafkaProperties == [:])
        #expect(throws: CommandFailure.self) { try settings.requiredBroker }
    }

    @Test func `The command line beats the environment, the environment beats the file`() async throws {
        let file = "broker: file:1\ninstance: from-file\nlog-level: error\ndelivery: exactly-once\n"
        let environment = ["QIAOMEN_BROKER": "env:1", "QIAOMEN_INSTANCE": "from-env", "QIAOMEN_LOG_LEVEL": "debug"]
        let settings = try await read([.broker: "cli:1"], environment: environment, file: file)
        #expect(settings.broker == .servers("cli:1"))
        #expect(settings.instance == "from-env")
        #expect(settings.logLevel == .debug)
        #expect(settings.delivery == .exactlyOnce)
    }

    @Test func `The model, as any setting, is named on the command line, in the environment or in the file`()
        async throws
    {
        let (environment, file) = (["QIAOMEN_MODEL": "env.qiaomen"], "model: file.qiaomen\n")
        #expect(
            try await read([.model: "cli.qiaomen"], environment: environment, file: file).model == .file("cli.qiaomen"))
        #expect(try await read(environment: environment, file: file).model == .file("env.qiaomen"))
        #expect(try await read(file: file).model == .file("file.qiaomen"))
        #expect(ModelSource.shipped.name == "the shipped model")
        #expect(ModelSource.file("file.qiaomen").name == "file.qiaomen")
    }

    @Test func `Where monitoring may ask is an address and a port`() async throws {
        let settings = try await read(environment: ["QIAOMEN_METRICS": "0.0.0.0:9464"], file: "metrics: 127.0.0.1:1\n")
        #expect(settings.metrics?.description == "0.0.0.0:9464")
        #expect(
            await error([.metrics: "9464"])
                == "metrics: expected HOST:PORT, such as 127.0.0.1:9464, 0.0.0.0:9464 or [::1]:9464, found \"9464\" "
                + "(--metrics, QIAOMEN_METRICS or metrics: in the file of --config)")
    }

    @Test func `Kafka properties merge name by name`() async throws {
        let settings = try await read(
            kafka: ["a.b=cli", "x=1=2,3"],
            environment: [
                "QIAOMEN_KAFKA": "a.b=env,c.d=env", "QIAOMEN_KAFKA_SASL_PASSWORD": "p,w=d", "QIAOMEN_KAFKA_E_F": "env",
            ],
            file: "kafka:\n  a.b: file\n  c.d: file\n  e.f: file\n  g.h: 30\n  i:\n    j: true\n")
        #expect(
            settings.kafkaProperties == [
                "a.b": "cli", "x": "1=2,3", "c.d": "env", "e.f": "env", "sasl.password": "p,w=d", "g.h": "30",
                "i.j": "true",
            ])
    }

    @Test func `The file can be named in the environment; an empty variable counts as unset`() async throws {
        #expect(await error(environment: ["QIAOMEN_CONFIG": "/nowhere.yaml"]).contains("/nowhere.yaml"))
        let settings = try await read(environment: ["QIAOMEN_BROKER": "", "QIAOMEN_CONFIG": "", "OTHER": "x"])
        #expect(settings.broker == nil)
    }

    @Test func `A name the file should not have is an error that lists what it may have`() async {
        let message = await error(file: "broker: a:1\nlog_level: debug\nmetric: x\n")
        #expect(message.contains("unknown setting log_level, metric: expected access, audit, broker,"))
    }

    @Test(arguments: [
        "broker: [a, b]", "kafka: x", "- broker", "", "broker: a\nbroker: b", "a: [", "log-level:\n  x: y",
    ])
    func `A file of another shape is an error, never ignored`(_ file: String) async {
        #expect(await error(file: file) != "no error")
    }

    @Test(arguments: [
        ("QIAOMEN_BROKER", "a:99999"), ("QIAOMEN_BROKER", "a,,b"), ("QIAOMEN_LOG_LEVEL", "loud"),
        ("QIAOMEN_LOG_FORMAT", "xml"), ("QIAOMEN_DELIVERY", "maybe"), ("QIAOMEN_INSTANCE", "a b"),
        ("QIAOMEN_KAFKA", "novalue"),
    ])
    func `A value that cannot be is refused with its name and what was expected`(_ name: String, _ value: String) async
    {
        let message = await error(environment: [name: value])
        #expect(message.contains("expected"))
        #expect(message.contains(name))
    }

    @Test func `A broker is a list of hosts with or without port, or embedded`() {
        #expect(BrokerAddress("embedded") == .embedded)
        for text in ["localhost", "k1:9092,k2:9092", "10.0.0.1:1", "[::1]:9092", "[::1]"] {
            #expect(BrokerAddress(text) == .servers(text))
        }
        for text in ["", "a:", "a:0", ":9092", "a b", "a:x", "[::1:9092"] { #expect(BrokerAddress(text) == nil) }
    }

    @Test func `An error about a secret property does not tell its value`() async {
        #expect(KafkaProperty.isSecret("sasl.password"))
        #expect(KafkaProperty.isSecret("ssl.key.pem"))
        #expect(!KafkaProperty.isSecret("security.protocol"))
        #expect(await !error(environment: ["QIAOMEN_KAFKA": "hunter2"]).contains("hunter2"))
    }
}
