import Hotline
import TestKit
import Testing
import WorkTime

@Suite("Reading reports", .timeLimit(.minutes(1)))
struct ReportReaderTests {
    @Test("id, text and time are enough; the rest has defaults")
    func minimal() throws {
        let report = try Reports.read(Reports.minimal)
        #expect(report.string(.id) == "1")
        #expect(report.string(.text) == "污水")
        #expect(report.reportedAt == Instant(milliseconds: 1_789_432_200_000))
        #expect(report.kind == .help)
        #expect(report.urgency == .normal)
        #expect(!report.isConfidential)
        #expect(!report.isAnonymous)
        for field in ReportField.allCases where !field.isRequired {
            #expect(report.string(field) == nil)
        }
        #expect(report.location == nil && report.gathering == nil && report.inReplyTo == nil)
        #expect(report.externalDueAt == nil && report.channelMember == nil && report.attachmentCount == 0)
    }

    @Test("every field is read")
    func whole() throws {
        let report = try Reports.read(Reports.whole)
        #expect(report.string(.id) == "evening-3/7")
        #expect(report.string(.title) == "花坛\n绿化")
        #expect(report.string(.text) == "小区花坛里\t树木枯死 🌳")
        #expect(report.reportedAt == Instant(milliseconds: 1_789_432_200_250))
        #expect(report.string(.address) == "施营社区 3 号楼")
        #expect(report.string(.community) == "shiying")
        #expect(report.location == Coordinates(latitude: 32.0523, longitude: 112.1347))
        #expect(report.kind == .wish)
        #expect(report.urgency == .urgent)
        #expect(report.string(.reporterName) == "王")
        #expect(report.string(.reporterPhone) == "000")
        #expect(report.isAnonymous)
        #expect(report.isConfidential)
        #expect(report.string(.externalId) == "XF-1")
        #expect(report.externalDueAt?.description == "2026-09-20T10:00:00Z")
        #expect(report.string(.category) == "0302")
        #expect(report.string(.gatheringKind) == "evening")
        #expect(report.gathering?.at?.description == "2026-09-14T11:30:00Z")
        #expect(report.string(.gatheringPlace) == "广场")
        #expect(report.gathering?.participants == 23)
        #expect(report.string(.gatheringRecordedBy) == "网格员")
        #expect(report.inReplyTo?.description == "0000012681314870")
        #expect(report.attachments == ["https://example.org/1.jpg", "http://example.org/2.jpg"])
    }

    @Test("nothing of a report is left for the next one, also after a failure")
    func reuse() throws {
        var reader = try Reports.read(Reports.whole)
        let broken = Array(Reports.with(#""title":"x","kind":"wish","location":{"lat":1}"#).utf8)
        #expect(throws: ReportError.self) { try reader.read(broken.span.bytes) }
        let minimal = Array(Reports.minimal.utf8)
        try reader.read(minimal.span.bytes)
        #expect(
            reader.string(.title) == nil && reader.string(.gatheringPlace) == nil
                && reader.string(.reporterPhone) == nil)
        #expect(reader.kind == .help && reader.urgency == .normal && !reader.isConfidential && !reader.isAnonymous)
        #expect(reader.location == nil && reader.gathering == nil && reader.inReplyTo == nil)
        #expect(reader.externalDueAt == nil && reader.channelMember == nil && reader.attachmentCount == 0)
    }

    @Test("an optional field that is null, and an optional text that is empty, count as absent")
    func absent() throws {
        let names = [
            "title", "address", "community", "location", "kind", "urgency", "reporter", "confidential", "externalId",
            "externalDueAt", "category", "gathering", "inReplyTo", "attachments",
        ]
        let members = names.map { "\"\($0)\":null" }.joined(separator: ",")
        let report = try Reports.read(Reports.with(members))
        #expect(report.kind == .help && report.gathering == nil && report.attachmentCount == 0)
        let inner =
            #""reporter":{"name":null,"phone":"","anonymous":null},"gathering":{"at":null,"kind":""},"title":"""#
        let other = try Reports.read(Reports.with(inner))
        #expect(
            other.string(.reporterName) == nil && other.string(.reporterPhone) == nil && other.string(.title) == nil)
        #expect(other.gathering == Gathering())
    }

    @Test("tip-offs are confidential unless they say otherwise")
    func confidential() throws {
        #expect(try Reports.read(Reports.with(#""kind":"tipoff""#)).isConfidential)
        #expect(try !Reports.read(Reports.with(#""confidential":false,"kind":"tipoff""#)).isConfidential)
        #expect(try Reports.read(Reports.with(#""confidential":true"#)).isConfidential)
    }

    @Test("escapes of every kind give the characters that they stand for")
    func escapes() throws {
        let text = #"\"\\\/\b\f\n\r\t\u0041\u00e9\u6C61\uFFFF\ud83d\uDE00\u0000"#
        let report = try Reports.read(Reports.with("\"title\":\"\(text)\""))
        #expect(report.string(.title) == "\"\\/\u{8}\u{C}\n\r\tAé污\u{FFFF}😀\0")
    }

    @Test("names may be written with escapes")
    func escapedNames() throws {
        let report = try Reports.read(#"{"\u0069d":"1","te\u0078t":"a","reportedAt":"2026-09-15T00:30:00Z"}"#)
        #expect(report.string(.text) == "a")
    }

    @Test("blanks may stand wherever JSON allows them")
    func blanks() throws {
        let report = try Reports.read(
            "\r\n\t {\n\"id\" :\t\"1\" , \"text\"\r:\"a\",\"reportedAt\": \"2026-09-15T00:30:00Z\" } \n")
        #expect(report.string(.id) == "1")
    }

    @Test("lengths count Unicode scalars, whatever their bytes and however they are written")
    func lengths() throws {
        func report(id: String, text: String) -> String {
            #"{"id":"\#(id)","text":"\#(text)","reportedAt":"2026-09-15T00:30:00Z"}"#
        }
        for scalar in ["a", "é", "污", "🌳", #"\u6c61"#, #"\ud83c\udf33"#] {
            let fitting = try Reports.read(report(id: String(repeating: scalar, count: 128), text: "a"))
            #expect(fitting.string(.id)?.unicodeScalars.count == 128)
            let long = report(id: String(repeating: scalar, count: 129), text: "a")
            #expect(Reports.complaint(long)?.hasPrefix("id: ") == true)
        }
        for scalar in ["a", "é", "污", "🌳", #"\n"#] {
            let text = "x" + String(repeating: scalar, count: 9_999)
            #expect(Reports.complaint(report(id: "1", text: text)) == nil)
            #expect(Reports.complaint(report(id: "1", text: text + scalar))?.hasPrefix("text: ") == true)
        }
    }

    @Test("an id may hold any characters but control characters")
    func ids() throws {
        for id in ["工单/2026-09 #3", " 1", "😀", "\u{200B}", "a\u{301}"] {
            #expect(try Reports.read(Reports.minimal.replacing("\"1\"", with: "\"\(id)\"")).string(.id) == id)
        }
    }

    @Test("participants are a number, or a list of names that is counted")
    func participants() throws {
        for (value, count) in [("0", 0), ("12", 12), ("1e2", 100), ("12.0", 12), (#"["王","李"]"#, 2), ("[]", 0)] {
            let report = try Reports.read(Reports.with(#""gathering":{"participants":\#(value)}"#))
            #expect(report.gathering?.participants == count)
        }
    }

    @Test("numbers are read as the nearest doubles")
    func numbers() throws {
        var random = SeededGenerator(seed: 3)
        let odd = ["-0", "0.0", "-0.0", "9e1", "900E-1", "0.00000000000000000000000001", "12.3456789012345678901234"]
        let many = (0..<2_000).map { _ in "\(Double.random(in: -90...90, using: &random))" }
        let short = (0..<2_000).map { _ in "\((Double.random(in: -90...90, using: &random) * 1e6).rounded() / 1e6)" }
        for text in odd + many + short {
            let report = try Reports.read(Reports.with(#""location":{"lat":\#(text),"lon":0}"#))
            #expect(report.location?.latitude == Double(text))
        }
    }

    @Test(
        "the sender's channel is found with the comma that goes with it",
        arguments: [
            (#"{"channel":"x","id":"1"REST}"#, #"{"id":"1"REST}"#),
            (#"{"id":"1", "channel" : {"a":[1,2]} , "x":1REST}"#, #"{"id":"1",  "x":1REST}"#),
            (#"{"id":"1"REST , "chann\u0065l":null }"#, #"{"id":"1"REST  }"#),
        ])
    func channelMember(json: String, without: String) throws {
        let rest = #","text":"a","reportedAt":"2026-09-15T00:30:00Z""#
        var bytes = Array(json.replacing("REST", with: rest).utf8)
        let member = try #require(try Reports.read(bytes).channelMember)
        bytes.removeSubrange(member)
        #expect(String(decoding: bytes, as: UTF8.self) == without.replacing("REST", with: rest))
        #expect(Reports.complaint(bytes) == nil)
    }

    @Test("a channel inside another object is not the sender's channel")
    func innerChannel() throws {
        #expect(try Reports.read(Reports.with(#""reporter":{"channel":"x"}"#)).channelMember == nil)
    }
}
