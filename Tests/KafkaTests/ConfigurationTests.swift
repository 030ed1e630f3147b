import BrokerTestKit
import Kafka
import Testing

@Suite struct ConfigurationTests {
    @Test(arguments: [
        ("enable.auto.commit", "true"), ("enable.auto.offset.store", "true"), ("enable.idempotence", "false"),
        ("isolation.level", "read_uncommitted"), ("acks", "1"), ("partitioner", "random"),
        ("transactional.id", "mine"), ("bootstrap.servers", "elsewhere:9092"),
    ])
    func propertiesThatBreakDeliveryAreRefusedByName(name: String, value: String) {
        let configuration = ClientConfiguration(brokers: "localhost:9092", properties: [name: value])
        let error = #expect(throws: KafkaError.self) { try configuration.validate() }
        #expect(error?.description.contains(name) == true)
        #expect(error?.code == .invalidArgument)
    }

    @Test func whatAgreesWithThePromisesIsTaken() throws {
        try ClientConfiguration(
            brokers: "localhost:9092",
            properties: [
                "enable.auto.commit": "false", "acks": "-1", "enable.idempotence": "true", "linger.ms": "50",
                "group.id": "mine", "session.timeout.ms": "30000", "security.protocol": "plaintext",
            ]
        ).validate()
    }

    @Test func anUnknownPropertyOrValueIsNamed() {
        let unknown = ClientConfiguration(brokers: "localhost:9092", properties: ["no.such": "1"])
        #expect(#expect(throws: KafkaError.self) { try unknown.validate() }?.description.contains("no.such") == true)
        let wrong = ClientConfiguration(brokers: "localhost:9092", properties: ["linger.ms": "soon"])
        #expect(#expect(throws: KafkaError.self) { try wrong.validate() }?.description.contains("linger.ms") == true)
    }

    @Test(arguments: [
        // Unknown, misspelt, out of range, one of a list, a file, a pattern, what breaks a promise.
        ("sasl.passwort", "hunter2"), ("security.protocol", "hunter2"), ("debug", "broker,hunter2"),
        ("socket.timeout.ms", "77777777"), ("message.max.bytes", "77hunter2"), ("plugin.library.paths", "hunter2"),
        ("topic.blacklist", "^(hunter2"), ("enable.idempotence", "hunter2"), ("acks", "hunter2"),
        ("auto.offset.reset", String(repeating: "hunter2", count: 100)), ("transactional.id", "hunter2"),
    ])
    func aRefusedPropertyIsNamedWithoutItsValue(name: String, value: String) throws {
        let configuration = ClientConfiguration(brokers: "localhost:9092", properties: [name: value])
        let error = try #require(throws: KafkaError.self) { try configuration.validate() }
        #expect(error.description.contains(name))
        #expect(!error.description.contains("hunter2") && !error.description.contains("77"), "\(error)")
    }

    @Test func whatLibrdkafkaSaysOfARefusedPropertyIsKept() throws {
        func detail(_ name: String, _ value: String) throws -> String {
            let configuration = ClientConfiguration(brokers: "localhost:9092", properties: [name: value])
            return try #require(throws: KafkaError.self) { try configuration.validate() }.detail
        }
        #expect(try detail("no.such", "x") == #"No such configuration property: "no.such""#)
        #expect(
            try detail("security.protocol", "hunter2")
                == #"Invalid value "…" for configuration property "security.protocol""#)
        #expect(
            try detail("message.max.bytes", "8hunter2")
                == #"Configuration property "message.max.bytes" value … is outside allowed range 1000..1000000000"#)
    }

    @Test func aClientThatCannotBeCreatedIsToldWithoutTheValuesOfItsProperties() throws {
        let configuration = ClientConfiguration(
            brokers: "localhost:9092", properties: ["partition.assignment.strategy": "hunter2"])
        let error = try #require(throws: KafkaError.self) { try Admin(configuration, logger: TestBroker.logger) }
        #expect(error.detail == "Unsupported partition.assignment.strategy: …")
    }

    @Test func theUsersPropertiesOverrideOurDefaults() throws {
        let configuration = try TestBroker.configuration(["transaction.timeout.ms": "9000", "linger.ms": "0"])
        _ = try Producer(configuration, transactionalID: "override", logger: TestBroker.logger)
    }

    @Test func anErrorSaysWhatWasTriedWhatWasWrongAndItsCode() {
        let error = KafkaError(.topicAuthorizationFailed, while: "read from reports.hotline[0]")
        #expect(
            error.description
                == "could not read from reports.hotline[0]: Broker: Topic authorization failed (TOPIC_AUTHORIZATION_FAILED, 29)"
        )
        #expect(error.isAuthorization && !error.isRetriable && !error.isFatal)
        #expect(KafkaError(.transport, while: "x").isRetriable)
        #expect(KafkaError(.producerFenced, while: "x").isFenced)
    }
}
