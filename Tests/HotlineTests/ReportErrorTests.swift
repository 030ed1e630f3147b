import Hotline
import Testing

@Suite("What is wrong with a report", .timeLimit(.minutes(1)))
struct ReportErrorTests {
    private static let idExpected = "a string of 1 to 128 characters, not blank and without control characters"
    private static let textExpected = "a string of 1 to 10,000 characters, not blank"

    @Test(
        "a field that is missing, null, blank or of another type is named with what was expected",
        arguments: [
            (
                #"{"text":"a","reportedAt":"2026-09-15T00:30:00Z"}"#,
                "id: expected \(idExpected); the field is missing (byte 47)"
            ),
            (
                #"{"id":"1","reportedAt":"2026-09-15T00:30:00Z"}"#,
                "text: expected \(textExpected); the field is missing (byte 45)"
            ),
            (
                #"{"id":"1","text":"a"}"#,
                "reportedAt: expected an RFC 3339 time with offset; the field is missing (byte 20)"
            ),
            ("{}", "id: expected \(idExpected); the field is missing (byte 1)"),
            (#"{"id":null}"#, "id: expected \(idExpected) (byte 6)"),
            (#"{"id":17}"#, "id: expected \(idExpected) (byte 6)"),
            (#"{"id":""}"#, "id: expected \(idExpected) (byte 6)"),
            (#"{"id":" \t　"}"#, "id: expected \(idExpected) (byte 6)"),
            (#"{"id":"a\u0000"}"#, "id: expected \(idExpected) (byte 6)"),
            (#"{"id":"a\u0085"}"#, "id: expected \(idExpected) (byte 6)"),
            (#"{"id":"a\u007f"}"#, "id: expected \(idExpected) (byte 6)"),
            (#"{"text":["a"]}"#, "text: expected \(textExpected) (byte 8)"),
            (#"{"text":"\n\u3000\u00a0\u2028"}"#, "text: expected \(textExpected) (byte 8)"),
            (#"{"reportedAt":null}"#, "reportedAt: expected an RFC 3339 time with offset (byte 14)"),
            (#"{"reportedAt":1789432200}"#, "reportedAt: expected an RFC 3339 time with offset (byte 14)"),
            (
                #"{"reportedAt":"2026-09-15T08:30:00"}"#,
                "reportedAt: expected an RFC 3339 time with offset, there an offset: Z, +hh:mm or -hh:mm (byte 34)"
            ),
            (
                #"{"reportedAt":"2026-02-30T08:30:00Z"}"#,
                "reportedAt: expected an RFC 3339 time with offset, there a day from 01 to 28, the last of that month (byte 23)"
            ),
            (#"{"title":7}"#, "title: expected a string of at most 1000 characters (byte 9)"),
            (
                #"{"kind":"Help"}"#,
                "kind: expected one of help, complaint, question, suggestion, tipoff, praise, wish (byte 8)"
            ),
            (
                #"{"kind":["help"]}"#,
                "kind: expected one of help, complaint, question, suggestion, tipoff, praise, wish (byte 8)"
            ),
            (#"{"urgency":"high"}"#, "urgency: expected one of normal, urgent, emergency (byte 11)"),
            (#"{"confidential":"true"}"#, "confidential: expected true or false (byte 16)"),
            (#"{"confidential":1}"#, "confidential: expected true or false (byte 16)"),
            (#"{"location":[32,112]}"#, "location: expected an object with lat and lon (byte 12)"),
            (#"{"location":{"lat":90.5,"lon":0}}"#, "location.lat: expected a number from -90 to 90 (byte 19)"),
            (#"{"location":{"lat":"32","lon":0}}"#, "location.lat: expected a number from -90 to 90 (byte 19)"),
            (#"{"location":{"lat":0,"lon":-180.01}}"#, "location.lon: expected a number from -180 to 180 (byte 27)"),
            (
                #"{"location":{"lat":0}}"#,
                "location.lon: expected a number from -180 to 180; the field is missing (byte 20)"
            ),
            (
                #"{"location":{"lat":null,"lon":0}}"#,
                "location.lat: expected a number from -90 to 90; the field is missing (byte 31)"
            ),
            (#"{"reporter":"王"}"#, "reporter: expected an object (byte 12)"),
            (
                #"{"reporter":{"phone":13800000000}}"#,
                "reporter.phone: expected a string of at most 64 characters (byte 21)"
            ),
            (#"{"reporter":{"anonymous":0}}"#, "reporter.anonymous: expected true or false (byte 25)"),
            (
                #"{"gathering":{"at":"yesterday"}}"#,
                "gathering.at: expected an RFC 3339 time with offset, there a year from 0001 to 9999 (byte 20)"
            ),
            (
                #"{"gathering":{"participants":-1}}"#,
                "gathering.participants: expected a whole number from 0 to 1000000, or a list of names of at most 100 characters (byte 29)"
            ),
            (
                #"{"gathering":{"participants":1.5}}"#,
                "gathering.participants: expected a whole number from 0 to 1000000, or a list of names of at most 100 characters (byte 29)"
            ),
            (
                #"{"inReplyTo":"1234 5678 9012 3456"}"#,
                "inReplyTo: expected a case number, a string of 16 digits (byte 13)"
            ),
            (
                #"{"attachments":"https://example.org"}"#,
                "attachments: expected a list of at most 50 http or https addresses of at most 2048 characters (byte 15)"
            ),
            (
                #"{"attachments":["https://a.b/","ftp://a.b/"]}"#,
                "attachments: expected a list of at most 50 http or https addresses of at most 2048 characters (byte 31)"
            ),
            (
                #"{"attachments":["https:///a"]}"#,
                "attachments: expected a list of at most 50 http or https addresses of at most 2048 characters (byte 16)"
            ),
            (
                #"{"attachments":["https://a b"]}"#,
                "attachments: expected a list of at most 50 http or https addresses of at most 2048 characters (byte 16)"
            ),
        ])
    func fields(json: String, complaint: String) {
        #expect(Reports.complaint(json) == complaint)
    }

    @Test(
        "what is not JSON is refused where it goes wrong",
        arguments: [
            ("", "report: expected a JSON object (byte 0)"),
            ("  ", "report: expected a JSON object (byte 2)"),
            ("null", "report: expected a JSON object (byte 0)"),
            ("[]", "report: expected a JSON object (byte 0)"),
            ("\u{FEFF}{}", "report: expected a JSON object, without a byte order mark (byte 0)"),
            ("{", "report: expected a member's name in quotes (byte 1)"),
            ("{\"id", "report: expected the end of the string (byte 4)"),
            (#"{"id""#, "id: expected a colon after the member's name (byte 5)"),
            (#"{"id":"1""#, "report: expected a comma or } (byte 9)"),
            (#"{"id":"1","#, "report: expected a member's name in quotes (byte 10)"),
            (#"{"id":"1",}"#, "report: expected a member's name in quotes (byte 10)"),
            (#"{,"id":"1"}"#, "report: expected a member's name in quotes (byte 1)"),
            (#"{"id":"1" "text":"a"}"#, "report: expected a comma or } (byte 10)"),
            (#"{id:"1"}"#, "report: expected a member's name in quotes (byte 1)"),
            (#"{'id':'1'}"#, "report: expected a member's name in quotes (byte 1)"),
            (#"{"id":"1\q"}"#, #"id: expected an escape: \" \\ \/ \b \f \n \r \t or \uXXXX (byte 8)"#),
            (#"{"id":"\u12g4"}"#, "id: expected four hexadecimal digits (byte 9)"),
            (#"{"id":"\u+123"}"#, "id: expected four hexadecimal digits (byte 9)"),
            (#"{"id":"\u12"#, "id: expected four hexadecimal digits (byte 9)"),
            (#"{"text":"\ud83c"}"#, "text: expected a surrogate pair, not one half of it (byte 9)"),
            (#"{"text":"\udf33"}"#, "text: expected a surrogate pair, not one half of it (byte 9)"),
            (#"{"text":"\ud83c\u0041"}"#, "text: expected a surrogate pair, not one half of it (byte 9)"),
            (#"{"text":"\ud83c\n"}"#, "text: expected a surrogate pair, not one half of it (byte 9)"),
            ("{\"text\":\"a\nb\"}", "text: expected no unescaped control character in a string (byte 10)"),
            ("{\"text\":\"污\u{1F}\"}", "text: expected no unescaped control character in a string (byte 12)"),
            ("{\"text\":\"a\0\"}", "text: expected no unescaped control character in a string (byte 10)"),
            (#"{"x":01}"#, "x: expected a number without leading zeros (byte 5)"),
            (#"{"x":-01}"#, "x: expected a number without leading zeros (byte 5)"),
            (#"{"x":-}"#, "x: expected a digit (byte 6)"),
            (#"{"x":+1}"#, "x: expected a JSON value (byte 5)"),
            (#"{"x":.5}"#, "x: expected a JSON value (byte 5)"),
            (#"{"x":1.}"#, "x: expected a digit (byte 7)"),
            (#"{"x":1e}"#, "x: expected a digit (byte 7)"),
            (#"{"x":1e+}"#, "x: expected a digit (byte 8)"),
            (#"{"x":0x10}"#, "report: expected a comma or } (byte 6)"),
            (#"{"x":NaN}"#, "x: expected a JSON value (byte 5)"),
            (#"{"x":Infinity}"#, "x: expected a JSON value (byte 5)"),
            (#"{"x":1e999}"#, "x: expected a number that a double can hold (byte 5)"),
            (#"{"x":[{"y":-1e400}]}"#, "x: expected a number that a double can hold (byte 11)"),
            (#"{"x":tru}"#, "x: expected a JSON value (byte 5)"),
            (#"{"x":nul"#, "x: expected a JSON value (byte 5)"),
            (#"{"x":truee}"#, "report: expected a comma or } (byte 9)"),
            (#"{"x":[1,]}"#, "x: expected a JSON value (byte 8)"),
            (#"{"x":[1 2]}"#, "x: expected a comma or ] (byte 8)"),
            (#"{"x":{"a":1,}}"#, "x: expected a string (byte 12)"),
            (#"{"x":// no"#, "x: expected a JSON value (byte 5)"),
            (#"{"123 汉":[}"#, "report: expected a JSON value (byte 12)"),
        ])
    func grammar(json: String, complaint: String) {
        #expect(Reports.complaint(json) == complaint)
    }

    @Test("nothing may stand behind the report", arguments: ["{}", ",", "\0", "x", "污", "]"])
    func behind(rest: String) {
        #expect(
            Reports.complaint(Reports.minimal + rest)
                == "report: expected nothing behind the report (byte \(Reports.minimal.utf8.count))")
    }

    @Test("every cut of a report is refused")
    func truncated() {
        let bytes = Array(Reports.whole.utf8)
        for end in bytes.indices {
            #expect(Reports.complaint(Array(bytes[..<end])) != nil, "cut at \(end)")
        }
    }

    @Test(
        "a member may stand once only, also written with escapes, known or unknown",
        arguments: [
            (#""id":"2""#, "id", 0), (#""\u0069d":"2""#, "id", 0), (#""channel":1,"channel":1"#, "channel", 12),
            (#""title":null,"title":null"#, "title", 13),
            (#""odd":1,"other":2,"\u006fdd":3"#, "odd", 18),
            (#""reporter":{"name":"a","n\u0061me":"b"}"#, "reporter.name", 23),
            (#""location":{"lat":1,"lon":1,"x":1,"x":2}"#, "location", 34),
            (#""gathering":{"y":1,"\u0079":2}"#, "gathering", 19),
        ])
    func duplicates(members: String, field: String, offset: Int) {
        let start = Reports.minimal.utf8.count
        #expect(
            Reports.complaint(Reports.with(members)) == "\(field): expected each member once (byte \(start + offset))")
    }

    @Test("the same unknown name in different objects is no duplicate")
    func sameNameElsewhere() {
        #expect(Reports.complaint(Reports.with(#""x":1,"reporter":{"x":1},"location":{"x":1,"lat":0,"lon":0}"#)) == nil)
    }

    @Test("thousands of unknown names cost no more than sorting them", .timeLimit(.minutes(1)))
    func manyNames() {
        let members = (0..<6_000).map { "\"\($0)\":0" }.joined(separator: ",")
        #expect(Reports.complaint(Reports.with(members)) == nil)
        #expect(
            Reports.complaint(Reports.with(members + #","17":0"#))?.hasPrefix("report: expected each member") == true)
    }

    @Test("64 values may stand inside one another, not 65")
    func depth() {
        func nested(_ depth: Int) -> String {
            let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            return Reports.with("\"x\":\(lists)")
        }
        #expect(Reports.complaint(nested(63)) == nil)
        #expect(Reports.complaint(nested(64))?.hasPrefix("x: expected at most 64 values inside one another") == true)
        #expect(Reports.complaint(nested(30_000))?.hasPrefix("x: expected at most 64 values") == true)
    }

    @Test(
        "ill-formed UTF-8 is refused in texts, names and unknown fields",
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x9F, 0xBF], [0xE6, 0xB1],
            [0xE6, 0xB1, 0x41],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x8C],
            [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF], [0xFE],
        ] as [[UInt8]])
    func utf8(bytes: [UInt8]) {
        for padding in 0..<8 {
            let before = Array(String(repeating: "x", count: padding).utf8) + Array("污污".utf8)
            let string = [UInt8(ascii: "\"")] + before + bytes + Array("污水\"".utf8)
            let place = before.count
            #expect(
                Reports.complaint(Array(#"{"text":"#.utf8) + string + Array("}".utf8))
                    == "text: expected well-formed UTF-8 (byte \(9 + place))")
            #expect(
                Reports.complaint(Array(#"{"x":[{"#.utf8) + string + Array(":1}]}".utf8))
                    == "x: expected well-formed UTF-8 (byte \(8 + place))")
            #expect(
                Reports.complaint(Array("{".utf8) + string + Array(":1}".utf8))
                    == "report: expected well-formed UTF-8 (byte \(2 + place))")
        }
    }

    @Test("every Unicode scalar is accepted and comes out as it went in")
    func everyScalar() throws {
        let scalars = (UInt32(0x20)...0x10FFFF).lazy.compactMap(Unicode.Scalar.init)
        var text = "x"
        for scalar in scalars where scalar != "\"" && scalar != "\\" {
            text.unicodeScalars.append(scalar)
            if text.utf8.count > 9_000 || scalar.value == 0x10FFFF {
                let report = try Reports.read(
                    #"{"id":"1","reportedAt":"2026-09-15T00:30:00Z","text":""# + text + #""}"#)
                #expect(report.string(.text)?.utf8.elementsEqual(text.utf8) == true)
                text = "x"
            }
        }
    }

    @Test("the whole is at most 64 KiB, but a field's error comes first")
    func size() {
        let room = 65_536 - Reports.with(#""x":"""#).utf8.count
        let fitting = Reports.with(#""x":"\#(String(repeating: "x", count: room))""#)
        #expect(Reports.complaint(fitting) == nil)
        #expect(Reports.complaint(fitting + " ") == "report: expected at most 65536 bytes (byte 65536)")
        let long = String(repeating: "污", count: 350_000)
        #expect(
            Reports.complaint(Reports.minimal.replacing("污水", with: long))
                == "text: expected \(Self.textExpected) (byte 17)")
        let escaped = String(repeating: #"\n"#, count: 500_000)
        #expect(
            Reports.complaint(Reports.minimal.replacing("污水", with: escaped))
                == "text: expected \(Self.textExpected) (byte 17)")
        #expect(
            Reports.complaint(Reports.with(#""x":"\#(long)","kind":"no""#))
                == "kind: expected one of help, complaint, question, suggestion, tipoff, praise, wish (byte 1050081)")
        #expect(
            Reports.complaint(Reports.with(#""\#(long)":1"#))?
                .hasPrefix("report: expected texts that fit into 65536 bytes together") == true)
    }

    @Test("at most 50 attachments")
    func attachments() {
        func report(_ count: Int) -> String {
            Reports.with(
                #""attachments":[\#([String](repeating: #""https://a.b/c""#, count: count).joined(separator: ","))]"#)
        }
        #expect(Reports.complaint(report(50)) == nil)
        #expect(Reports.complaint(report(51))?.hasPrefix("attachments: expected a list of at most 50") == true)
    }

    @Test(
        "no error quotes what stood there",
        arguments: [
            #"{"reporter":{"phone":"13800001111\q"}}"#, #"{"reporter":{"phone":13800001111}}"#, #"{"13800001111":x}"#,
            #"{"kind":"13800001111"}"#, #"{"reportedAt":"13800001111"}"#, #"{"inReplyTo":"13800001111"}"#,
            #"{"attachments":["13800001111"]}"#, #"{"reporter":{"13800001111":1,"13800001111":2}}"#,
        ])
    func quotesNothing(json: String) throws {
        let complaint = try #require(Reports.complaint(json))
        #expect(!complaint.contains("13800001111"))
    }
}
