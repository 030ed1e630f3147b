enum StubWorkTime {}
