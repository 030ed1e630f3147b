enum StubTests {}
