import Foundation
import Hotline
import Testing
import WorkTime

/// The committed schemas and the code say the same.
///
/// The verdicts come from Python's jsonschema (Debian's package python3-jsonschema), which has to be there.
@Suite("JSON Schemas", .serialized, .timeLimit(.minutes(2)))
struct SchemaTests {
    @Test("all tasks that we write are valid, with every kind of report inside")
    func tasks() async throws {
        let samples = Assignments.all.flatMap { assignment in
            [Reports.minimal, Reports.whole].map { report in
                SchemaSample(schema: "task", json: Assignments.json(assignment, report: report), isValid: true)
            }
        }
        let withDates = try (UInt64(1)...20).map { seed in
            SchemaSample(schema: "task", json: try ArrivedTaskTests.sample(seed).json, isValid: true)
        }
        try await SchemaSample.check(samples + withDates)
    }

    @Test("every kind of limit, in every unit, may stand in a task")
    func limits() async throws {
        let texts =
            ["1 minute", "2 minutes", "1 hour", "24 hours", "1 day", "7 days", "1 working minute"]
            + ["30 working minutes", "2 working hours", "1 working day", "5 working days at the same time"]
        let samples = try texts.map { text in
            let limits = try Dictionary(
                uniqueKeysWithValues: LimitKind.allCases.map {
                    ($0, CaseLimit(limit: try TimeLimit(text), calendar: "split"))
                })
            let terms = CaseTerms(policy: "1", limits: limits).taskMembers
            return SchemaSample(
                schema: "task",
                json: Assignments.json(Assignments.minimal, limits: terms, report: Reports.minimal), isValid: true)
        }
        try await SchemaSample.check(samples)
    }

    @Test("the headers that we write are valid")
    func headers() async throws {
        let parent = Array("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".utf8)
        var headers = EventHeaders()
        let samples = Assignments.all.map { assignment in
            headers.describe(assignment, traceParent: parent.span.bytes, utcOffset: 28_800)
            let members = (0..<headers.count).map { index in
                let value = headers.value(index).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                return "\"\(headers.name(index))\":\"\(value)\""
            }
            return SchemaSample(schema: "task-headers", json: "{\(members.joined(separator: ","))}", isValid: true)
        }
        try await SchemaSample.check(samples)
    }

    @Test("a broken task is refused")
    func brokenTasks() async throws {
        let task = Assignments.json(Assignments.whole, report: Reports.minimal)
        let changes = [
            (#""round":1"#, #""round":0"#), (#""role":"lead""#, #""role":"boss""#), (#""case":"5"#, #""case":"55"#),
            (#""confidence":0.8765"#, #""confidence":1.5"#), (#""department":"rural""#, #""department":"Rural""#),
            (#""channel":"hotline","#, ""), (#""id":"1","#, ""), (#""policy":"2026-1","#, ""),
            ("T08:30:01.007+08:00", " 08:30:01"), (#""policy":"#, #""acceptBy":"soon","policy":"#),
            (#""policy":"#, #""limits":{"accept":{"limit":"2 weeks","calendar":"split"}},"policy":"#),
            (#""policy":"#, #""limits":{"accept":{"limit":"2 days"}},"policy":"#),
            (#""policy":"#, #""limits":{"later":{"limit":"2 days","calendar":"split"}},"policy":"#),
            (#""policy":"#, #""holidays":7,"policy":"#),
        ]
        let samples = changes.map { old, new in
            SchemaSample(schema: "task", json: task.replacing(old, with: new), isValid: false)
        }
        try await SchemaSample.check(samples)
    }

    @Test("schema and reader give the same verdict on reports, wherever a schema can say it")
    func reports() async throws {
        let members = [
            #""title":null"#, #""title":"""#, #""title":5"#, #""kind":"wish""#, #""kind":null"#, #""kind":"Wish""#,
            #""urgency":"urgent""#, #""urgency":1"#, #""confidential":true"#, #""confidential":"yes""#,
            #""location":{"lat":90,"lon":-180}"#, #""location":{"lat":-0,"lon":1e2}"#,
            #""location":{"lat":90.01,"lon":0}"#,
            #""location":{"lat":1}"#, #""location":{"lat":"1","lon":2}"#, #""location":[1,2]"#, #""location":null"#,
            #""reporter":{"name":"王","phone":null,"anonymous":false}"#, #""reporter":{"phone":1}"#, #""reporter":"a""#,
            #""externalId":"a","category":"b""#, #""externalId":1"#,
            #""externalDueAt":"2026-09-20T18:00:00.123456789+08:00""#, #""externalDueAt":"2026-09-20""#,
            #""externalDueAt":"2026-09-20T18:00:00""#, #""externalDueAt":"2026-09-20T24:00:00Z""#,
            #""externalDueAt":"""#, #""gathering":{"participants":12,"at":null}"#,
            #""gathering":{"participants":["a"]}"#,
            #""gathering":{"participants":[1]}"#, #""gathering":{"participants":-1}"#,
            #""gathering":{"participants":0.5}"#,
            #""gathering":{"participants":12.0}"#, #""gathering":{"at":"now"}"#,
            #""gathering":{"participants":1000001}"#,
            #""inReplyTo":"0000012681314870""#, #""inReplyTo":"12681314870""#, #""inReplyTo":"""#, #""inReplyTo":1"#,
            #""attachments":[]"#, #""attachments":["HTTPS://a.b/c?d"]"#, #""attachments":["javascript:0"]"#,
            #""attachments":["https://a b"]"#, #""attachments":"https://a.b""#, #""attachments":[null]"#,
            #""channel":7"#, #""unknown":{"a":[1]}"#,
        ]
        let lengths: [(String, Int)] = [
            ("title", 1_000), ("address", 1_000), ("community", 200), ("externalId", 128), ("category", 200),
        ]
        let long = lengths.flatMap { name, length in
            [length, length + 1].map { "\"\(name)\":\"\(String(repeating: "🌳", count: $0))\"" }
        }
        let bare = [
            "{}", "[]", "null", #"{"id":"1"}"#, Reports.minimal, Reports.whole,
            Reports.minimal.replacing("\"1\"", with: "1"), Reports.minimal.replacing("\"1\"", with: "\" \""),
            Reports.minimal.replacing("\"1\"", with: "null"), Reports.minimal.replacing("污水", with: ""),
            Reports.minimal.replacing("污水", with: "\\n\u{3000}"), Reports.minimal.replacing("+08:00", with: ""),
            Reports.minimal.replacing("\"1\"", with: "\"\(String(repeating: "a", count: 129))\""),
        ]
        let samples = (bare + (members + long).map(Reports.with)).map { json in
            SchemaSample(schema: "report", json: json, isValid: Reports.complaint(json) == nil)
        }
        #expect(samples.contains { $0.isValid } && samples.contains { !$0.isValid })
        try await SchemaSample.check(samples)
    }

    @Test("the headers of a dead report are described")
    func deadReport() async throws {
        let headers = """
            {"__connect.errors.topic":"reports.hotline","__connect.errors.partition":"3","__connect.errors.offset":"17",
             "__connect.errors.stage":"VALUE_CONVERTER","__connect.errors.exception.class.name":"ReportError",
             "__connect.errors.exception.message":"text: expected a string (byte 8)","qiaomen-attempts":"1",
             "qiaomen-first-failed":"2026-09-15T08:30:00+08:00","qiaomen-group":"qiaomen-ingest"}
            """
        try await SchemaSample.check([
            SchemaSample(schema: "dead-report-headers", json: headers, isValid: true),
            SchemaSample(
                schema: "dead-report-headers", json: headers.replacing("\"17\"", with: "\"-1\""), isValid: false),
            SchemaSample(
                schema: "dead-report-headers", json: headers.replacing("qiaomen-group", with: "group"), isValid: false),
        ])
    }
}
