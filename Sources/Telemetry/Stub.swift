enum StubTelemetry {}
