import DistrictFile
import Hotline
import Testing
import WorkTime

@Suite("Time limits in the file", .timeLimit(.minutes(1)))
struct LimitSectionTests {
    /// A rule that gives every limit.
    private static let last =
        "  - { dispatch: 1 hour, accept: 1 hour, contact: 1 hour, resolve: 5 working days, redo: 1 hour, answer: 1 hour }\n"

    private func file(_ rules: String) -> String { sample + "limits:\n" + rules + Self.last }

    @Test("Of each limit the first rule decides that matches and gives it; its calendar comes with it")
    func firstMatch() throws {
        let text = file(
            """
              - { urgencies: [emergency], calendar: always, resolve: 24 hours }
              - { areas: [sewage], kinds: [complaint, help], resolve: 3 working days, accept: 30 working minutes }
              - { kinds: [complaint], count: sameTime, contact: 1 working day, resolve: 4 working days }

            """)
        let district = try readDistrict(yaml: [UInt8](text.utf8), name: "f")
        func limit(_ wanted: LimitKind, _ area: String, _ kind: ReportKind, _ urgency: Urgency = .normal) -> String {
            let terms = CasePolicy(district).terms(area: area, kind: kind, urgency: urgency)
            return terms.limits[wanted].map { "\($0.limit), \($0.calendar)" } ?? ""
        }
        #expect(limit(.resolve, "sewage", .help, .emergency) == "24 hours, always")
        #expect(limit(.accept, "sewage", .help, .emergency) == "30 working minutes, split")
        #expect(limit(.resolve, "sewage", .complaint) == "3 working days, split")
        #expect(limit(.resolve, "other", .complaint) == "4 working days at the same time, split")
        #expect(limit(.contact, "sewage", .complaint) == "1 working day at the same time, split")
        #expect(limit(.resolve, "sewage", .question, .urgent) == "5 working days, split")
    }

    @Test("A file without limits has the standard ones")
    func standard() throws {
        let district = try readDistrict(yaml: [UInt8](sample.utf8), name: "f")
        let terms = CasePolicy(district).terms(area: "other", kind: .help, urgency: .normal)
        let limits = LimitKind.allCases.map { terms.limits[$0]?.limit.description }
        #expect(
            limits == [
                "2 working hours", "2 working hours", "1 working day", "5 working days", "3 working days",
                "15 working days", nil,
            ])
    }

    @Test(
        "What is wrong is told with its line and what was expected",
        arguments: [
            (
                "resolve: 5 weeks",
                "f:46:16: limits[0].resolve: expected minutes, hours, days, working minutes, working hours or working days "
                    + "after the number and one blank, found `5 weeks`"
            ),
            ("resolve: 0 hours", "f:46:16: limits[0].resolve: expected a number from 1 to 100000, found `0 hours`"),
            (
                "resolve: soon",
                "f:46:16: limits[0].resolve: expected a number and a unit, such as 2 working hours, 5 working days or 24 "
                    + "hours, found `soon`"
            ),
            ("resolve: [1 hour]", "f:46:16: limits[0].resolve: expected text, found a list"),
            (
                "kinds: [wish]",
                "f:46:5: limits[0]: expected at least one limit (dispatch, accept, contact, resolve, redo, answer, "
                    + "promise), such as `resolve: 5 working days`"
            ),
            (
                "areas: [sewerage], redo: 1 hour",
                "f:46:15: limits[0].areas[0]: expected one of sewage, other, found `sewerage`; did you mean `sewage`?"
            ),
            (
                "calendar: nights, kinds: [wish], redo: 1 hour",
                "f:46:17: limits[0].calendar: expected one of office, split, always, found `nights`"
            ),
            (
                "count: later, kinds: [wish], redo: 1 hour",
                "f:46:14: limits[0].count: expected one of endOfDay, sameTime, found `later`"
            ),
            (
                "urgencies: [], redo: 1 hour",
                "f:46:18: limits[0].urgencies: expected at least one, found an empty list"
            ),
            (
                "resolves: 1 hour, kinds: [wish], redo: 1 hour",
                "f:46:7: limits[0].resolves: unknown key: expected one of areas, kinds, urgencies, calendar, count, "
                    + "dispatch, accept, contact, resolve, redo, answer, promise, found `resolves`; did you mean `resolve`?"
            ),
        ])
    func mistakes(rule: String, problem: String) {
        let found = problems(file("  - { \(rule) }\n"))
        #expect(found.contains(problem), "\(found)")
    }

    @Test("What is promised stands beside the limit that it goes with: it does not reach rules that gave one before")
    func promise() throws {
        let text = file(
            """
              - { urgencies: [emergency], calendar: always, resolve: 24 hours }
              - { kinds: [question], promise: 10 working days }
              - { areas: [sewage], resolve: 3 working days, promise: 5 working days }

            """)
        let policy = CasePolicy(try readDistrict(yaml: [UInt8](text.utf8), name: "f"))
        func promised(_ area: String, _ kind: ReportKind, _ urgency: Urgency = .normal) -> String? {
            policy.terms(area: area, kind: kind, urgency: urgency).residentLimit(of: kind)?.limit.description
        }
        #expect(promised("sewage", .help, .emergency) == "24 hours")
        #expect(promised("sewage", .help) == "5 working days")
        #expect(promised("sewage", .question) == "10 working days")
        #expect(promised("other", .help) == "5 working days")
        #expect(
            problems(file("  - { areas: [sewage], resolve: 1 hour }\n  - { areas: [sewage], promise: 2 hours }\n"))
                == [
                    "f:47:33: limits[1].promise: can never hold: limits[0] in line 46 gives resolve for all that this rule "
                        + "asks for; put the narrower rule first"
                ])
    }

    @Test("A limit that an earlier rule gives for all that it asks for is refused, with both lines")
    func shadowed() {
        #expect(
            problems(
                file("  - { areas: [sewage], redo: 1 hour }\n  - { areas: [sewage], kinds: [wish], redo: 2 hours }\n"))
                == [
                    "f:47:45: limits[1].redo: can never hold: limits[0] in line 46 gives redo for all that this rule asks "
                        + "for; put the narrower rule first"
                ])
        #expect(problems(file("  - { areas: [sewage], redo: 1 hour }\n  - { kinds: [wish], redo: 2 hours }\n")) == [])
    }

    @Test("Every limit must be given without conditions")
    func complete() {
        #expect(
            problems(
                sample
                    + "limits:\n  - { resolve: 5 working days, accept: 1 hour }\n  - { kinds: [wish], answer: 1 day }")
                == [
                    "f:46:3: limits: expected a rule without areas, kinds and urgencies, as the last, that gives dispatch, "
                        + "contact, redo, answer"
                ])
        #expect(
            problems(sample + "limits: []").first?.contains("dispatch, accept, contact, resolve, redo, answer") == true)
        #expect(
            problems(sample + "limits: 5 working days") == ["f:45:9: limits: expected a list, found `5 working days`"])
    }
}
