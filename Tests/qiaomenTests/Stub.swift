import Testing
@Test func stubQiaomen() {}
