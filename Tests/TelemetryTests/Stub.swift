import Testing

@Test func stubTelemetryTests() {}
