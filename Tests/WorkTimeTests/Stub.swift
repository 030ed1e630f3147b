import Testing

@Test func stubWorkTime() {}
