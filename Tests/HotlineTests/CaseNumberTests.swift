import Hotline
import Testing

@Suite("Case numbers", .timeLimit(.minutes(1)))
struct CaseNumberTests {
    /// From Python: `int.from_bytes(hashlib.sha256(channel + b"\0" + id).digest(), "big") % 10**16`.
    @Test(
        "the number is SHA-256 of channel, zero byte and id, modulo 10^16",
        arguments: [
            ("hotline", "1", "5072050399084967"),
            ("hotline", "b000000001", "2435213963431616"),
            ("evening", "2026-09-15/3", "6295064343771943"),
            ("open311", "沁-é-🙂", "1282214777988453"),
            ("hotline", String(repeating: "x", count: 128), "3031655456835824"),
            ("a", "b\0c", "2845145407968809"),
            ("", "", "0663216789168157"),
            ("hotline", "85306", "0000012681314870"),
        ])
    func vectors(channel: String, id: String, expected: String) {
        let bytes = Array(id.utf8)
        #expect(CaseNumber(channel: channel, id: bytes.span).description == expected)
    }

    @Test(
        "people may write blanks, hyphens of any kind and full-width digits",
        arguments: [
            "1234567890123456", "1234 5678 9012 3456", " 1234-5678-9012-3456 ", "1234　5678—9012–3456",
            "１２３４５６７８９０１２３４５６", "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6\n",
        ])
    func typed(text: String) {
        #expect(CaseNumber(typed: text)?.description == "1234567890123456")
    }

    @Test(
        "anything but 16 digits is no case number",
        arguments: [
            "", "123456789012345", "12345678901234567", "123456789012345a", "1234.5678.9012.3456", "+123456789012345",
            "１２３４５６７８９０１２３４５", "١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦",
        ])
    func notTyped(text: String) {
        #expect(CaseNumber(typed: text) == nil)
        let bytes = Array(text.utf8)
        #expect(CaseNumber(digits: bytes.span) == nil)
    }

    @Test(
        "on the wire there are 16 ASCII digits and nothing else",
        arguments: [
            "1234 5678 9012 3456", " 1234567890123456", "１２３４５６７８９０１２３４５６",
        ])
    func strictDigits(text: String) {
        let bytes = Array(text.utf8)
        #expect(CaseNumber(digits: bytes.span) == nil)
    }

    @Test("leading zeros are kept, in groups of four for people")
    func zeros() throws {
        let number = try #require(CaseNumber(typed: "0000 0126 8131 4870"))
        #expect(number.description == "0000012681314870")
        #expect(number.grouped == "0000 0126 8131 4870")
        #expect(CaseNumber(typed: number.grouped) == number)
    }
}
