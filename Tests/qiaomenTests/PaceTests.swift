import Testing
import qiaomen

@Suite(.timeLimit(.minutes(1)))
struct PaceTests {
    @Test func `The mean rate holds from the beginning, also after a delay`() {
        let start = ContinuousClock.now
        var pace = Pace(perSecond: 100, start: start)
        #expect(pace.next(at: start) == .milliseconds(10))
        #expect(pace.next(at: start) == .milliseconds(20))
        // Late by a second: what was missed is made up for.
        #expect(pace.next(at: start + .seconds(1)) < .zero)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct PrintingTests {
    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-12_345, "-12,345")])
    func `Thousands stand apart`(_ number: Int, _ text: String) {
        #expect(grouped(number) == text)
    }

    @Test func `Bytes are shown as text, what is none or could drive a terminal as numbers`() {
        #expect(escaped(Array("污水\nok".utf8)) == "污水\nok")
        #expect(escaped([0x1B, 0x5B, 0x41, 0xFF, 0xE6, 0xB1]) == "\\x1b[A\\xff\\xe6\\xb1")
        #expect(escaped([0xC2, 0x9B]) == "\\xc2\\x9b")
    }

    @Test func `A dead letter's place is a partition and an offset`() {
        #expect(DeadLetterPosition("3:17") == DeadLetterPosition(partition: 3, offset: 17))
        for text in ["", "3", "3:", ":1", "-1:2", "1:-2", "1:2:3", "a:1"] { #expect(DeadLetterPosition(text) == nil) }
    }
}
