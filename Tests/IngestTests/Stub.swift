import Testing
@Test func stubIngestTests() {}
