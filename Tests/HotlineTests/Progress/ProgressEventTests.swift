import Foundation
import Hotline
import TestKit
import Testing
import WorkTime

@Suite("Progress events on the wire", .timeLimit(.minutes(2)))
struct ProgressEventTests {
    @Test("every action is read and written, and read again is the same", arguments: Events.all)
    func roundTrip(json: String) throws {
        let event = try Events.read(json)
        let written = Events.text(event)
        #expect(try Events.read(written) == event)
        #expect(written.contains(#""action":"\#(event.action.rawValue)""#))
        _ = try JSONSerialization.jsonObject(with: Data(written.utf8))
    }

    @Test("there is a sample of every action")
    func complete() {
        #expect(Set(Events.bodies.map(\.0)) == Set(ProgressAction.allCases))
    }

    @Test("is written with its members in order")
    func written() throws {
        let json = Events.json(
            .suspend, #","round":2,"note":"等雨停","by":"老李","owner":"局","kind":"ledger","until":"2026-12-01T10:00:00Z""#)
        #expect(
            Events.text(try Events.read(json)) == """
                {"id":"e1","case":"5072050399084967","action":"suspend","at":"2026-11-23T09:00:00+08:00","by":"老李",\
                "note":"等雨停","round":2,"kind":"ledger","until":"2026-12-01T18:00:00+08:00","owner":"局"}
                """)
    }

    @Test("members that we do not know are kept as they came")
    func unknown() throws {
        let json = Events.json(.urge, #","x":{"a" : [1.50, null]},"ref":"e7""#)
        let event = try Events.read(json)
        #expect(event.unknown.map(\.name) == ["x", "ref"])
        #expect(Events.text(event).hasSuffix(#","x":{"a" : [1.50, null]},"ref":"e7"}"#))
        #expect(try Events.read(Events.text(event)) == event)
    }

    @Test(
        "what is wrong is named with what was expected",
        arguments: [
            ("{}", "action: expected one of accept"), ("[]", "progress event: expected a JSON object"),
            ("", "progress event: expected a JSON object"), ("\u{FEFF}{}", "without a byte order mark"),
            (Events.json(.accept) + "x", "progress event: expected nothing behind the object"),
            (Events.json(.accept, #","id":"e2""#), "expected each member once"),
            (
                Events.json(.accept).replacing("\"accept\"", with: "\"Accept\""),
                "action: expected one of accept, contact"
            ),
            (Events.json(.accept).replacing("\"e1\"", with: "7"), "id: expected a string of 1 to 128 characters"),
            (Events.json(.accept).replacing("\"e1\"", with: "null"), "id: expected a string"),
            (Events.json(.accept).replacing("\"e1\"", with: "\" \""), "id: expected a string"),
            (
                Events.json(.accept).replacing("50720", with: "5072"),
                "case: expected a case number, a string of 16 digits"
            ),
            (Events.json(.accept).replacing("+08:00", with: ""), "at: expected an RFC 3339 time with offset"),
            (Events.json(.accept, #","note":5"#), "note: expected a string of at most 2000 characters"),
            (Events.json(.accept, #","note":"\u0000""#), "note: expected a string of at most 2000 characters"),
            (Events.json(.accept, #","round":0"#), "round: expected a whole number from 1 to 1000"),
            (Events.json(.accept, #","round":1.0"#), "round: expected a whole number"),
            (Events.json(.start, #","stage":"dance""#), "stage: expected one of plan, build, manage, share"),
            (
                Events.json(.start, #","participants":[1]"#),
                "participants: expected a list of at most 50, each a string"
            ),
            (
                Events.json(.return),
                "ground: expected one of notResponsible, outsideArea, unclear, shared; the field is missing"
            ),
            (Events.json(.return, #","ground":"unclear","suggested":"A B""#), "suggested: expected an id"),
            (
                Events.json(.suspend, #","kind":"waiting""#),
                "until: expected an RFC 3339 time with offset; the field is missing"
            ),
            (Events.json(.suspend, #","kind":"ledger","until":"2026-12-01T18:00:00Z""#), "owner: expected a string"),
            (
                Events.json(.extend, #","workingDays":0,"reason":"x""#),
                "workingDays: expected a whole number from 1 to 366"
            ),
            (Events.json(.extend, #","workingDays":1"#), "reason: expected a string of 1 to 2000 characters"),
            (Events.json(.assist, #","departments":[],"reason":"x""#), "departments: expected a list of 1 to 50"),
            (Events.json(.assignTo), "person: expected a person or a community; both are missing"),
            (Events.json(.resolve), "reply: expected a string of 1 to 2000 characters"),
            (
                Events.json(.resolve, #","reply":"x","photos":["ftp://a"]"#),
                "photos: expected a list of at most 50, each an http"
            ),
            (
                Events.json(.resolve, #","reply":"x","answer":"maybe""#),
                "answer: expected one of adopted, planned, declined"
            ),
            (Events.json(.grant), "ref: expected a string of 1 to 128 characters"),
            (Events.json(.assign, #","to":"""#), "to: expected an id of 1 to 64"),
            (Events.json(.evaluate, #","resolved":"yes""#), "reached: expected true or false; the field is missing"),
            (Events.json(.evaluate, #","reached":true"#), "resolved: expected one of yes, no, unanswered"),
            (
                Events.json(.evaluate, #","reached":true,"resolved":"yes","satisfaction":6"#),
                "satisfaction: expected a whole number from 1 to 5, or unanswered"
            ),
            (
                Events.json(.evaluate, #","reached":false,"resolved":"no""#),
                "reached: expected true where there is an answer"
            ),
            (Events.json(.merge, #","into":"1""#), "into: expected a case number"),
            (Events.json(.reclassify), "area: expected an id"),
            (Events.json(.setUrgency, #","urgency":"high""#), "urgency: expected one of normal, urgent, emergency"),
            (Events.json(.exclude, #","ground":"unreasonable""#), "note: expected a string of 1 to 2000 characters"),
            (
                Events.json(.supervise, #","level":"formal","answerBy":"2026-12-01T18:00:00Z""#),
                "note: expected a string"
            ),
        ])
    func errors(json: String, complaint: String) {
        #expect(Events.complaint(json)?.contains(complaint) == true, "\(Events.complaint(json) ?? "none")")
    }

    @Test("lengths count Unicode scalars, and the whole is bounded")
    func lengths() {
        let tree = "🌳"
        #expect(Events.complaint(Events.json(.urge, #","note":"\#(String(repeating: tree, count: 2_000))""#)) == nil)
        #expect(Events.complaint(Events.json(.urge, #","note":"\#(String(repeating: tree, count: 2_001))""#)) != nil)
        let long = Events.json(.urge, #","x":"\#(String(repeating: "x", count: 66_000))""#)
        #expect(Events.complaint(long) == "progress event: expected at most 65536 bytes (byte 65536)")
    }

    @Test("errors never quote what stood there")
    func quiet() {
        for (action, members) in Events.bodies {
            let json = Events.json(action, members.replacing("\"", with: "\"13800000000"))
            #expect(Events.complaint(json)?.contains("138") != true)
        }
    }

    @Test("whatever is done to the bytes, reading ends with an event or an error, and what is read is written again")
    func mutations() throws {
        var random = SeededGenerator(seed: 2_026)
        var read = 0
        for round in 0..<30_000 {
            let bytes = mutate(Array(Events.all[round % Events.all.count].utf8), &random)
            guard let event = try? Events.read(bytes) else { continue }
            read += 1
            #expect(try Events.read(Events.text(event)) == event)
        }
        #expect(read > 500)
    }

    @Test("the same event under another dress has the same hash, another event another")
    func hashes() throws {
        let plain = try Events.read(Events.json(.extend, #","workingDays":3,"reason":"等材料""#))
        let same =
            #"{"reason":"\u7b49材料","action":"extend", "workingDays":3,"#
            + #""at":"2026-11-23T01:00:00Z","case":"5072050399084967","id":"e1"}"#
        #expect(BodyHash(try Events.read(same)) == BodyHash(plain))
        #expect(BodyHash(plain).hex.count == 32)
        var other = plain
        other.note = "x"
        #expect(BodyHash(other) != BodyHash(plain))
        let hashes = try Set(Events.all.map { BodyHash(try Events.read($0)) })
        #expect(hashes.count == Events.all.count)
    }
}

/// `bytes` with one to three random changes: bytes replaced, removed, inserted, pieces doubled, cut off.
func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    let marks = Array("\"\\{}[],:019-.eEntf \n".utf8) + [0x00, 0x80, 0xE4, 0xFF]
    for _ in 0...Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let piece = place..<min(bytes.count, place + Int.random(in: 1...12, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0...1: bytes[place] = marks.randomElement(using: &random) ?? 0
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(marks.randomElement(using: &random) ?? 0, at: place)
        case 4: bytes[place] = UInt8.random(in: 0x20...0x7E, using: &random)
        case 5: bytes.insert(contentsOf: bytes[piece], at: Int.random(in: 0...bytes.count, using: &random))
        case 6: bytes.removeSubrange(piece)
        default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
        }
        if bytes.isEmpty { bytes = [0x20] }
    }
    return bytes
}

@Suite("Authors of events")
struct AuthorTests {
    @Test("the topic proves the department; on the desk's, `by` says for whom it speaks")
    func authors() {
        #expect(Author(topic: "progress.rural", by: "manager:li", desk: "desk") == .department("rural"))
        #expect(Author(topic: "progress.desk", by: "manager:li", desk: "desk") == .manager)
        #expect(Author(topic: "progress.desk", by: "manager", desk: "desk") == .manager)
        #expect(Author(topic: "progress.desk", by: "hotline:12", desk: "desk") == .hotline)
        #expect(Author(topic: "progress.desk", by: "resident", desk: "desk") == .resident)
        #expect(Author(topic: "progress.desk", by: "grid:li", desk: "desk") == .grid)
        #expect(Author(topic: "progress.desk", by: "managers", desk: "desk") == .desk)
        #expect(Author(topic: "progress.desk", by: nil, desk: "desk") == .desk)
        #expect(Author(topic: "progress.centre", by: "resident", desk: "centre") == .resident)
        #expect(Author(topic: "progress.desk", by: "resident", desk: "centre") == .department("desk"))
    }

    @Test("ids compare by bytes, not by what they look like")
    func identities() {
        let composed = EventIdentity(topic: "progress.a", id: "\u{E9}")
        let decomposed = EventIdentity(topic: "progress.a", id: "e\u{301}")
        #expect(composed != decomposed)
        #expect(composed == EventIdentity(topic: "progress.a", id: "\u{E9}"))
        #expect(composed != EventIdentity(topic: "progress.a", id: "\u{E9}", replay: 1))
    }
}
