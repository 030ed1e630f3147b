import Hotline
import Testing
import WorkTime

@Suite("Deadlines of tasks", .timeLimit(.minutes(1)))
struct TaskDeadlinesTests {
    private struct Sample {
        let assignment: Assignment
        let terms: CaseTerms
        let deadlines: TaskDeadlines
        let json: [UInt8]
    }

    /// Tasks of every kind and urgency, for a department and for the desk.
    private static func samples(_ policy: CasePolicy) throws -> [Sample] {
        let received = try time("2026-11-23T17:30")
        return ReportKind.allCases.flatMap { kind in
            Urgency.allCases.flatMap { urgency in
                ["a", "desk"].map { department in
                    let assignment = Life.assignment(
                        "1", department: department, at: received, kind: kind, urgency: urgency)
                    let terms = policy.terms(area: assignment.area, kind: kind, urgency: urgency)
                    let deadlines = TaskDeadlines(
                        of: assignment, reportedAt: received, externalDueAt: nil, terms, policy.calendars)
                    var bytes: [UInt8] = []
                    let report = Array(#"{"id":"1","text":"污水","reportedAt":"2026-11-23T17:30:00+08:00"}"#.utf8)
                    assignment.write(
                        report: report.span.bytes, channelMember: nil, deadlines: deadlines, limits: terms.taskMembers,
                        utcOffset: 28_800, into: &bytes)
                    return Sample(assignment: assignment, terms: terms, deadlines: deadlines, json: bytes)
                }
            }
        }
    }

    @Test("a task promises what its case will be held to")
    func sameAsTheCase() throws {
        let policy = try Policies.district()
        for sample in try Self.samples(policy) {
            let task = try ArrivedTask(json: sample.json.span.bytes)
            let opening = Opening(assignment: task.assignment, caller: task.caller, terms: sample.terms)
            let state = Case(opening, policy.calendars)
            #expect(sample.deadlines.acceptBy == state.round.accept.due?.instant)
            #expect(sample.deadlines.contactBy == state.round.contact.due?.instant)
            #expect(sample.deadlines.resolveBy == state.round.clock.due?.instant)
            #expect(sample.deadlines.promisedBy == state.promisedBy)
        }
    }

    @Test("the limits that a task carries are those that are read back")
    func limitsTravel() throws {
        for sample in try Self.samples(try Policies.district()) {
            let task = try ArrivedTask(json: sample.json.span.bytes)
            #expect(task.assignment == sample.assignment)
            #expect(task.terms.limits == sample.terms.limits)
            #expect(task.terms.holidays == sample.terms.holidays)
            #expect(task.terms.policy == sample.terms.policy)
        }
    }

    @Test("the city platform's deadline is promised if it is earlier; a supporting task has no limit of its own")
    func external() throws {
        let policy = try Policies.district()
        var assignment = Life.assignment("1", department: "a", at: try time("2026-11-23T09:00"))
        let terms = policy.terms(area: assignment.area, kind: .help, urgency: .normal)
        let external = try time("2026-11-24T10:00")
        func deadlines() -> TaskDeadlines {
            TaskDeadlines(
                of: assignment, reportedAt: assignment.assignedAt, externalDueAt: external, terms, policy.calendars)
        }
        #expect(deadlines().promisedBy == external)
        assignment.role = .supporting
        #expect(deadlines() == TaskDeadlines(promisedBy: external))
    }

    @Test("they are valid by the task's schema")
    func schema() async throws {
        try await SchemaSample.check(
            try Self.samples(try Policies.district()).prefix(8).map {
                SchemaSample(schema: "task", json: String(decoding: $0.json, as: UTF8.self), isValid: true)
            })
    }
}
