import Foundation
import Hotline
import TestKit
import Testing
import WorkTime

/// What the tracker reads and writes, and the committed schemas.
@Suite("JSON Schemas of a case's life", .serialized, .timeLimit(.minutes(3)))
struct LifeSchemaTests {
    /// Some random lives.
    static func worlds() throws -> [World] {
        try (UInt64(1)...10).map { seed in
            var world = try World(CaseLawTests.policy(seed), seed: seed)
            for _ in 0..<100 {
                world.wait()
                world.apply(world.event())
            }
            return world
        }
    }

    static func text(_ json: [UInt8]) -> String { String(decoding: json, as: UTF8.self) }

    @Test("all cases that we write are valid, whatever happened to them")
    func cases() async throws {
        let states = try Self.worlds().flatMap(\.cases.values)
        let kinds = Set(states.flatMap(\.history).map { String(describing: $0.kind).prefix { $0 != "(" } })
        #expect(kinds.isSuperset(of: ["opened", "progress", "resumed", "closed", "absorbed", "followed"]))
        try await SchemaSample.check(
            states.map { SchemaSample(schema: "case", json: Self.text($0.json(utcOffset: 28_800)), isValid: true) })
    }

    @Test("amended and recounted cases are valid, and those whose deadlines are guesses")
    func rareEntries() async throws {
        var life = try Life(Policies.district(), received: "2026-12-30T10:00", supporting: ["c"])
        #expect(life.state.isProvisional)
        _ = life.state.amend(wouldGoTo: "b", at: try time("2026-12-30T11:00"), life.policy.calendars)
        var resolved = life
        try resolved.send(.resolved(), "2026-12-31T10:00")
        #expect(resolved.state.closingDue?.isProvisional == true)
        var recounted = life.state
        let published: Calendars = [
            try WorkCalendar(
                id: "split", zone: "Asia/Shanghai", week: try #require(life.policy.calendars["split"]).week,
                holidays: try HolidaySchedule(text: "version b\n2026 off 01-01\n2027 off 01-01..01-04")),
            try ShippedCalendar.always.calendar,
        ]
        #expect([recounted.recount(holidays: "b", at: try time("2026-12-30T12:00"), published)] == [true])
        try await SchemaSample.check(
            [life.state, resolved.state, recounted].map {
                SchemaSample(schema: "case", json: Self.text($0.json(utcOffset: 28_800)), isValid: true)
            })
    }

    @Test("a broken case is refused")
    func brokenCases() async throws {
        var life = try Life(Policies.district())
        try life.send(.resolved(), "2026-11-23T10:00")
        let json = Self.text(life.state.json(utcOffset: 28_800))
        let changes = [
            (#""state":"resolved""#, #""state":"done""#), (#""occasion""#, ""), (#""seq":1"#, #""seq":0"#),
            (#""kind":"opened""#, #""kind":"born""#), (#""ending":"resolved""#, #""ending":"over""#),
            (#""reachable":true"#, #""reachable":1"#), (#""autoGrant":[]"#, #""autoGrant":["resolve"]"#),
            (#""limit":"5 working days""#, #""limit":"5 weeks""#), (#""reply":"修好了""#, #""reply":7"#),
        ].filter { json.contains($0.0) }
        #expect(changes.count == 8)
        try await SchemaSample.check(
            changes.map {
                SchemaSample(schema: "case", json: json.replacing($0.0, with: $0.1), isValid: false)
            })
    }

    @Test("all that is told of cases is valid: results, tasks of later rounds, escalations, and their headers")
    func told() async throws {
        let report = Array(Reports.whole.utf8)
        var samples: [SchemaSample] = []
        func add(_ schema: String, _ json: [UInt8]) {
            samples.append(SchemaSample(schema: schema, json: Self.text(json), isValid: true))
        }
        func addHeaders(_ schema: String, id: String, type: String, of number: CaseNumber) {
            let json = """
                {"ce_specversion":"1.0","ce_id":"\(id)","ce_source":"/qiaomen/track","ce_type":"\(type)",\
                "ce_time":"2026-11-23T10:00:00+08:00","ce_subject":"\(number)","content-type":"application/json"}
                """
            samples.append(SchemaSample(schema: schema, json: json, isValid: true))
        }
        for world in try Self.worlds() {
            for action in world.actions {
                switch action {
                case .result(let result):
                    add("result", result.json(utcOffset: 28_800))
                    addHeaders("event-headers", id: result.id, type: "qiaomen.result", of: result.caseNumber)
                case .task(let order):
                    add("task", taskJSON(order: order, report: report, utcOffset: 28_800))
                    addHeaders(
                        "task-headers", id: order.id, type: "qiaomen.task.\(order.assignment.role.rawValue)",
                        of: order.assignment.caseNumber)
                case .absorb, .follow: break
                }
            }
            for state in world.cases.values {
                addHeaders("event-headers", id: "\(state.number).7", type: "qiaomen.case", of: state.number)
                for (index, rung) in state.rungs(world.policy.calendars).enumerated() {
                    let told = Escalation(
                        rung, of: state, contact: index % 2 == 0 ? "网格员" : nil, toldAt: rung.due)
                    add("escalation", told.json(utcOffset: 28_800))
                    addHeaders("event-headers", id: rung.id, type: "qiaomen.escalation", of: state.number)
                }
            }
        }
        for schema in ["result", "task", "escalation"] { #expect(samples.contains { $0.schema == schema }) }
        var life = try Life(Policies.district())
        try life.send(.to("b"), by: .desk, "2026-11-23T10:00")
        for case .task(let order) in life.actions {
            add("task", taskJSON(order: order, report: Array(#"{"purged":true}"#.utf8), utcOffset: 28_800))
        }
        try await SchemaSample.check(samples)
    }

    @Test("all events of random lives are valid")
    func events() async throws {
        let events = try Self.worlds().flatMap(\.sent).map(\.event)
        #expect(Set(events.map(\.action)).count > 20)
        try await SchemaSample.check(
            events.filter { $0.action != .supervise || $0.note != nil }.map {
                SchemaSample(schema: "progress", json: Self.text($0.json(utcOffset: 28_800)), isValid: true)
            })
    }

    @Test("schema and reader give the same verdict on events, whichever member is missing or odd")
    func verdicts() async throws {
        let odd = [
            "null", "5", "\"\"", "\" \"", "true", "[]", "[5]", "\"a\"", "[\"a\"]", "\"2026-11-23T10:00:00Z\"", "{}",
        ]
        var samples: [SchemaSample] = []
        for event in try Self.wholeEvents() {
            let json = Self.text(event.json(utcOffset: 28_800))
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            samples.append(Self.sample(json))
            for member in object.keys.sorted() where member != "action" {
                var less = object
                less[member] = nil
                samples.append(Self.sample(try Self.json(less)))
                for value in odd {
                    let other = try JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed)
                    less[member] = other
                    samples.append(Self.sample(try Self.json(less)))
                }
            }
        }
        #expect(samples.count { $0.isValid } > 100 && samples.count { !$0.isValid } > 500)
        try await SchemaSample.check(samples)
    }

    /// An event of each action, with all that it may carry.
    static func wholeEvents() throws -> [ProgressEvent] {
        try ProgressAction.allCases.map { action in
            let body: ProgressBody =
                switch action {
                case .return: .return(.init(ground: .unclear, suggested: "b"))
                case .assist: .assist(.init(departments: ["c"], reason: "x", dueBy: try time("2026-11-24T09:00")))
                case .assignTo: .assignTo(.init(person: "老李", community: "baiwan"))
                case .resolve: .resolve(.init(reply: "x", photos: ["https://example.org/1.jpg"], answer: .planned))
                case .assign: .to("c", ["d"])
                case .evaluate: .said(.yes, 4)
                case .reclassify: .reclassify(.init(area: "greenery", kind: .complaint))
                case .report: .report(ref: "s")
                default: try ActionTableTests.body(action)
                }
            return ProgressEvent(
                id: "e1", caseNumber: Life.number("1"), at: try time("2026-11-23T09:00"), by: "老李", note: "已核实",
                round: 1, body: body)
        }
    }

    private static func json(_ object: [String: Any]) throws -> String {
        String(
            decoding: try JSONSerialization.data(withJSONObject: object, options: .withoutEscapingSlashes),
            as: UTF8.self)
    }

    private static func sample(_ json: String) -> SchemaSample {
        let bytes = Array(json.utf8)
        return SchemaSample(
            schema: "progress", json: json, isValid: (try? ProgressEvent(json: bytes.span.bytes)) != nil)
    }

    @Test("the schemas know all words that the code knows, and no others")
    func words() throws {
        func words(_ schema: String, _ path: String...) throws -> Set<String> {
            let file = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../deploy/schemas/\(schema).json").standardizedFileURL
            var node = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
            for key in path { node = try #require((node as? [String: Any])?[key], "\(schema) \(path)") }
            return Set(try #require(node as? [Any]).compactMap { $0 as? String })
        }
        func all<Word: CaseIterable & RawRepresentable<String>>(_ type: Word.Type) -> Set<String> {
            Set(Word.allCases.map(\.rawValue))
        }
        #expect(try words("progress", "properties", "action", "enum") == Set(ActionRule.all.map(\.action.rawValue)))
        #expect(try words("case", "$defs", "state", "enum") == all(CaseState.self))
        #expect(try words("case", "$defs", "outcome", "enum") == all(Closing.Outcome.self))
        #expect(
            try words("case", "$defs", "round", "properties", "ending", "enum") == all(Round.Ending.self))
        #expect(
            try words("case", "$defs", "limitKind", "enum")
                == all(LimitKind.self).subtracting([LimitKind.promise.rawValue]))
        #expect(try words("result", "properties", "occasion", "enum") == all(CaseResult.Occasion.self))
        #expect(try words("escalation", "properties", "clock", "enum") == all(Rung.Clock.self))
        #expect(try words("escalation", "properties", "ladder", "enum") == all(Rung.Ladder.self))
        #expect(try words("task", "properties", "reason", "enum") == all(TaskReason.self))
        #expect(try words("task", "properties", "role", "enum") == all(TaskRole.self))
        #expect(try words("task", "properties", "kind", "enum") == all(ReportKind.self))
        #expect(try words("task", "properties", "urgency", "enum") == all(Urgency.self))
    }
}
