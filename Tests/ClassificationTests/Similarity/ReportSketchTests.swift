import Classification
import TestKit
import Testing

@Suite("What is kept of a report", .timeLimit(.minutes(1)))
struct ReportSketchTests {
    private let letter = (0..<300).map { "第\($0)件：路面塌陷，井盖破损，晚上看不见，请派人来修。" }.joined()

    @Test(
        "How a report is written makes no difference: traditional, wide, capital, punctuation, blanks",
        arguments: [
            ("汉江梦小区2栋北侧雨水管断裂，水直接冲墙根。", "漢江夢小區２棟北側雨水管斷裂 水直接沖牆根！"),
            ("Wanda广场消防通道被占用", "ＷＡＮＤＡ廣場消防通道被佔用"),
            ("The drain is blocked again", "THE  DRAIN\nis blocked - again."),
        ])
    func folding(text: String, other: String) {
        #expect(sketch(text) == sketch(other))
    }

    @Test("It takes at most 256 bytes, however long the report", arguments: [1, 10, 300, 5_000])
    func size(repeats: Int) {
        let text = String(String(repeating: letter, count: 1 + repeats / 300).prefix(repeats * 25))
        #expect(sketch(title: "路面塌陷", text, address: "人民路12号汉江梦小区3栋").bytes.count <= 256)
    }

    @Test("It is the same in every run and on every machine")
    func stable() {
        let bytes = sketch("人民路积水，汉江梦小区3栋门口", area: "sewage").bytes
        let sum = bytes.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) }
        #expect(bytes.count == 60)
        #expect(sum == 2_680_104_551_638_303_495)
    }

    @Test("Bytes read back give the sketch", arguments: ["", "积水", "The lift is broken", "人民路3栋，云兴路5号楼"])
    func roundTrip(text: String) {
        for sketch in [sketch(text), sketch(text, community: nil, area: nil), sketch(title: text, letter)] {
            let bytes = sketch.bytes
            let read = ReportSketch(bytes: bytes.span)
            #expect(read == sketch)
        }
    }

    @Test("Bytes of another version, cut short, too long or out of order are no sketch")
    func broken() {
        func isSketch(_ bytes: [UInt8]) -> Bool { ReportSketch(bytes: bytes.span) != nil }
        let bytes = sketch("人民路积水，云兴路也是").bytes
        #expect(isSketch(bytes))
        #expect(!isSketch([bytes[0] + 1] + bytes.dropFirst()))
        #expect(!isSketch(bytes + [0]))
        for count in bytes.indices { #expect(!isSketch(Array(bytes.prefix(count)))) }
        #expect(!isSketch(bytes.dropLast(6) + bytes.suffix(3) + bytes.dropLast(3).suffix(3)))
    }

    @Test("Whatever the bytes, reading and comparing them does no harm, and what is read is written again")
    func noise() {
        var random = SeededGenerator(seed: 20_261_125)
        let genuine = sketch(title: "积水", letter)
        for _ in 0..<2_000 {
            var bytes = genuine.bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let read = ReportSketch(bytes: bytes.span) else { continue }
            #expect(read.bytes == bytes)
            #expect((0...1).contains(Similarity(read, genuine).score))
        }
    }

    @Test("Any bytes may stand for a text")
    func anyText() {
        var random = SeededGenerator(seed: 7)
        var scratch = SketchScratch()
        for length in 0..<400 {
            let text = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            let sketch = ReportSketch(
                title: text.span, text: text.span, address: text.span, community: nil, area: nil, scratch: &scratch)
            #expect(sketch.bytes.count <= 256)
        }
    }

    @Test("A scratch that served other reports makes no difference")
    func scratch() {
        var scratch = SketchScratch()
        let texts = ["人民路积水", letter, "", "The lift is broken", "人民路积水"].map { [UInt8]($0.utf8) }
        for text in texts {
            let used = ReportSketch(
                title: nil, text: text.span, address: nil, community: "baiwan", area: "other", scratch: &scratch)
            #expect(used == sketch(String(decoding: text, as: UTF8.self)))
        }
    }
}
