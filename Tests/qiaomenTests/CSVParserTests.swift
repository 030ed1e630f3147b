import TestKit
import Testing
import qiaomen

/// Parses CSV in chunks of the given size: each row as `line: field|field`, each error as `line: !`.
private func parse(_ text: String, chunk: Int = .max, limit: Int = 1000) -> [String] {
    var parser = CSVParser(limit: limit)
    var result: [String] = []
    func take(_ row: Result<CSVRow, CSVError>) {
        switch row {
        case .success(let row):
            let fields = (0..<row.count).map { String(decoding: row[$0], as: UTF8.self) }
            result.append("\(row.line): " + fields.joined(separator: "|"))
        case .failure(let error):
            result.append("\(error.line): !")
        }
    }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let piece = Array(bytes.prefix(chunk))
        parser.feed(piece.span.bytes, take)
        bytes = bytes.dropFirst(chunk)
    }
    parser.finish(take)
    return result
}

@Suite(.timeLimit(.minutes(1)))
struct CSVParserTests {
    @Test func `Fields are separated by commas, rows by LF or CR LF, the last needs no end`() {
        #expect(parse("a,b\nc,d\r\ne,f") == ["1: a|b", "2: c|d", "3: e|f"])
        #expect(parse("a,b\r") == ["1: a|b"])
    }

    @Test func `Empty fields are kept`() {
        #expect(parse(",\na,,b\n,x,\r\n") == ["1: |", "2: a||b", "3: |x|"])
        #expect(parse("a,") == ["1: a|"])
    }

    @Test func `A quoted field may hold commas, quotes and line breaks`() {
        #expect(
            parse("\"a,b\",\"say \"\"hi\"\"\"\n\"x\r\ny\",z\nq,r\n") == ["1: a,b|say \"hi\"", "2: x\r\ny|z", "4: q|r"])
        #expect(parse("\"\"\r\n\"\",\"\"") == ["1: ", "2: |"])
    }

    @Test func `Blank lines are left out, a byte order mark is taken off`() {
        #expect(parse("\u{FEFF}a\n\n\r\nb\n\n") == ["1: a", "4: b"])
    }

    @Test func `A broken row is told with its line, and reading goes on with the next`() {
        #expect(parse("a\nb\"c,d\ne") == ["1: a", "2: !", "3: e"])
        #expect(parse("a\n\"b\"c,d\ne") == ["1: a", "2: !", "3: e"])
        #expect(parse("\"x\ny\" z\nb") == ["1: !", "3: b"])
    }

    @Test func `A quote that is never closed is told where its row begins`() {
        #expect(parse("a\n\"b\nc\nd") == ["1: a", "2: !"])
    }

    @Test func `A row over the limit is told, and the next one is read`() {
        #expect(parse("a\n\(String(repeating: "x", count: 1001)),y\nb") == ["1: a", "2: !", "3: b"])
    }

    @Test func `Where chunks end makes no difference`() {
        let text = "\u{FEFF}id,text\r\n1,\"污水, \"\"外溢\"\"\r\n两处\"\r\n\r\n2,bad\"quote\n3,\"ok\"\n4,\"open\n"
        let whole = parse(text)
        for size in 1...60 { #expect(parse(text, chunk: size) == whole) }
    }

    @Test func `Whatever is written with quotes is read back`() {
        var random = SeededGenerator(seed: 7)
        let alphabet = Array("ab,\"\n\r污 ")
        for _ in 0..<500 {
            let rows = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                (0..<3).map { _ in
                    String(
                        (0..<Int.random(in: 0...6, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
                    )
                }
            }
            let text = rows.map { $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") }
                .joined(separator: "\r\n")
            let read = parse(text, chunk: Int.random(in: 1...9, using: &random)).map {
                $0.split(separator: " ", maxSplits: 1)[1]
            }
            #expect(read == rows.map { $0.joined(separator: "|")[...] })
        }
    }
}

@Suite(.timeLimit(.minutes(1)))
struct CSVReportTests {
    /// The JSON of each row after the header, or the error.
    private func json(_ text: String) -> [String] {
        var parser = CSVParser()
        var report: CSVReport?
        var output: [UInt8] = []
        var result: [String] = []
        func take(_ row: Result<CSVRow, CSVError>) {
            do {
                if let report {
                    try report.write(try row.get(), into: &output)
                    result.append(String(decoding: output, as: UTF8.self))
                } else {
                    report = try CSVReport(header: try row.get())
                }
            } catch {
                result.append("\(error)")
            }
        }
        let bytes = Array(text.utf8)
        parser.feed(bytes.span.bytes, take)
        parser.finish(take)
        return result
    }

    @Test func `The header names the fields, a dot nests them`() {
        #expect(
            json("id,reporter.name,text,location.lat,location.lon,reporter.phone\n7,张三,\"a \"\"b\"\"\",32.1,112,138\n")
                == [
                    #"{"id":"7","reporter":{"name":"张三","phone":"138"},"text":"a \"b\"","location":{"lat":32.1,"lon":112}}"#
                ])
    }

    @Test func `An empty cell is an absent field, an empty group is absent as a whole`() {
        #expect(json("id,title,location.lat,location.lon\n7,,,\n") == [#"{"id":"7"}"#])
        #expect(json("id,title,location.lat,location.lon\n,,,3\n") == [#"{"location":{"lon":3}}"#])
    }

    @Test func `Yes and no are told in three ways, several values are separated by blanks`() {
        #expect(
            json("confidential,attachments\n是,http://a http://b\nFALSE,http://a\nmaybe,\n") == [
                #"{"confidential":true,"attachments":["http://a","http://b"]}"#,
                #"{"confidential":false,"attachments":["http://a"]}"#,
                #"{"confidential":"maybe"}"#,
            ])
    }

    @Test(arguments: ["abc", "1e", "01", "+1", "1.", ".5", "0x10", "NaN", "-", "1e+", "00", "1a", "1 "])
    func `What is no number stays a text, for the report's reader to refuse`(_ cell: String) {
        #expect(json("location.lat\n\(cell)\n") == [#"{"location":{"lat":"\#(cell)"}}"#])
    }

    @Test(arguments: ["0", "-0", "10", "32.070", "1e9", "-1.5E-07", "0.1e+2"])
    func `What is a number becomes one, digit by digit`(_ cell: String) {
        #expect(json("location.lat\n\(cell)\n") == [#"{"location":{"lat":\#(cell)}}"#])
    }

    @Test func `Control characters are escaped`() {
        #expect(json("text\n\"a\nb\tc\u{1}\u{1F}\\\"\n") == [#"{"text":"a\nb\tc\u0001\u001f\\"}"#])
    }

    @Test func `A row that does not fit the header is told with its line`() {
        #expect(
            json("a,b\n1\n1,2\n") == ["line 2: expected 2 fields, as in the header, found 1", #"{"a":"1","b":"2"}"#])
    }

    @Test(arguments: ["a,a", "a,,b", "a.b.c", "a,a.b", ".a"])
    func `A header that cannot be meant is refused`(_ header: String) {
        #expect(json("\(header)\n")[0].hasPrefix("line 1: header: "))
    }
}
