import Foundation
import Hotline
import Testing
import WorkTime

@Suite("Tasks on the wire", .timeLimit(.minutes(1)))
struct AssignmentTests {
    @Test("the shortest task is written member by member, the report as it came with its channel first")
    func minimal() {
        #expect(
            Assignments.json(Assignments.minimal, report: Reports.minimal) == """
                {"case":"5072050399084967","round":1,"role":"lead","reason":"classified","department":"desk",\
                "supporting":[],"area":"other","confidence":0.0000,"evidence":[],"suggestions":[],"kind":"help",\
                "urgency":"normal","assignedAt":"2026-09-15T08:30:01.007+08:00","policy":"2026-1","model":"words-1",\
                "source":{"topic":"reports.hotline","partition":0,"offset":0},"report":{"channel":"hotline",\
                "id":"1","text":"污水","reportedAt":"2026-09-15T08:30:00+08:00"}}
                """)
    }

    @Test("a task read back is the task that was written, with its report")
    func roundTrip() throws {
        for assignment in Assignments.all {
            for report in [Reports.minimal, Reports.whole] {
                let json = Assignments.json(assignment, report: report)
                let received = try JSONDecoder().decode(ReceivedTask.self, from: Data(json.utf8))
                #expect(received.assignment == assignment)
                let read = try Reports.read(report)
                #expect(received.report.id == read.string(.id))
                #expect(received.report.text == read.string(.text))
                #expect(received.report.title == read.string(.title))
                #expect(received.report.address == read.string(.address))
                #expect(received.report.community == read.string(.community))
                #expect(received.report.reportedAt == read.reportedAt)
                #expect(received.report.channel == assignment.channel)
            }
        }
    }

    @Test("the report travels byte for byte, but for the sender's own channel")
    func verbatim() throws {
        let json = Assignments.json(Assignments.minimal, report: Reports.whole)
        let kept = Reports.whole.replacing(#" "channel": "x","#, with: " ")
        #expect(json.hasSuffix(#""report":{"channel":"hotline","# + kept.dropFirst() + "}"))
    }

    @Test(
        "a sender cannot smuggle in another channel, however it is written",
        arguments: [
            #"{"id":"1","text":"a","channel":"x","reportedAt":"2026-09-15T00:30:00Z"}"#,
            #"{"channel":{"channel":"y"},"id":"1","text":"a","reportedAt":"2026-09-15T00:30:00Z"}"#,
            #"{"id":"1","text":"a","reportedAt":"2026-09-15T00:30:00Z" , "\u0063hannel" : "x" }"#,
            "\n{\"id\":\"1\",\"text\":\"a\",\n\"channel\":\"x\"\n,\"reportedAt\":\"2026-09-15T00:30:00Z\"}\n",
        ])
    func channel(report: String) throws {
        let json = Assignments.json(Assignments.minimal, report: report)
        let task = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let inner = try #require(task["report"] as? [String: Any])
        #expect(inner["channel"] as? String == "hotline")
        #expect(json.components(separatedBy: "hannel\"").count == 2)
    }

    @Test("texts are escaped where JSON wants it and nowhere else")
    func escapes() throws {
        var assignment = Assignments.minimal
        let odd = String(String.UnicodeScalarView((UInt32(0)...0x2FF).compactMap(Unicode.Scalar.init))) + "污🌳\"\\/"
        assignment.evidence = [odd, "", "\"", "a\u{1F}\u{0F}\u{7F}b"]
        let json = Assignments.json(assignment, report: Reports.minimal)
        let received = try JSONDecoder().decode(ReceivedTask.self, from: Data(json.utf8))
        #expect(received.assignment.evidence == assignment.evidence)
        #expect(json.contains("\"a\\u001f\\u000f\u{7F}b\""))
        #expect(json.contains(#"污🌳\"\\/"#))
    }

    @Test(
        "confidences have four decimals, rounded, and stay between 0 and 1",
        arguments: [
            (0, "0.0000"), (1, "1.0000"), (0.5, "0.5000"), (0.87654, "0.8765"), (0.99996, "1.0000"),
            (0.00005, "0.0001"),
            (0.0123, "0.0123"), (-1, "0.0000"), (7, "1.0000"), (.nan, "0.0000"), (.infinity, "1.0000"),
        ] as [(Double, String)])
    func confidence(value: Double, written: String) {
        var assignment = Assignments.minimal
        assignment.confidence = value
        #expect(Assignments.json(assignment, report: Reports.minimal).contains("\"confidence\":\(written),"))
    }

    @Test("offsets of any size are written whole")
    func numbers() throws {
        for offset in [0, 9, 10, 99, 100, 1_234_567_890, Int64.max] {
            var assignment = Assignments.minimal
            assignment.source.offset = offset
            #expect(Assignments.json(assignment, report: Reports.minimal).contains("\"offset\":\(offset)}"))
        }
    }
}

/// Assignments of every shape.
enum Assignments {
    static var minimal: Assignment {
        let id = Array("1".utf8)
        return Assignment(
            caseNumber: CaseNumber(channel: "hotline", id: id.span), department: "desk", area: "other", confidence: 0,
            assignedAt: Instant(milliseconds: 1_789_432_201_007), policy: "2026-1", model: "words-1",
            source: Source(topic: "reports.hotline", partition: 0, offset: 0), channel: "hotline")
    }

    static var whole: Assignment {
        var assignment = minimal
        assignment.department = "rural"
        assignment.supporting = ["housing", "greening"]
        assignment.area = "sewage"
        assignment.confidence = 0.8765
        assignment.evidence = ["污水", "管网\"\n"]
        assignment.suggestions = [
            Suggestion(area: "sewage", confidence: 0.8765), Suggestion(area: "other", confidence: 0.1),
        ]
        assignment.community = "baiwan"
        assignment.street = "shipu"
        assignment.urgency = .emergency
        assignment.source = Source(topic: "reports.hotline", partition: 7, offset: 123_456_789_012)
        return assignment
    }

    static var supporting: Assignment {
        var assignment = whole
        assignment.role = .supporting
        assignment.reason = .supporting
        assignment.department = "housing"
        assignment.supporting = []
        return assignment
    }

    static var wish: Assignment {
        var assignment = minimal
        assignment.kind = .wish
        assignment.suggestions = [Suggestion(area: "renovation", confidence: 0.3)]
        return assignment
    }

    static var reopened: Assignment {
        var assignment = whole
        assignment.round = 3
        assignment.reason = .reopened
        return assignment
    }

    static var all: [Assignment] {
        [minimal, whole, supporting, wish, reopened]
    }

    /// The task on the wire, in China's zone.
    static func json(
        _ assignment: Assignment, deadlines: TaskDeadlines = TaskDeadlines(), limits: [UInt8] = [], report: String
    ) -> String {
        let bytes = Array(report.utf8)
        let member = (try? Reports.read(bytes))?.channelMember
        var json: [UInt8] = []
        assignment.write(
            report: bytes.span.bytes, channelMember: member, deadlines: deadlines, limits: limits, utcOffset: 28_800,
            into: &json)
        return String(decoding: json, as: UTF8.self)
    }
}
