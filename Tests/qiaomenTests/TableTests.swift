import Testing
import qiaomen

@Suite(.timeLimit(.minutes(1)))
struct TableTests {
    @Test(arguments: [
        ("abc", 3), ("污水", 4), ("ＡＢ", 4), ("，。", 4), ("é", 1), ("e\u{301}", 1), ("한글", 4), ("カナ", 4), ("ｶﾅ", 2),
        ("😀", 2),
        ("👨‍👩‍👧", 2), ("a\u{200B}b", 2), ("…", 1), ("", 0), ("𠀀", 2),
    ])
    func `A text is as wide as a terminal draws it`(_ text: String, _ width: Int) {
        #expect(displayWidth(text) == width)
    }

    @Test func `A text that is too wide ends in an ellipsis and never takes more than the limit`() {
        #expect(shortened("污水管网", to: 8) == "污水管网")
        #expect(shortened("污水管网", to: 7) == "污水管…")
        #expect(shortened("污水管网", to: 6) == "污水…")
        #expect(shortened("abc", to: 2) == "a…")
    }

    @Test func `Columns stand under each other, Chinese or not`() {
        var table = TextTable(["area", "place", "n"])
        table.add(["sewage", "白湾社区", "1"])
        table.add(["绿化", "x", "20"])
        #expect(
            table.takeText() == """
                area    place     n
                sewage  白湾社区  1
                绿化    x         20

                """)
    }

    @Test func `The header is written once, later blocks keep the widths`() {
        var table = TextTable(["a", "b"])
        #expect(table.takeText() == "")
        table.add(["long", "1"])
        #expect(table.takeText() == "a     b\nlong  1\n")
        table.add(["x", "2"])
        #expect(table.takeText() == "x     2\n")
    }

    @Test func `Control characters cannot drive the terminal`() {
        var table = TextTable(["a"])
        table.add(["\u{1B}[2Jx\ny"])
        #expect(table.takeText() == "a\n\u{FFFD}[2Jx\u{FFFD}y\n")
    }
}
