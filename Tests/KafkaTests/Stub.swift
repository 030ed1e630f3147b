import Testing

@Test func stubKafkaTests() {}
