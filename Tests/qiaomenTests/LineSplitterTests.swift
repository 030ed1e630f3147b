import Testing
import qiaomen

@Suite(.timeLimit(.minutes(1)))
struct LineSplitterTests {
    /// The lines as `number:text`, `number:-` for one that is too long, read in chunks of the given size.
    private func lines(_ text: String, chunk: Int = .max, limit: Int = 100) -> [String] {
        var splitter = LineSplitter(limit: limit)
        var result: [String] = []
        func take(_ number: Int, _ line: RawSpan?) {
            guard let line else { return result.append("\(number):-") }
            result.append("\(number):" + line.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
        }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let piece = Array(bytes.prefix(chunk))
            splitter.feed(piece.span.bytes, take)
            bytes = bytes.dropFirst(chunk)
        }
        splitter.finish(take)
        return result
    }

    @Test func `Lines end with LF or CR LF, the last needs no end`() {
        #expect(lines("a\nb\r\nc") == ["1:a", "2:b", "3:c"])
        #expect(lines("a\n") == ["1:a"])
        #expect(lines("") == [])
    }

    @Test func `Blank lines are counted and left out`() {
        #expect(lines("\n \t\r\na\n\nb\n\n") == ["3:a", "5:b"])
    }

    @Test func `A byte order mark is taken off the first line only`() {
        #expect(lines("\u{FEFF}a\n\u{FEFF}b") == ["1:a", "2:\u{FEFF}b"])
    }

    @Test func `A line over the limit is told, and the next one is read`() {
        let long = String(repeating: "x", count: 101)
        #expect(lines("a\n\(long)\nb\n\(long)") == ["1:a", "2:-", "3:b", "4:-"])
    }

    @Test func `Where chunks end makes no difference`() {
        let text = "白湾社区\r\n\n污水\n" + String(repeating: "长", count: 50) + "\n尾"
        let whole = lines(text)
        for size in 1...40 { #expect(lines(text, chunk: size) == whole) }
    }
}
