import Testing
@Test func placeholderDistrictFile() {}
