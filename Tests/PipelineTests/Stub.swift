import Testing

@Test func stubPipelineTests() {}
