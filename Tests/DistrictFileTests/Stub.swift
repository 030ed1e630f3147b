import Testing
@Test func stubDistrictFileTests() {}
