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

    @Test func theUsersPropertiesOverrideOurDefaults() throws {
        let configuration = try SharedBroker.configuration(["transaction.timeout.ms": "9000", "linger.ms": "0"])
        _ = try Producer(configuration, transactionalID: "override", logger: SharedBroker.logger)
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
