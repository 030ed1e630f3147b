import Foundation
import Hotline
import TestKit
import Testing
import WorkTime

/// A task on its way: written by ingest, read by departments and by the tracker.
@Suite("Tasks that arrive", .timeLimit(.minutes(1)))
struct ArrivedTaskTests {
    /// A case as ingest assigns it.
    struct Sample {
        var policy: CasePolicy
        var assignment: Assignment
        var reportedAt: Instant
        var externalDueAt: Instant?

        var report: String {
            let external = externalDueAt.map { #","externalDueAt":"\#($0.rfc3339(utcOffset: 0))""# } ?? ""
            return #"{"id":"1","text":"污水","reportedAt":"\#(reportedAt.rfc3339(utcOffset: 0))"\#(external)}"#
        }

        var deadlines: TaskDeadlines {
            let (kind, urgency) = (assignment.kind, assignment.urgency)
            let terms = policy.terms(area: assignment.area, kind: kind, urgency: urgency)
            var clock = LateEntryClock(policy.lateEntry(of: assignment.channel), policy.calendars)
            let start = clock.start(reportedAt: reportedAt, receivedAt: assignment.assignedAt)
            return TaskTerms(terms, kind: kind, calendars: policy.calendars)
                .deadlines(of: assignment, clockStart: start, externalDueAt: externalDueAt)
        }

        var json: String {
            let terms = policy.terms(area: assignment.area, kind: assignment.kind, urgency: assignment.urgency)
            return Assignments.json(assignment, deadlines: deadlines, limits: terms.taskMembers, report: report)
        }

        /// The shape that ingest wrote before tasks carried limits.
        var oldJSON: String { Assignments.json(assignment, report: report) }

        func opened(_ json: String, by policy: CasePolicy? = nil) throws -> Case {
            let policy = policy ?? self.policy
            return Case.open(try arrived(json).opening(by: policy), policy.calendars).0
        }
    }

    static func arrived(_ json: String) throws(MessageError) -> ArrivedTask {
        let bytes = Array(json.utf8)
        return try ArrivedTask(json: bytes.span.bytes)
    }

    static func sample(_ seed: UInt64) throws -> Sample {
        var random = SeededGenerator(seed: seed)
        var policy = try Policies.district { $0.rules.closeAfter = TimeLimit(3, .workingDays) }
        policy.limits[0].limits[.promise] = Bool.random(using: &random) ? try limit("3 hours") : nil
        policy.lateEntries = [
            "hotline": try limit(["30 minutes", "1 working day"].randomElement(using: &random) ?? "")
        ]
        let received = try time("2026-11-01T00:00").milliseconds + .random(in: 0..<7_000_000_000, using: &random)
        let kind = ReportKind.allCases.randomElement(using: &random) ?? .help
        let urgency = Urgency.allCases.randomElement(using: &random) ?? .normal
        let department = ["a", "b", "desk"].randomElement(using: &random) ?? "a"
        let assignment = Life.assignment(
            "1", department: department, at: Instant(milliseconds: received), kind: kind, urgency: urgency)
        let late: [Int64] = [
            -60_000, 0, .random(in: 0..<3_600_000, using: &random), .random(in: 0..<900_000_000, using: &random),
        ]
        return Sample(
            policy: policy, assignment: assignment,
            reportedAt: Instant(milliseconds: received - (late.randomElement(using: &random) ?? 0)),
            externalDueAt: Bool.random(using: &random)
                ? Instant(milliseconds: received + .random(in: 0..<2_000_000_000, using: &random)) : nil)
    }

    @Test("its deadlines are exactly those that the case has when a tracker opens it", arguments: UInt64(1)...200)
    func deadlines(seed: UInt64) throws {
        let sample = try Self.sample(seed)
        let state = try sample.opened(sample.json)
        let deadlines = try JSONDecoder().decode(ReceivedTask.self, from: Data(sample.json.utf8)).deadlines
        #expect(deadlines == sample.deadlines)
        #expect(deadlines.acceptBy == state.round.accept.due?.instant)
        #expect(deadlines.contactBy == state.round.contact.due?.instant)
        #expect(deadlines.resolveBy == state.round.clock.due?.instant)
        #expect(deadlines.promisedBy == state.promisedBy)
        #expect(deadlines.clockStart == state.residentClock.start)
        #expect(deadlines.resolveBy != nil && deadlines.promisedBy != nil)
        #expect(
            (deadlines.acceptBy == nil) == (sample.assignment.department == "desk" || sample.assignment.kind == .wish))
        #expect(
            deadlines.supporting == TaskDeadlines(promisedBy: state.promisedBy, clockStart: state.residentClock.start))
    }

    @Test("a case is measured by what its task says, not by the tracker's limits; its life by the tracker's rules")
    func pinned() throws {
        let sample = try Self.sample(7)
        var newer = try Policies.district()
        newer.version = "2027-1"
        newer.limits = [try Policies.limits("always", resolve: "1 hour")]
        newer.lateEntries = ["hotline": nil]
        newer.rules.maxReturns = 9
        let state = try sample.opened(sample.json, by: newer)
        #expect(state.terms.policy == sample.policy.version)
        #expect(state.terms.limits == (try sample.opened(sample.json)).terms.limits)
        #expect(state.terms.holidays == sample.policy.calendars["split"]?.holidays?.version)
        #expect(state.residentClock.start == sample.deadlines.clockStart)
        #expect(state.terms.rules == newer.rules)
    }

    @Test("a task without limits, as older workers made them, is measured by the tracker's policy")
    func older() throws {
        for seed in UInt64(1)...50 {
            let sample = try Self.sample(seed)
            let (old, new) = (try sample.opened(sample.oldJSON), try sample.opened(sample.json))
            #expect(old == new)
        }
    }

    @Test("the resident's clock starts by the channel's late entry; an unknown channel is taken as a hotline")
    func lateEntry() throws {
        var policy = try Policies.district()
        policy.lateEntries = ["evening": try limit("1 working day"), "door": nil]
        let (reported, received) = (try time("2026-11-23T19:30"), try time("2026-11-24T10:00"))
        func start(_ channel: String) throws -> String {
            var assignment = Life.assignment("1", department: "a", at: received)
            assignment.channel = channel
            let sample = Sample(policy: policy, assignment: assignment, reportedAt: reported)
            return try sample.opened(sample.oldJSON).residentClock.start.inChina
        }
        #expect(try start("evening") == "2026-11-23T19:30")
        #expect(try start("hotline") == "2026-11-24T09:30")
        #expect(try start("nobody-knows") == "2026-11-24T09:30")
        #expect(try start("door") == "2026-11-24T10:00")
    }

    @Test("a task that a tracker writes for a later round says the deadlines and limits that the case has")
    func laterRounds() throws {
        var life = try Life(Policies.district())
        try life.send(.to("b", ["c"]), by: .desk, "2026-11-24T10:00")
        let report = Array(Reports.minimal.utf8)
        for action in life.actions {
            guard case .task(let order) = action else { continue }
            let json = taskJSON(order: order, report: report, utcOffset: 28_800)
            let received = try JSONDecoder().decode(ReceivedTask.self, from: Data(json))
            #expect(received.assignment == order.assignment)
            #expect(received.deadlines == order.deadlines)
            #expect(received.deadlines.promisedBy == life.state.promisedBy)
            let isLead = order.assignment.role == .lead && order.assignment.reason == .assigned
            #expect(received.deadlines.resolveBy == (isLead ? life.state.round.clock.due?.instant : nil))
            let terms = try ArrivedTask(json: json.span.bytes).opening(by: life.policy).terms
            #expect(terms == life.state.terms)
        }
    }

    @Test("the report inside is compared without the channel; its personal fields lie apart")
    func report() throws {
        let json = Assignments.json(Assignments.whole, report: Reports.whole)
        let report = try Self.arrived(json).report
        #expect(report.name == "王" && report.phone == "000" && report.isAnonymous && report.isConfidential)
        #expect(report.externalId == "XF-1" && report.inReplyTo?.value == 12_681_314_870)
        #expect(report.channel == "hotline")
        let other = Reports.whole.replacing(#" "channel": "x","#, with: "")
        let again = try Self.arrived(Assignments.json(Assignments.whole, report: other)).report
        #expect(again.json != report.json || again.hash == report.hash)
        let amended = Reports.whole.replacing("树木枯死", with: "树木倒了")
        #expect(try Self.arrived(Assignments.json(Assignments.whole, report: amended)).report.hash != report.hash)
    }

    @Test(
        "what is wrong with a task is told with the field",
        arguments: [
            (#""resolve":{"limit":"5 working days","calendar":"split"}"#, #""resolve":5"#, "limits.resolve"),
            (#""limit":"5 working days""#, #""limit":"5 weeks""#, "limits.resolve.limit"),
            (#""limit":"5 working days","calendar":"split""#, #""limit":"5 working days""#, "limits.resolve.calendar"),
            (#""clockStart":""#, #""clockStart":"x"#, "clockStart"), (#""text":"污水""#, #""text":"""#, "report.text"),
            (#""holidays":"#, #""holidays":1,"x":"#, "holidays"),
        ])
    func mistakes(old: String, new: String, field: String) throws {
        let assignment = Life.assignment("1", department: "a", at: try time("2026-11-23T09:00"))
        let sample = Sample(
            policy: try Policies.district(), assignment: assignment, reportedAt: assignment.assignedAt)
        #expect(sample.json.contains(old))
        let error = #expect(throws: MessageError.self) { try Self.arrived(sample.json.replacing(old, with: new)) }
        #expect(error?.field == field)
    }
}
