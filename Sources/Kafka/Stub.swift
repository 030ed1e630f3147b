enum StubKafka {}
