import Hotline
import TestKit
import Testing
import WorkTime

/// What stands around a case: when its clock starts, whose policy it is, what comes before it and after its year.
@Suite("Around a case", .timeLimit(.minutes(1)))
struct SurroundingsTests {
    @Test(
        "the resident's clock starts when it was said, but not longer ago than the channel may take",
        arguments: [
            ("2026-11-23T09:50", "2026-11-23T10:00", "30 minutes", "2026-11-23T09:50"),
            ("2026-11-23T09:30", "2026-11-23T10:00", "30 minutes", "2026-11-23T09:30"),
            ("2026-11-23T08:00", "2026-11-23T10:00", "30 minutes", "2026-11-23T09:30"),
            ("2026-11-23T10:30", "2026-11-23T10:00", "30 minutes", "2026-11-23T10:00"),
            ("2026-11-23T09:50", "2026-11-23T10:00", nil, "2026-11-23T10:00"),
            // An evening's meeting on Friday, entered on Monday, counts from Friday; a week later, from Friday's midnight.
            ("2026-11-20T19:30", "2026-11-23T10:00", "1 working day", "2026-11-20T19:30"),
            ("2026-11-13T19:30", "2026-11-23T10:00", "1 working day", "2026-11-20T00:00"),
            ("2026-11-13T19:30", "2026-11-23T19:00", "1 working day", "2026-11-23T00:00"),
        ] as [(String, String, String?, String)])
    func clockStart(reported: String, received: String, lateEntry: String?, start: String) throws {
        let policy = try Policies.district()
        let limit = try lateEntry.map { CaseLimit(limit: try TimeLimit($0), calendar: "split") }
        var clock = LateEntryClock(limit, policy.calendars)
        // Asked again, it remembers.
        for _ in 0..<2 {
            #expect(clock.start(reportedAt: try time(reported), receivedAt: try time(received)).inChina == start)
        }
    }

    @Test("the start is the first instant that is in time, whatever was asked before", arguments: UInt64(1)...8)
    func firstInTime(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let policy = try Policies.district()
        let calendar = try #require(policy.calendars["split"])
        let texts = ["1 working day", "2 working days at the same time", "3 working hours", "90 minutes"]
        let lateEntry = CaseLimit(limit: try limit(texts[Int(seed % 4)]), calendar: "split")
        var clock = LateEntryClock(lateEntry, policy.calendars)
        func isInTime(_ start: Instant, _ received: Instant) throws -> Bool {
            try calendar.due(from: start, limit: lateEntry.limit).instant >= received
        }
        let base = try time("2026-09-20T00:00").milliseconds
        for _ in 0..<300 {
            let received = Instant(milliseconds: base + .random(in: 0..<3_000_000_000, using: &random))
            let reported = Instant(
                milliseconds: received.milliseconds - .random(in: -10_000..<900_000_000, using: &random))
            let start = clock.start(reportedAt: reported, receivedAt: received)
            guard reported < received else {
                #expect(start == received)
                continue
            }
            #expect(start >= reported && start <= received)
            #expect(try start == received || isInTime(start, received))
            let before = Instant(milliseconds: start.milliseconds - 1)
            #expect(try start == reported || !isInTime(before, received))
        }
    }

    @Test("a district's policy: its limits, its desk, its calendars, its departments")
    func district() throws {
        var rule = LimitRule(limits: [.resolve: try limit("3 working days")])
        rule.areas = ["sewage"]
        let name = BilingualName(zh: "区", en: "district")
        let district = District(
            id: "x", name: name, version: "2026-9", timeZone: "Asia/Shanghai", threshold: 0.5, areas: [],
            departments: [
                Department(id: "centre", name: name, kind: .desk), Department(id: "rural", name: name, kind: .bureau),
            ],
            calendars: [try ShippedCalendar.split.calendar], limits: [rule])
        let policy = CasePolicy(district)
        let terms = policy.terms(area: "sewage", kind: .help, urgency: .normal)
        #expect(terms.policy == "2026-9")
        #expect(terms.limits[.resolve] == CaseLimit(limit: try limit("3 working days"), calendar: "split"))
        #expect(terms.limits[.accept] == CaseLimit(limit: try limit("2 working hours"), calendar: "split"))
        #expect(terms.rules.desk == "centre")
        #expect(policy.departments == ["centre", "rural"])
        #expect(terms.holidays == (try ShippedCalendar.split.calendar).holidays?.version)
    }

    @Test("events of a case that has not arrived wait for it, in order, so many and so long")
    func early() throws {
        var life = try Life(Policies.district())
        var early = EarlyEvents()
        let first = life.received(.accept, at: try time("2026-11-23T10:00"))
        let second = life.received(.start(.init()), at: try time("2026-11-23T10:10"))
        #expect([first, second, first].map { early.keep($0) } == [true, true, true])
        #expect(early.count == 2)
        for event in early.take(for: life.state.number) { _ = life.apply(event) }
        #expect(life.state.state == .working)
        #expect(early.count == 0)
        let many = try (0..<101).map { _ in life.received(.urge, by: .hotline, at: try time("2026-11-23T10:00")) }
        #expect(many.map { early.keep($0) } == Array(repeating: true, count: 100) + [false])
        #expect(early.expire(asOf: try time("2026-11-30T10:00")).isEmpty)
        #expect(early.expire(asOf: try time("2026-11-30T10:01")).count == 100)
        #expect(early.count == 0)
    }

    /// The district's calendar with these holidays, and the one without any.
    private static func calendars(_ text: String) throws -> Calendars {
        let windows = [try #require(WorkWindow("09:00-18:00"))]
        return [
            try WorkCalendar(
                id: "split", zone: "Asia/Shanghai", week: .mondayToFriday(windows),
                holidays: try HolidaySchedule(text: text)),
            try ShippedCalendar.always.calendar,
        ]
    }

    @Test("a date that rests on a guess moves once, when the year is published; what is over stays as it was judged")
    func recounted() throws {
        let published = try Self.calendars("version b\n2026 off 01-01\n2027 off 01-01..01-04")
        var policy = try Policies.district()
        policy.calendars = try Self.calendars("version a\n2026 off 01-01")
        let open = try Life(policy, received: "2026-12-30T10:00")
        var over = open
        try over.send(.resolved(), "2026-12-31T10:00")
        #expect(open.state.isProvisional)
        #expect(open.state.promisedBy?.inChina == "2027-01-06T18:00")
        var state = open.state
        let now = try time("2026-12-30T12:00")
        #expect(["a", "b", "b"].map { state.recount(holidays: $0, at: now, published) } == [true, false, false])
        #expect(state.promisedBy?.inChina == "2027-01-08T18:00")
        #expect(!state.isProvisional)
        #expect(state.history.count == 2)
        #expect(Case.fold(state.history, published) == state)
        #expect(try Case(json: state.json(utcOffset: 0).span.bytes) == state)
        var judged = over.state
        judged = judged.asOf(try time("2027-02-01T09:00"), policy.calendars)
        #expect(judged.state == .closed)
        let closed = judged
        #expect([judged.recount(holidays: "b", at: now, published)] == [false])
        #expect(judged == closed)
    }

    @Test("when a resolved case closes by itself moves with the holidays too, and nothing else of it")
    func recountedClosing() throws {
        let published = try Self.calendars("version b\n2026 off 01-01\n2027 off 01-01..01-04")
        var policy = try Policies.district()
        policy.calendars = try Self.calendars("version a\n2026 off 01-01")
        var life = try Life(policy, received: "2026-12-30T10:00")
        try life.send(.resolved(), "2026-12-31T10:00")
        #expect(life.state.closesAt?.inChina == "2027-01-11T18:00")
        #expect(life.state.isProvisional)
        #expect(try Case(json: life.state.json(utcOffset: 0).span.bytes) == life.state)
        var state = life.state
        let now = try time("2027-01-04T12:00")
        #expect(["b", "b"].map { state.recount(holidays: $0, at: now, published) } == [true, false])
        #expect(state.closesAt?.inChina == "2027-01-13T18:00")
        #expect(!state.isProvisional)
        #expect(state.residentClock == life.state.residentClock && state.rounds == life.state.rounds)
        #expect(try Case(json: state.json(utcOffset: 0).span.bytes) == state)
        // What has happened by itself before the holidays were known stays.
        var late = life.state
        #expect([late.recount(holidays: "b", at: try time("2027-01-12T09:00"), published)] == [false])
        #expect(late == life.state)
        // With nothing to guess, nothing moves.
        var early = try Life(policy, received: "2026-12-01T10:00")
        try early.send(.resolved(), "2026-12-02T10:00")
        #expect([early.state.recount(holidays: "b", at: try time("2026-12-03T09:00"), published)] == [false])
    }

    @Test("phone and identity numbers, and what we do not know, stay out of `cases` and `results`")
    func personal() throws {
        var life = try Life(Policies.district())
        let event = ProgressEvent(
            id: "e1", caseNumber: life.state.number, at: try time("2026-11-23T10:00"), by: "老李 13812345678",
            note: "联系 13812345678", body: .resolved("请拨 0710-3456789"),
            unknown: [UnknownMember(name: "reporter", json: #"{"phone":"13812345678"}"#)])
        let received = ReceivedProgress(
            event: event, topic: "progress.a", offset: 1, recordedAt: try time("2026-11-23T10:00"))
        life.outcome = life.apply(received)
        let json = life.state.json(utcOffset: 0)
        let texts = [json, try #require(life.results.first).json(utcOffset: 0)].map {
            String(decoding: $0, as: UTF8.self)
        }
        for text in texts {
            #expect(!text.contains("1381") && !text.contains("3456789") && !text.contains("reporter"), "\(text)")
            #expect(text.contains("请拨 ****-*******"))
        }
        #expect(Events.text(event).contains("13812345678"))
        // A store that was rebuilt from it knows the event nevertheless.
        var rebuilt = try Case(json: json.span.bytes)
        var again = received
        again.offset = 2
        #expect([rebuilt.apply(again, life.policy)] == [.repeated])
    }

    @Test("a timestamp that no calendar can write does no harm", arguments: [Int64.min, -1, 0, .max])
    func oddTimestamps(milliseconds: Int64) throws {
        var life = try Life(Policies.district())
        life.send(.accept, at: try time("2026-11-23T10:00"), recorded: Instant(milliseconds: milliseconds))
        #expect(life.folded == life.state)
        _ = life.state.rungs(life.policy.calendars)
        _ = life.state.timeAccount(asOf: .latest, life.policy.calendars)
    }

    @Test("the desk may be called for help like others")
    func deskHelps() throws {
        var life = try Life(Policies.district())
        try life.send(.assist(.init(departments: ["desk"], reason: "x")), "2026-11-23T10:00")
        try life.send(.contribute, by: .desk, "2026-11-23T10:10")
        #expect(life.state.supporting.map(\.contributions) == [1])
        try life.send(.back(), "2026-11-23T10:20", id: "r")
        try life.send(.grant(ref: "r"), by: .desk, "2026-11-23T10:30")
        #expect(life.state.supporting.isEmpty)
    }
}
