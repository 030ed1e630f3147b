import Testing

@Test func stubHotlineTests() {}
