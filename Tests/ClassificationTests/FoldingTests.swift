import Classification
import Testing

@Suite("Folding", .timeLimit(.minutes(1)))
struct FoldingTests {
    private func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        folded.append(contentsOf: Folding.standard.scalars(of: text).compactMap { Unicode.Scalar($0) })
        return String(folded)
    }

    private func folded(_ scalar: UInt32) -> UInt32 {
        let folding = Folding.standard
        return folding.table[scalar]
    }

    @Test(
        "What people write in several ways becomes one",
        arguments: [
            ("污水管網", "污水管网"), ("園林綠化", "园林绿化"), ("舊小區電線老化", "旧小区电线老化"), ("水星臺", "水星台"),
            ("為爲", "为为"), ("ＡＢＣ", "abc"), ("Sewage PIPE", "sewage pipe"), ("１２３４５", "12345"), ("①栋", "1栋"),
            ("ﾊﾝｶｸ", "ハンカク"), ("ÉCOLE", "école"), ("ΣΩ", "σω"), ("ЖЁ", "жё"), ("⽔", "水"), ("\u{F9F4}", "林"),
            ("flower-bed", "flower bed"), ("a\t\n\r\u{A0}\u{3000}\u{2028}－b", "a       b"), ("，（）", ",()"),
        ])
    func alike(text: String, form: String) {
        #expect(folded(text) == form)
    }

    @Test("Signs that only look or sound alike stay different", arguments: ["后", "é", "著火", "。", "—", "ß"])
    func different(text: String) {
        #expect(folded(text) == text)
    }

    @Test("Folding twice is folding once, for every scalar there is")
    func idempotent() {
        for value in 0...UInt32(0x10FFFF) {
            let once = folded(value)
            if folded(once) != once { Issue.record("U+\(String(value, radix: 16)) gives one that folds again") }
        }
    }

    @Test("Of ASCII only capital letters, blanks and the hyphen change")
    func ascii() {
        for value in 0..<UInt32(0x80) {
            switch value {
            case 0x41...0x5A: #expect(folded(value) == value + 0x20)
            case 0x09...0x0D, 0x2D: #expect(folded(value) == 0x20)
            default: #expect(folded(value) == value)
            }
        }
    }

    @Test("What folds to a scalar is known from its other end, each once")
    func inverse() {
        let folding = Folding.standard
        var changed = 0
        for value in 0...UInt32(0x10FFFF) where folded(value) != value {
            changed += 1
            #expect(folding.scalars(foldingTo: folded(value)).count { $0 == value } == 1)
        }
        #expect(changed > 7_000)
        #expect(folding.scalars(foldingTo: 0x6C61) == [0x6C61, 0x6C59], "污 and 汙")
        #expect(folding.scalars(foldingTo: 0x7F51).contains(0x7DB2), "网 and 網")
        #expect(folding.scalars(foldingTo: 0x3001).first == 0x3001)
    }

    @Test("Numbers that no text spells fold to themselves or to nothing harmful")
    func beyond() {
        #expect(folded(0x110000) == 0x110000)
        #expect(folded(0x1FFFFF) == 0x1FFFFF)
    }

    @Test("A table is lines of which all folds to the first scalar; comments are none")
    func table() {
        let bytes = [UInt8]("# ab\n#x\ncd".utf8)
        let folding = Folding(table: bytes.span)
        #expect(folding.scalars(of: "abxcdX") == "ab#ccX".unicodeScalars.map(\.value))
    }
}
