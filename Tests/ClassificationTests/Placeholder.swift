import Testing
@Test func placeholderClassification() {}
