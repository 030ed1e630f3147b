import Testing

@Test func stubEndToEndTests() {}
