import Testing
@Test func stubClassificationTests() {}
