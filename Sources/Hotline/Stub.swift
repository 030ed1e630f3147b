enum StubHotline {}
