enum StubDistrictFile {}
