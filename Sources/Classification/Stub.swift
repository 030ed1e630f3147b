enum StubClassification {}
