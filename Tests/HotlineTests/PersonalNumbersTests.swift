import Hotline
import TestKit
import Testing

@Suite("Phone and identity numbers in texts", .timeLimit(.minutes(1)))
struct PersonalNumbersTests {
    @Test(
        "are masked, however they are grouped",
        arguments: [
            ("请回电13812345678谢谢", "请回电***********谢谢"), ("138-1234-5678", "***-****-****"),
            ("138 1234 5678。", "*** **** ****。"), ("+8613812345678", "+*************"),
            ("86 138 1234 5678", "** *** **** ****"), ("0086-13812345678", "****-***********"),
            ("１３８１２３４５６７８", "***********"), ("电话0710-3456789", "电话****-*******"), ("07103456789", "***********"),
            ("010-12345678", "***-********"), ("身份证420601199003074512", "身份证******************"),
            ("42060119900307451X", "******************"), ("42060119900307451x，", "******************，"),
            ("420601900307451", "***************"), ("a13812345678b, 13987654321", "a***********b, ***********"),
        ])
    func masked(text: String, expected: String) {
        #expect(text.maskingPersonalNumbers == expected)
        #expect(expected.maskingPersonalNumbers == expected)
    }

    @Test(
        "what is none stays",
        arguments: [
            "", "修好了", "2026-11-23 10:00", "2026-11-23", "工单 5072 0503 9908 4967", "5072050399084967", "12345",
            "3 号楼 2 单元 1201", "12345678901", "1 3 8 1 2 3 4 5 6 7 8", "120 元", "20261123100000", "🌳½²",
            "000000000000000000", "10 11 12 13 14",
        ])
    func kept(text: String) {
        #expect(text.maskingPersonalNumbers == text)
    }

    @Test("any text comes back as long as it was, and masked once is masked")
    func anything() {
        var random = SeededGenerator(seed: 5)
        let pieces = [
            "1", "3", "8", "0", "86", "13812345678", "-", " ", "X", "９", "🌳", "修", "\u{301}", "19900307", "420601",
        ]
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...14, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let masked = text.maskingPersonalNumbers
            #expect(masked.unicodeScalars.count == text.unicodeScalars.count)
        }
    }
}
