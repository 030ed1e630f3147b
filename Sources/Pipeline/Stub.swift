enum StubPipeline {}
