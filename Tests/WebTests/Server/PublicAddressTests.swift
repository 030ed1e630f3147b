import Testing
import Web

/// Where people reach the web.
@Suite(.timeLimit(.minutes(1)))
struct PublicAddressTests {
    @Test(arguments: [
        ("https://qiaomen.example", "https://qiaomen.example"), ("HTTP://10.0.0.1:8080/", "http://10.0.0.1:8080"),
    ])
    func `It is a scheme and a host`(text: String, read: String) throws {
        let address = try #require(PublicAddress(text))
        #expect(address.description == read)
        #expect(address.isSecure == read.hasPrefix("https"))
    }

    @Test(arguments: [
        "qiaomen.example", "ftp://a", "https://", "https://a/b", "https://a?b", "https://u:p@a", "", "https://a b",
    ])
    func `Anything else is refused`(text: String) {
        #expect(PublicAddress(text) == nil)
    }
}
